//! What goes along with a device, in words.

use crate::domain::card::DeviceCard;
use crate::domain::set::{Left, SetOut, WhyLeft};
use crate::text;

/// What went along: "with CH-0412, ST-0412"; empty where nothing did.
pub fn gone(set: &SetOut) -> String {
    if set.gone.is_empty() {
        return String::new();
    }
    text::with("set-gone", &[("tags", &set.gone.join(", "))])
}

/// What a device has to do with a set: what it goes along with, or what goes along with it.
pub fn about(card: &DeviceCard, set: &[DeviceCard]) -> Option<String> {
    let member = |member: &DeviceCard| {
        let (tag, model) = (&member.tag, &member.model);
        match &member.holder {
            Some(holder) => text::with(
                "set-member-out",
                &[("tag", tag), ("model", model), ("name", &holder.named.name)],
            ),
            None => text::with("set-member-in", &[("tag", tag), ("model", model)]),
        }
    };
    if !set.is_empty() {
        let members: Vec<String> = set.iter().map(member).collect();
        return Some(text::with("set-along", &[("members", &members.join("; "))]));
    }
    let of = &card.set_of;
    (!of.is_empty() && *of != card.tag).then(|| text::with("set-of", &[("tag", of)]))
}

/// What did not, a sentence each; `None` where everything did.
pub fn left(set: &SetOut) -> Option<String> {
    let says = |left: &Left| match &left.why {
        WhyLeft::Out(named) => {
            text::with("set-left-out", &[("tag", &left.tag), ("name", &named.name)])
        }
        WhyLeft::Status(_) => text::with("set-left-aside", &[("tag", &left.tag)]),
        WhyLeft::Asks => text::with("set-left-asks", &[("tag", &left.tag)]),
    };
    let all: Vec<String> = set.left.iter().map(says).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

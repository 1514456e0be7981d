//! The cards of a return: what is known of the device in the band, and what its run says of everything
//! that comes back. What it costs stays a dot until Ctrl+I: the queue can see the screen.

use iced::widget::{container, row, space, text};
use iced::{Alignment, Element, Length};

use super::Message;
use super::cards::{card, chip};
use super::view::{Stack, label};
use crate::desk::reply::{Chip, DeviceCard, Says, View};
use crate::domain::noted::{Note, Whereabouts};
use crate::domain::quote::Quote;
use crate::domain::returning::Returning;
use crate::text as words;
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::faint;

const CHIPS: f32 = 66.0;
/// Where they wrap.
const MANY_CHIPS: f32 = 106.0;
const SAID: f32 = 54.0;
const DATED: f32 = 38.0;

/// Draws what there is to say; false where that is nothing.
pub(super) fn cards(
    stack: &mut Stack<'_>,
    view: &View,
    said: Option<&Returning>,
    private: bool,
    low: bool,
) -> bool {
    let said = said.map(words::note::returning).unwrap_or_default();
    let nothing = view.chips.is_empty() && view.set.is_empty();
    if nothing && said.is_empty() {
        return false;
    }
    if !nothing {
        let chips = view.chips.iter().map(|known| one(*known, private));
        let chips = view.set.iter().map(of_set).chain(chips);
        let many = view.set.len() + view.chips.len() > if low { 3 } else { 5 };
        let height = if many { MANY_CHIPS } else { CHIPS };
        stack.push(height, card(row(chips).spacing(8).wrap().vertical_spacing(8), height));
    }
    if !said.is_empty() {
        let line = row![
            label(words::get("returning-run")),
            fit(said).size(theme::LARGE).least(13.0).font(theme::SEMIBOLD),
            space().width(Length::Fill),
            text(words::get("returning-locked")).size(theme::BODY).style(faint),
        ]
        .spacing(18)
        .align_y(Alignment::Center);
        stack.push(SAID, card(line, SAID));
    }
    // A device of which nothing is known but its run has its own card still.
    !nothing
}

/// A device of the set: still out, or in.
fn of_set<'a>(member: &DeviceCard) -> Element<'a, Message> {
    let tag = &member.tag;
    match member.holder {
        Some(_) => chip(words::with("chip-set-out", &[("tag", tag)]), theme::chip_warn),
        None => chip(words::with("chip-set-in", &[("tag", tag)]), theme::chip_good),
    }
}

/// That everything is written down for another day.
pub(super) fn dated(stack: &mut Stack<'_>, date: &str) {
    let says = words::with("returning-dated", &[("date", &words::date(date))]);
    let line = container(fit(says).size(theme::LARGE).font(theme::BOLD))
        .padding([0, 20])
        .width(Length::Fill)
        .center_y(DATED)
        .style(theme::chip_warn);
    stack.push(DATED, line);
}

fn one<'a>(known: Chip, private: bool) -> Element<'a, Message> {
    let (says, look): (String, super::cards::ChipStyle) = match known.says {
        Says::Noted(note @ Note::Condition(_)) => (words::note::title(note), theme::chip),
        Says::Noted(note) => (words::note::title(note), theme::chip_bad),
        Says::Along(word, place) => {
            let look: super::cards::ChipStyle = match place {
                Whereabouts::Good | Whereabouts::Out => theme::chip_good,
                Whereabouts::Assumed | Whereabouts::NotCollected => theme::chip,
                Whereabouts::NotGiven => theme::chip_warn,
                Whereabouts::Damaged | Whereabouts::Missing => theme::chip_bad,
            };
            (words::note::along(word, place), look)
        }
    };
    let look = match known.quote {
        Some(Quote::Free { .. } | Quote::Waits) => theme::chip_warn,
        _ => look,
    };
    let costs = known.quote.and_then(words::charge::quote_short);
    match costs {
        Some(costs) if private => chip(format!("{says}: {costs}"), look),
        Some(_) => chip(format!("{says} ●"), look),
        None => chip(says, look),
    }
}

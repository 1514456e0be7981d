//! May this be done? One function a question, one answer: the same for a scanner, a typed code, a
//! list and an import. Pure: custody says what is so, policy says what is asked.

use super::reply::{Ask, DeviceCard, Person, Refusal};
use crate::domain::policy::{Grades, Policy};

/// The answer of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Go ahead.
    Done,
    /// It is so already.
    Already,
    /// Ask, with all reasons at once.
    Ask(Vec<Ask>),
    /// Not at this desk.
    Refused(Refusal),
}

/// May this device go out to this person?
///
/// `lead` says whether who is scanning may override a block.
pub fn issue(person: &Person, device: &DeviceCard, policy: &Policy, lead: bool) -> Verdict {
    let holder = device.holder.as_ref();
    if holder.is_some_and(|holder| holder.named.id == person.named.id) {
        return Verdict::Already;
    }
    if !device.status.may_go_out() {
        return Verdict::Refused(Refusal::Status { status: device.status });
    }
    let blocked = policy.block_cents.is_some_and(|most| person.owes_cents > most);
    if blocked && !lead {
        return Verdict::Refused(Refusal::Owes);
    }
    let mut asks = Vec::new();
    if blocked {
        asks.push(Ask::Owes { cents: person.owes_cents });
    }
    asks.extend(holder.map(|holder| Ask::StillOut { holder: holder.clone() }));
    asks.extend(over_limit(person, device, policy));
    asks.extend(misfit(person, device, policy));
    if !person.active {
        asks.push(Ask::Inactive);
    }
    asks.extend(of_another(person, device));
    asks.extend(unsigned(person, policy));
    if asks.is_empty() { Verdict::Done } else { Verdict::Ask(asks) }
}

/// Whether yes was said to everything that is asked.
pub fn covers(granted: &[Ask], asks: &[Ask]) -> bool {
    asks.iter().all(|ask| granted.contains(ask))
}

/// May it come back? Always: a device in the hand is in the building, whatever its status.
pub fn give_back(device: &DeviceCard) -> Verdict {
    if device.holder.is_some() { Verdict::Done } else { Verdict::Already }
}

/// May these two holders exchange their devices? Always asked, never done by two scans alone.
pub fn swap(
    first: (&DeviceCard, &Person),
    second: (&DeviceCard, &Person),
    policy: &Policy,
) -> Verdict {
    if first.1.named.id == second.1.named.id {
        return Verdict::Refused(Refusal::SwapSameHolder);
    }
    for (device, _) in [first, second] {
        if !device.status.may_go_out() {
            return Verdict::Refused(Refusal::Status { status: device.status });
        }
    }
    let mut asks = vec![Ask::Swap {
        first: (first.0.tag.clone(), first.1.named.clone()),
        second: (second.0.tag.clone(), second.1.named.clone()),
    }];
    asks.extend(misfit(first.1, second.0, policy));
    asks.extend(misfit(second.1, first.0, policy));
    asks.extend(of_another(first.1, second.0));
    asks.extend(of_another(second.1, first.0));
    Verdict::Ask(asks)
}

/// Somebody else's device for years, held or not.
fn of_another(person: &Person, device: &DeviceCard) -> Option<Ask> {
    let owner = device.owner.as_ref().filter(|owner| owner.named.id != person.named.id)?;
    Some(Ask::Assigned { tag: device.tag.clone(), owner: owner.clone() })
}

/// The version to be signed before a device goes out, where they have not.
fn unsigned(person: &Person, policy: &Policy) -> Option<Ask> {
    let version = &policy.agreement;
    let signed = person.signed.iter().any(|signed| signed.version == *version);
    (!version.is_empty() && !signed).then(|| Ask::Agreement { version: version.clone() })
}

/// What goes along with a device counts with that device: it is not counted by itself while its holder
/// has both, and is no second one beside it.
fn over_limit(person: &Person, device: &DeviceCard, policy: &Policy) -> Option<Ask> {
    let counted = category(&device.category, &device.model);
    let same = |held: &&super::reply::HeldDevice| {
        category(&held.category, &held.model) == counted
            && held.id != device.id
            && !held.goes_along
            && device.head.as_ref() != Some(&held.id)
    };
    let held: Vec<String> = person.holds.iter().filter(same).map(|h| h.tag.clone()).collect();
    let limit = usize::try_from(policy.limit).unwrap_or(usize::MAX);
    (held.len() >= limit).then(|| Ask::Limit { held, category: counted.to_owned() })
}

/// What the limit counts by. Where no catalogue was imported each model is a category of its own,
/// and devices without a model are one: to ask once too often costs less than a second device.
fn category<'a>(category: &'a str, model: &'a str) -> &'a str {
    if category.is_empty() { model } else { category }
}

fn misfit(person: &Person, device: &DeviceCard, policy: &Policy) -> Option<Ask> {
    let judged = policy.grade_rule && !person.staff && !device.model.is_empty();
    (judged && !Grades::parse(&device.grades).suit(&person.grade, &person.site))
        .then(|| Ask::Grade { model: device.model.clone(), grade: person.grade.clone() })
}

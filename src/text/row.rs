//! Single words and the lines of the run list.

use crate::desk::reply::{Mode, Outcome, RunLine};
use crate::text;

/// The name of a mode.
pub fn mode(mode: Mode) -> String {
    match mode {
        Mode::Issue => text::get("mode-issue"),
        Mode::Return => text::get("mode-return"),
        Mode::Swap => text::get("mode-swap"),
        Mode::LookUp => text::get("mode-look-up"),
        Mode::Repair => text::get("mode-repair"),
    }
}

/// The word at the right of a row of the run.
pub fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Student => text::get("outcome-person"),
        Outcome::Issued => text::get("outcome-issued"),
        Outcome::Returned => text::get("outcome-returned"),
        Outcome::HandedOver => text::get("outcome-handed-over"),
        Outcome::Swapped => text::get("outcome-swapped"),
        Outcome::Already => text::get("outcome-already"),
        Outcome::Question => text::get("outcome-question"),
        Outcome::Refused => text::get("outcome-refused"),
        Outcome::Unknown => text::get("outcome-unknown"),
        Outcome::Shown => text::get("outcome-seen"),
        Outcome::Undone => text::get("outcome-undone"),
        Outcome::Mode => text::get("outcome-mode"),
        Outcome::No => text::get("outcome-no"),
        Outcome::Next => text::get("outcome-next"),
        Outcome::NotTaken => text::get("outcome-not-done"),
        Outcome::Noted => text::get("outcome-noted"),
        Outcome::Assigned => text::get("outcome-assigned"),
        Outcome::Freed => text::get("outcome-freed"),
        Outcome::Labelled => text::get("outcome-labelled"),
        Outcome::Added => text::get("outcome-added"),
        Outcome::Sent => text::get("outcome-sent"),
        Outcome::Received => text::get("outcome-received"),
    }
}

/// The second line of a row: when, then who or why.
pub fn row(line: &RunLine) -> String {
    let person = line.person.as_ref().map(|p| p.name.as_str()).unwrap_or_default();
    let from = line.from.as_ref().map(|p| p.name.as_str()).unwrap_or_default();
    let homeroom = line.person.as_ref().map(|p| p.homeroom.as_str()).unwrap_or_default();
    let hour = text::hour(line.at);
    let rest = match line.outcome {
        _ if line.undone => text::dots([text::get("row-undone"), person.to_owned()]),
        Outcome::HandedOver | Outcome::Swapped if !from.is_empty() => {
            text::with("row-arrow", &[("from", &from), ("to", &person)])
        }
        Outcome::Returned if !from.is_empty() => text::with("row-from", &[("name", &from)]),
        Outcome::Already if !person.is_empty() => text::with("row-holds", &[("name", &person)]),
        Outcome::Already => text::get("row-in-already"),
        Outcome::Refused => text::dots([text::get("row-set-aside"), person.to_owned()]),
        Outcome::Unknown => text::get("row-unknown"),
        Outcome::NotTaken => text::get("row-not-taken"),
        Outcome::Noted => {
            let noted = line.noted.as_ref().map(text::noting::noting).unwrap_or_default();
            text::dots([person.to_owned(), noted])
        }
        _ => text::dots([person, homeroom]),
    };
    let paper = line.paper.map(|at| text::paper::on_paper(at, line.at)).unwrap_or_default();
    text::dots([hour, paper, rest])
}

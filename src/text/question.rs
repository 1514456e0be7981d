//! Questions: all reasons of one scan read as one sentence with two answers.

use crate::desk::reply::{Ask, Named, When};
use crate::text::{self, Band};

/// What the two answer buttons say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Ctrl+Enter.
    pub yes: String,
    /// Esc.
    pub no: String,
}

/// The reason that names the question: a device in somebody's hands goes before the rest.
fn leading(asks: &[Ask]) -> Option<&Ask> {
    asks.iter().find(|ask| matches!(ask, Ask::StillOut { .. })).or_else(|| asks.first())
}

fn given(person: Option<&Named>) -> String {
    person.map_or_else(|| text::get("ask-somebody"), |person| person.given_name().to_owned())
}

fn device(tag: Option<&str>) -> String {
    tag.map_or_else(|| text::get("ask-this-device"), str::to_owned)
}

/// The band of a question.
pub(super) fn band(
    tag: Option<&str>,
    person: Option<&Named>,
    asks: &[Ask],
    now: Option<When>,
) -> Band {
    let lead = leading(asks);
    let others = asks.iter().filter(|ask| !lead.is_some_and(|lead| std::ptr::eq(lead, *ask)));
    let reasons: Vec<_> =
        lead.into_iter().chain(others).map(|ask| reason(ask, tag, person, now)).collect();
    Band {
        eyebrow: text::get("question"),
        title: lead.map_or_else(|| text::get("question"), |lead| title(lead, person)),
        line: text::with(
            "question-line",
            &[
                ("reasons", &reasons.join("; ")),
                ("ask", &lead.map(|lead| ask(lead, tag, person)).unwrap_or_default()),
            ],
        ),
        hint: text::get("question-hint"),
    }
}

fn title(ask: &Ask, person: Option<&Named>) -> String {
    match ask {
        Ask::StillOut { holder } => text::with("ask-still-out", &[("name", &holder.named.name)]),
        Ask::Limit { .. } => text::with("ask-limit", &[("name", &given(person))]),
        Ask::Grade { grade, .. } => text::with("ask-grade", &[("grade", grade)]),
        Ask::Owes { .. } => text::with("ask-owes", &[("name", &given(person))]),
        Ask::Inactive => {
            let name = person.map_or_else(|| given(None), |person| person.name.clone());
            text::with("ask-inactive", &[("name", &name)])
        }
        Ask::TwoKinds { .. } => text::get("ask-two-kinds"),
        Ask::ShortId { person } => text::with("ask-short-id", &[("name", &person.name)]),
        Ask::Swap { first, second } => text::with(
            "ask-swap",
            &[("first", &first.1.given_name()), ("second", &second.1.given_name())],
        ),
        Ask::UndoLater { .. } | Ask::UndoRow { .. } => text::get("ask-undo"),
        Ask::Conflict { tag, person, .. } => {
            text::with("ask-conflict", &[("name", &person.name), ("tag", tag)])
        }
        Ask::Assigned { owner, .. } => text::with("ask-assigned", &[("name", &owner.named.name)]),
        Ask::Agreement { .. } => text::get("ask-agreement"),
    }
}

fn reason(ask: &Ask, tag: Option<&str>, person: Option<&Named>, now: Option<When>) -> String {
    match ask {
        Ask::StillOut { holder } => text::with(
            "ask-still-out-why",
            &[("tag", &device(tag)), ("since", &text::since(holder.since, now))],
        ),
        Ask::Limit { held, .. } => {
            text::with("ask-limit-why", &[("name", &given(person)), ("held", &held.join(", "))])
        }
        Ask::Grade { model, grade } => {
            text::with("ask-grade-why", &[("model", model), ("grade", grade)])
        }
        Ask::Inactive => text::with("ask-inactive-why", &[("name", &given(person))]),
        // How much is nobody's business in the queue.
        Ask::Owes { .. } => text::with("ask-owes-why", &[("name", &given(person))]),
        Ask::TwoKinds { person, tag, .. } => {
            text::with("ask-two-kinds-why", &[("name", &person.name), ("tag", tag)])
        }
        Ask::ShortId { person } => {
            let id = text::dots([person.id.as_str(), &person.homeroom]);
            text::with("ask-short-id-why", &[("id", &id)])
        }
        Ask::Swap { first, second } => text::with(
            "ask-swap-why",
            &[
                ("tag", &first.0),
                ("other", &second.0),
                ("first", &first.1.name),
                ("second", &second.1.name),
            ],
        ),
        Ask::UndoLater { later } => {
            text::with("ask-undo-later-why", &[("later", later), ("tag", &device(tag))])
        }
        Ask::Conflict { person, other, at, .. } => {
            let day = text::date(&at.date());
            match other {
                Some(other) => text::with(
                    "ask-conflict-why",
                    &[("day", &day), ("name", &person.name), ("other", &other.name)],
                ),
                None => {
                    text::with("ask-conflict-why-one", &[("day", &day), ("name", &person.name)])
                }
            }
        }
        Ask::Assigned { tag, owner } => {
            text::with("ask-assigned-why", &[("tag", tag), ("owner", &text::assign::owner(owner))])
        }
        Ask::Agreement { version } => {
            text::with("ask-agreement-why", &[("name", &given(person)), ("version", version)])
        }
        Ask::UndoRow { outcome } => {
            let outcome = text::outcome(*outcome).to_lowercase();
            match person {
                Some(person) => text::with(
                    "ask-undo-row-who",
                    &[("tag", &device(tag)), ("outcome", &outcome), ("name", &person.name)],
                ),
                None => {
                    text::with("ask-undo-row-why", &[("tag", &device(tag)), ("outcome", &outcome)])
                }
            }
        }
    }
}

fn ask(ask: &Ask, tag: Option<&str>, person: Option<&Named>) -> String {
    match ask {
        Ask::StillOut { .. } => text::with("ask-still-out-ask", &[("name", &given(person))]),
        Ask::Limit { .. } => text::with("ask-limit-ask", &[("tag", &device(tag))]),
        Ask::Owes { .. } => text::with("ask-owes-ask", &[("tag", &device(tag))]),
        Ask::Grade { .. } | Ask::Inactive | Ask::Assigned { .. } => {
            text::with("ask-anyway", &[("tag", &device(tag))])
        }
        Ask::Agreement { .. } => text::with("ask-agreement-ask", &[("tag", &device(tag))]),
        Ask::TwoKinds { as_person: true, .. } => text::get("ask-two-kinds-person"),
        Ask::TwoKinds { .. } => text::get("ask-two-kinds-device"),
        Ask::ShortId { person } => {
            text::with("ask-short-id-ask", &[("name", &person.given_name())])
        }
        Ask::Swap { .. } => text::get("ask-swap-ask"),
        Ask::UndoLater { .. } | Ask::UndoRow { .. } => text::get("ask-undo-ask"),
        Ask::Conflict { person, .. } => {
            text::with("ask-conflict-ask", &[("name", &person.given_name())])
        }
    }
}

/// What the buttons under a question say.
pub fn answers(person: Option<&Named>, asks: &[Ask]) -> Answers {
    let keep = || text::get("ask-anyway-no");
    let (yes, no) = match leading(asks) {
        Some(Ask::StillOut { holder }) => {
            let from = holder.named.given_name();
            (
                text::with("ask-still-out-yes", &[("from", &from), ("to", &given(person))]),
                text::with("ask-still-out-no", &[("from", &from)]),
            )
        }
        Some(Ask::Limit { .. }) => (text::get("ask-limit-yes"), keep()),
        Some(Ask::Agreement { .. }) => (text::get("ask-agreement-yes"), keep()),
        Some(Ask::Grade { .. } | Ask::Inactive | Ask::Owes { .. } | Ask::Assigned { .. })
        | None => (text::get("ask-anyway-yes"), keep()),
        Some(Ask::TwoKinds { person, as_person: true, .. }) => (
            text::with("ask-two-kinds-person-yes", &[("name", &person.name)]),
            text::get("ask-scan-again"),
        ),
        Some(Ask::TwoKinds { tag, .. }) => {
            (text::with("ask-two-kinds-device-yes", &[("tag", tag)]), text::get("ask-scan-again"))
        }
        Some(Ask::ShortId { person }) => {
            (text::with("ask-short-id-yes", &[("name", &person.name)]), text::get("ask-scan-again"))
        }
        Some(Ask::Swap { .. }) => (text::get("ask-swap-yes"), text::get("ask-swap-no")),
        Some(Ask::UndoLater { .. } | Ask::UndoRow { .. }) => {
            (text::get("ask-undo-yes"), text::get("ask-undo-no"))
        }
        Some(Ask::Conflict { person, .. }) => (
            text::with("ask-conflict-yes", &[("name", &person.given_name())]),
            text::get("ask-conflict-no"),
        ),
    };
    Answers { yes, no }
}

//! The line below the to-dos: what is done with a proposal, and why, while that is typed.

use iced::widget::row;
use iced::{Alignment, Element};

use super::piece::own_cap;
use super::{Message, REASON};
use crate::desk::request::{Money, ProposalCard};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{self, Measures, field, key_hint, main_button};
use crate::ui::widget::keycap::key_button;

/// Books a proposal.
pub(super) const BOOK: char = 'b';
/// Keeps what is charged.
pub(super) const KEEP: char = 'k';

/// What is done with a proposal.
#[derive(Debug, Clone)]
pub(super) struct Settle {
    card: ProposalCard,
    keep: bool,
    pub(super) reason: String,
}

impl Settle {
    /// Begins with a proposal, where the key means one of the two.
    pub(super) fn begin(card: &ProposalCard, letter: char) -> Option<Settle> {
        let keep = match letter {
            BOOK => false,
            KEEP => true,
            _ => return None,
        };
        Some(Settle { card: card.clone(), keep, reason: String::new() })
    }

    /// Whose it is.
    pub(super) fn name(&self) -> &str {
        &self.card.person.name
    }

    /// What is asked of the desk, once there is a reason.
    pub(super) fn wish(&self) -> Option<Money> {
        let (proposal, reason) = (self.card.proposal.id(), self.reason.trim().to_owned());
        let wish = if self.keep {
            Money::Keep { proposal, reason: reason.clone() }
        } else {
            Money::Book { proposal, reason: reason.clone() }
        };
        (!reason.is_empty()).then_some(wish)
    }

    /// The field for the reason, and the key that does it.
    pub(super) fn view(&self, busy: bool, measures: Measures) -> Element<'_, Message> {
        let does = if self.keep {
            words::get("money-keep")
        } else {
            let amount = crate::domain::money::written(self.card.proposal.new_cents);
            words::with("money-book", &[("amount", &amount)])
        };
        let why = words::get("money-settle-why");
        let why = field(REASON, &why, &self.reason, Message::Reason, measures);
        let ready = !busy && self.wish().is_some();
        row![
            why,
            main_button(key::cap(Action::Yes), does, ready.then_some(Message::Press(Action::Yes))),
            back(),
        ]
        .spacing(12)
        .height(42)
        .align_y(Alignment::Center)
        .into()
    }
}

/// The keys of the list; those of a proposal where one is marked.
pub(super) fn keys<'a>(marked: bool) -> Element<'a, Message> {
    let mut line = row![].spacing(16).height(42).align_y(Alignment::Center);
    if marked {
        let own = |letter: char, says: String| {
            let cap = own_cap(&letter.to_uppercase().to_string());
            key_button(cap, says, Some(Message::Own(letter)))
        };
        line = line.push(own(BOOK, words::get("money-book-key")));
        line = line.push(own(KEEP, words::get("money-keep")));
    }
    line.push(key_hint(part::move_caps(), words::get("find-move")))
        .push(key_hint(words::get("key-enter"), words::get("find-open")))
        .push(key_hint(key::cap(Action::No), words::get("exchange-back")))
        .into()
}

fn back<'a>() -> Element<'a, Message> {
    let press = Some(Message::Press(Action::No));
    key_button(key::cap(Action::No), words::get("exchange-back"), press).into()
}

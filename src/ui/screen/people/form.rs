//! What is done with somebody's money: charged, paid, waived, changed, given back, voided. And that they
//! sign the agreement.
//!
//! Has no field: it is fed by the window's line buffer, so a device can be scanned. The first line may
//! offer a choice that the arrows turn. Enter ends a line, Ctrl+Enter does it, Esc leaves.

use super::pick::{Pick, part_of, picks};
use crate::desk::reply::{Mode, Named, Tone};
use crate::desk::request::{ChargeRow, Money, PersonPage, Request, Signing};
use crate::domain::agreement::{Signed, Signer};
use crate::domain::money::{cents, written};
use crate::domain::price::STEPS;
use crate::text as words;
use crate::ui::key;
use crate::ui::screen::Action;
use crate::ui::widget::Heard;

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Charge,
    Pay,
    Waive,
    Adjust,
    Refund,
    Void,
    Sign,
}

impl Act {
    /// In the order of their buttons.
    pub(super) const ALL: [Act; 7] =
        [Self::Charge, Self::Pay, Self::Waive, Self::Adjust, Self::Refund, Self::Void, Self::Sign];

    /// Its key, with Ctrl and Shift.
    pub(super) fn key(self) -> char {
        match self {
            Self::Charge => 'c',
            Self::Pay => 'p',
            Self::Waive => 'w',
            Self::Adjust => 'a',
            Self::Refund => 'r',
            Self::Void => 'v',
            Self::Sign => 's',
        }
    }

    /// What its button says.
    pub(super) fn title(self) -> String {
        match self {
            Self::Charge => words::get("money-charge"),
            Self::Pay => words::get("money-pay"),
            Self::Waive => words::get("money-waive"),
            Self::Adjust => words::get("money-adjust"),
            Self::Refund => words::get("money-refund"),
            Self::Void => words::get("money-void"),
            Self::Sign => words::get("agreement-sign"),
        }
    }

    /// Whether there is anything to do it with: the marked charge, or all of them.
    pub(super) fn fits(self, page: &PersonPage, marked: Option<&ChargeRow>) -> bool {
        let open = || page.account.iter().any(|row| row.charge.due_cents() > 0);
        match self {
            Self::Charge => true,
            Self::Pay => open(),
            Self::Waive => marked.is_some_and(|row| row.charge.due_cents() > 0),
            Self::Adjust => marked.is_some_and(|row| !row.charge.is_void()),
            Self::Refund => marked.is_some_and(|row| row.charge.paid_cents() > 0),
            Self::Void => marked.is_some_and(|row| row.charge.posted.iter().any(|p| !p.void)),
            Self::Sign => {
                let signed = |one: &Signed| one.version == page.agreement;
                !page.agreement.is_empty() && !page.person.signed.iter().any(signed)
            }
        }
    }

    /// Its lines.
    fn lines(self) -> &'static [Line] {
        match self {
            Self::Charge => &[Line::Sort, Line::Amount, Line::Device, Line::Note],
            Self::Pay => &[Line::Which, Line::Amount],
            Self::Waive | Self::Refund => &[Line::Amount, Line::Reason],
            Self::Adjust => &[Line::NewAmount, Line::Reason],
            Self::Void => &[Line::Entry, Line::Reason],
            Self::Sign => &[Line::Signer, Line::SignerName],
        }
    }
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Sort,
    Which,
    Entry,
    Amount,
    NewAmount,
    Device,
    Note,
    Reason,
    Signer,
    SignerName,
}

impl Line {
    /// Whether the arrows turn a choice in it.
    pub(super) fn turns(self) -> bool {
        matches!(self, Self::Sort | Self::Which | Self::Entry | Self::Signer)
    }

    /// What it is, and how it is written.
    pub(super) fn words(self) -> (String, String) {
        match self {
            Self::Sort => (words::get("money-sort"), words::get("money-sort-how")),
            Self::Which => (words::get("money-which"), String::new()),
            Self::Entry => (words::get("money-entry"), String::new()),
            Self::Amount => (words::get("money-amount"), words::get("money-amount-how")),
            Self::NewAmount => (words::get("money-new-amount"), words::get("money-amount-how")),
            Self::Device => (words::get("money-device"), words::get("money-device-how")),
            Self::Note => (words::get("money-note"), words::get("money-note-how")),
            Self::Reason => (words::get("money-reason"), words::get("money-reason-how")),
            Self::Signer => (words::get("agreement-signer"), String::new()),
            Self::SignerName => (words::get("agreement-name"), words::get("agreement-name-how")),
        }
    }
}

/// What is said so far.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) act: Act,
    pub(super) who: Named,
    /// The charge that is marked.
    pub(super) row: Option<ChargeRow>,
    picks: Vec<Pick>,
    pick: Option<usize>,
    told: Vec<String>,
    pub(super) at: usize,
    pub(super) typed: String,
    pub(super) failure: Option<String>,
    pub(super) sent: bool,
}

impl Form {
    pub(super) fn new(act: Act, page: &PersonPage, marked: Option<&ChargeRow>) -> Form {
        let mut form = Form {
            act,
            who: page.person.named.clone(),
            row: marked.cloned(),
            picks: picks(act, page, marked),
            pick: None,
            told: vec![String::new(); act.lines().len()],
            at: 0,
            typed: String::new(),
            failure: None,
            sent: false,
        };
        let of = |cents: fn(&ChargeRow) -> i64| marked.map(|row| written(cents(row)));
        match act {
            // What for is said; what there is to choose from shows below.
            Act::Charge => {}
            Act::Pay | Act::Void | Act::Sign => form.choose(0),
            Act::Waive => form.put(Line::Amount, of(|row| row.charge.due_cents())),
            Act::Refund => form.put(Line::Amount, of(|row| row.charge.paid_cents())),
            Act::Adjust => form.put(Line::NewAmount, of(|row| row.charge.amount_cents())),
        }
        form
    }

    /// The lines, with what is said in each.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Line, &str)> {
        self.act.lines().iter().copied().zip(self.told.iter().map(String::as_str))
    }

    /// What can be chosen, and which it is.
    pub(super) fn picks(&self) -> (&[Pick], Option<usize>) {
        (&self.picks, self.pick)
    }

    /// Whether a part of the price may be charged.
    pub(super) fn has_steps(&self) -> bool {
        self.picked().is_some_and(|pick| pick.steps)
    }

    fn picked(&self) -> Option<&Pick> {
        self.picks.get(self.pick?)
    }

    fn put(&mut self, line: Line, says: Option<String>) {
        let at = self.act.lines().iter().position(|one| *one == line);
        if let (Some(told), Some(says)) = (at.and_then(|at| self.told.get_mut(at)), says) {
            *told = says;
        }
    }

    fn said(&self, line: Line) -> &str {
        self.lines().find(|(one, _)| *one == line).map_or("", |(_, told)| told)
    }

    /// Takes a choice, and its amount with it.
    pub(super) fn choose(&mut self, index: usize) {
        let Some(pick) = self.picks.get(index).cloned() else { return };
        self.pick = Some(index);
        self.typed.clear();
        self.failure = None;
        if let Some(first) = self.told.first_mut() {
            *first = pick.says;
        }
        self.put(Line::Amount, pick.cents.map(written));
    }

    /// The desk said no.
    pub(super) fn failed(&mut self, why: String) -> Action {
        self.sent = false;
        self.failure = Some(why);
        Action::Tone(Tone::Refused)
    }

    /// Takes in what is heard; `None` where the form is left.
    pub(super) fn hear(&mut self, heard: Heard) -> Option<Action> {
        match heard {
            Heard::Typing(line) => self.typed = line,
            Heard::Code(line) => {
                self.end(&line);
                self.next();
            }
            Heard::TooLong(_) => return Some(self.failed(words::get("life-too-long"))),
            Heard::Forgotten(_) => {
                self.typed.clear();
                return Some(Action::Tone(Tone::Attention));
            }
            Heard::Key(action) => return self.act(action),
            Heard::Paused(_) | Heard::Focus(_) => {}
        }
        Some(Action::None)
    }

    pub(super) fn act(&mut self, action: key::Action) -> Option<Action> {
        match action {
            key::Action::No => return None,
            key::Action::Yes => return Some(self.send()),
            key::Action::Up | key::Action::Down => self.step(action == key::Action::Down),
            key::Action::Mode(mode) => self.part(mode),
            _ => {}
        }
        Some(Action::None)
    }

    /// Enter with nothing typed.
    pub(super) fn next(&mut self) {
        self.at = (self.at + 1).min(self.told.len().saturating_sub(1));
    }

    /// The arrows turn the choice of the first line where it has one, else they go from line to line.
    fn step(&mut self, down: bool) {
        let line = self.act.lines().get(self.at).copied();
        if line.is_some_and(Line::turns) && !self.picks.is_empty() {
            let last = self.picks.len() - 1;
            self.choose(match self.pick {
                None => 0,
                Some(pick) if down => (pick + 1).min(last),
                Some(pick) => pick.saturating_sub(1),
            });
        } else if down {
            self.next();
        } else {
            self.at = self.at.saturating_sub(1);
        }
    }

    /// The keys of the modes, which mean nothing here, take a part of the price.
    fn part(&mut self, mode: Mode) {
        let Some(pick) = self.picked().filter(|pick| pick.steps).cloned() else { return };
        let percent = Mode::ALL.iter().position(|one| *one == mode).and_then(|at| STEPS.get(at));
        self.put(Line::Amount, percent.and_then(|percent| part_of(&pick, *percent)));
    }

    fn end(&mut self, line: &str) {
        self.typed.clear();
        self.failure = None;
        match self.act.lines().get(self.at) {
            // Nothing but what is offered can be chosen.
            Some(Line::Which | Line::Entry | Line::Signer) => return,
            Some(Line::Sort) => self.pick = None,
            _ => {}
        }
        if let Some(told) = self.told.get_mut(self.at) {
            line.trim().clone_into(told);
        }
    }

    /// Ctrl+Enter, also with a line half typed.
    fn send(&mut self) -> Action {
        if self.sent {
            return Action::None;
        }
        let typed = std::mem::take(&mut self.typed);
        if !typed.trim().is_empty() {
            self.end(&typed);
        }
        match self.request() {
            Ok(request) => {
                self.sent = true;
                Action::Ask(request)
            }
            Err(why) => self.failed(why),
        }
    }

    fn request(&self) -> Result<Request, String> {
        let amount = |line| {
            let told = self.said(line);
            let found = cents(told).filter(|_| !told.trim().is_empty());
            found.ok_or_else(|| words::get("cli-money-amount"))
        };
        let charge = || self.row.as_ref().map_or("", ChargeRow::name).to_owned();
        let picked = || self.picked().and_then(|pick| pick.word.clone());
        let who = self.who.id.clone();
        let reason = self.said(Line::Reason).to_owned();
        let wish = match self.act {
            Act::Sign => {
                let by = Signer::parse(&picked().unwrap_or_default());
                let name = self.said(Line::SignerName).to_owned();
                let version = String::new();
                return Ok(Request::Sign(Signing { who, version, by, name }));
            }
            Act::Charge => Money::Charge {
                who,
                device: self.said(Line::Device).to_owned(),
                sort: picked().unwrap_or_else(|| self.said(Line::Sort).to_owned()),
                cents: amount(Line::Amount)?,
                note: self.said(Line::Note).to_owned(),
            },
            Act::Pay => Money::Pay { who, charge: picked(), cents: amount(Line::Amount)? },
            Act::Waive => Money::Waive { charge: charge(), cents: amount(Line::Amount)?, reason },
            Act::Adjust => {
                Money::Adjust { charge: charge(), to_cents: amount(Line::NewAmount)?, reason }
            }
            Act::Refund => Money::Refund { charge: charge(), cents: amount(Line::Amount)?, reason },
            Act::Void => Money::Void { entry: picked().unwrap_or_default(), reason },
        };
        Ok(Request::Money(wish))
    }
}

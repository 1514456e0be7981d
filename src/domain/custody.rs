//! Who has a device: `step` is the only place that says what an event does to that.

use std::collections::BTreeMap;

use super::borrower::BorrowerId;
use super::device::Status;
use super::event::Kind;
use super::hash::Hash;
use super::label::{self, Label};
use super::order::Entry;
use super::ticket;
use super::transfer::Bound;

/// A device in somebody's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Who has it, under the lasting identity.
    pub borrower: BorrowerId,
    /// Since when, corrected UTC milliseconds.
    pub since_ms: i64,
    /// Local offset from UTC where it was issued, minutes.
    pub utc_offset_min: i32,
    /// Due date, local, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// The event that put it there.
    pub by: Hash,
}

/// Whose device it is for years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// Whose, under the lasting identity.
    pub borrower: BorrowerId,
    /// The number on the case tag: it belongs to the assignment and goes with it. May be empty.
    pub case: String,
}

/// Where a device was last in front of a scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Corrected UTC milliseconds.
    pub at_ms: i64,
    /// Station code.
    pub station: String,
}

/// What events say of a device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Custody {
    /// Who has it, nobody where it is in.
    pub holder: Option<Held>,
    /// Site it belongs to now; `None` leaves the register's word.
    pub site: Option<String>,
    /// Shelf, room or cart it was put on when it came back.
    pub shelf: Option<String>,
    /// Lifecycle status.
    pub status: Status,
    /// Whose device it is for years.
    pub assigned: Option<Assigned>,
    /// Last seen.
    pub seen: Option<Seen>,
    /// Repairs met so far; true while they are open.
    pub tickets: BTreeMap<Hash, bool>,
    /// Its labels, the one on it last; none where only the register knows.
    pub labels: Vec<Label>,
    /// Where it is on its way to.
    pub bound: Option<Bound>,
}

/// Something a person should look at, found by folding. Listed, never asked at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Todo {
    /// Issued while the order shows another holder.
    IssuedWhileOut,
    /// Issued while lost, stolen, retired or in repair.
    IssuedUnavailable,
    /// Returned while the order shows another holder than the desk saw.
    ReturnSawOther,
    /// In front of a scanner while lost or stolen.
    SeenWhileMissing,
}

impl Todo {
    /// The word in the projection and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IssuedWhileOut => "issued-while-out",
            Self::IssuedUnavailable => "issued-unavailable",
            Self::ReturnSawOther => "return-saw-other",
            Self::SeenWhileMissing => "seen-while-missing",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Todo> {
        let all = [
            Self::IssuedWhileOut,
            Self::IssuedUnavailable,
            Self::ReturnSawOther,
            Self::SeenWhileMissing,
        ];
        all.into_iter().find(|todo| todo.as_str() == text)
    }
}

/// What one event did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// Whether anything but "last seen" is different now.
    pub changed: bool,
    /// What a person should look at.
    pub todo: Option<Todo>,
}

/// Whether a kind decides who has a device.
pub fn decides(kind: &Kind) -> bool {
    matches!(kind, Kind::Issued | Kind::Returned | Kind::Opened)
}

/// Applies one event. `lasting` maps a borrower to the identity that lasts after merges.
///
/// Issued to the present holder and Returned of a device not out are no change of custody
/// (design, section 4: counting a stale return was simulated to leave no wrong holder).
pub fn step<'a>(
    state: &mut Custody,
    entry: &Entry,
    lasting: impl Fn(&'a BorrowerId) -> &'a BorrowerId,
    borrower: Option<&'a BorrowerId>,
    saw: Option<&'a BorrowerId>,
) -> Step {
    let body = &entry.body;
    let borrower = borrower.map(&lasting);
    let mut todo = None;
    let changed = match body.kind {
        Kind::Issued | Kind::Opened => {
            let Some(to) = borrower else { return Step::default() };
            let holder = state.holder.as_ref().map(|held| &held.borrower);
            let other = holder != Some(to);
            if other {
                state.shelf = None;
                if body.kind == Kind::Issued {
                    todo = if holder.is_some() {
                        Some(Todo::IssuedWhileOut)
                    } else {
                        (!state.status.may_go_out()).then_some(Todo::IssuedUnavailable)
                    };
                }
                state.holder = Some(Held {
                    borrower: to.clone(),
                    since_ms: entry.time.at_ms,
                    utc_offset_min: body.utc_offset_min,
                    due: body.payload.text("due").map(str::to_owned),
                    by: entry.hash,
                });
            }
            let arrived = body.kind == Kind::Issued && state.bound.take().is_some();
            set_site(state, entry) || other || arrived
        }
        Kind::Returned => {
            let holder = state.holder.take().map(|held| held.borrower);
            if holder.is_some() && holder.as_ref() != saw.map(&lasting) {
                todo = Some(Todo::ReturnSawOther);
            }
            let kept = keep_as_said(state, entry);
            let arrived = state.bound.take().is_some();
            set_site(state, entry) || kept || arrived || holder.is_some()
        }
        Kind::SiteChanged => set_site(state, entry),
        Kind::TransferSent => {
            let bound = Bound::of(entry);
            std::mem::replace(&mut state.bound, bound) != state.bound
        }
        Kind::TransferReceived => {
            let arrived = state.bound.take().is_some();
            set_site(state, entry) || arrived
        }
        Kind::StatusChanged => {
            let status = body.payload.text("status").and_then(Status::parse);
            status.is_some_and(|status| std::mem::replace(&mut state.status, status) != status)
        }
        Kind::TicketOpened => begin_repair(state, entry.hash),
        Kind::TicketClosed => end_repair(state, entry),
        Kind::Assigned => {
            let Some(to) = borrower else { return Step::default() };
            let case = body.payload.text("case").unwrap_or_default().to_owned();
            let assigned = Assigned { borrower: to.clone(), case };
            state.assigned.replace(assigned.clone()).as_ref() != Some(&assigned)
        }
        Kind::Unassigned => state.assigned.take().is_some(),
        Kind::TagReplaced => label::replace(&mut state.labels, entry),
        Kind::DeviceAdded => {
            let labelled = label::replace(&mut state.labels, entry);
            set_site(state, entry) || labelled
        }
        _ => false,
    };
    let at_the_desk = matches!(
        body.kind,
        Kind::Issued
            | Kind::Returned
            | Kind::Sighted
            | Kind::DeviceAdded
            | Kind::TransferSent
            | Kind::TransferReceived
    );
    if at_the_desk && state.seen.as_ref().is_none_or(|seen| seen.at_ms <= entry.time.at_ms) {
        let station = body.station.clone();
        state.seen = Some(Seen { at_ms: entry.time.at_ms, station });
    }
    // Whoever opens a ticket has it before them.
    let turned_up = at_the_desk || body.kind == Kind::TicketOpened;
    if turned_up && state.status.is_missing() {
        // An issue says more.
        todo = todo.filter(|_| body.kind == Kind::Issued).or(Some(Todo::SeenWhileMissing));
    }
    Step { changed, todo }
}

/// What the run of a return says besides: where it is put, and what is done with it next. What is
/// looked for, in repair or at its end stays so until somebody says otherwise.
fn keep_as_said(state: &mut Custody, entry: &Entry) -> bool {
    let said = &entry.body.payload;
    let shelf = said.text("shelf").map(str::to_owned);
    let next = said.text("next").and_then(Status::parse);
    let next = next.filter(|next| next.is_on_the_shelf() && state.status.is_free());
    let other =
        shelf.is_some() && state.shelf != shelf || next.is_some_and(|next| next != state.status);
    state.shelf = shelf.or(state.shelf.take());
    state.status = next.unwrap_or(state.status);
    other
}

/// A device is in repair from its first ticket on. One that was closed already begins nothing. What is
/// lost, stolen or retired stays so: a ticket neither finds it nor brings it back.
fn begin_repair(state: &mut Custody, ticket: Hash) -> bool {
    let open = *state.tickets.entry(ticket).or_insert(true);
    if open && !state.status.is_missing() && state.status != Status::Retired {
        state.status = Status::Repair;
    }
    open
}

/// A device is out of repair with its last ticket. One that is lost or retired since stays so.
fn end_repair(state: &mut Custody, entry: &Entry) -> bool {
    let mut ended = false;
    for ticket in entry.body.payload.hashes(ticket::TICKET) {
        ended |= state.tickets.insert(ticket, false) == Some(true);
    }
    let before = state.status;
    if ticket::is_scrapped(&entry.body) {
        state.status = Status::Retired;
    } else if ended && state.status == Status::Repair && !state.tickets.values().any(|open| *open) {
        state.status = Status::Available;
    }
    ended || state.status != before
}

/// Whether it is another site now.
fn set_site(state: &mut Custody, entry: &Entry) -> bool {
    let Some(site) = entry.body.payload.text("site") else { return false };
    let other = state.site.as_deref() != Some(site);
    if other {
        state.site = Some(site.to_owned());
    }
    other
}

//! Repairs: a ticket from the day it is opened to the day the device is mended or given up.
//!
//! A ticket is the event that opened it; what became of it is read from the events of its device.
//! What a ticket does to the device's status is `custody::step`'s.

use super::borrower::BorrowerId;
use super::card::{Named, When};
use super::charge::MOST_CENTS;
use super::event::{Body, Kind, Payload};
use super::hash::Hash;
use super::money::cents;
use super::noted::Note;
use super::order::{Entry, sort};
use super::price::hyphened;
use super::world::World;

/// Payload of an issue: the ticket whose device it stands in for.
pub const LOANER: &str = "loaner";

/// Payload of a closing: the ticket.
pub const TICKET: &str = "ticket";

/// The longest word of a problem, a vendor or a part, characters.
pub const LONGEST_WORD: usize = 24;

/// What a part of a repair cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As the price list names it.
    pub name: String,
    /// Cents.
    pub cents: i64,
}

impl Part {
    /// Reads `screen=4500`.
    pub fn parse(text: &str) -> Option<Part> {
        let (name, cents) = text.split_once('=')?;
        let cents: i64 = cents.trim().parse().ok().filter(|cents| *cents >= 0)?;
        Some(Part { name: word(name)?, cents: cents.min(MOST_CENTS) })
    }
}

/// A part as it is told: with what it cost, or by the price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTold {
    /// A word.
    pub name: String,
    /// Cents; what the price list has for the model where nothing is said.
    pub cents: Option<i64>,
}

impl PartTold {
    /// Reads `screen`, or `screen=45.00`.
    pub fn parse(text: &str) -> Option<PartTold> {
        let (name, cents) = match text.split_once('=') {
            Some((name, amount)) => {
                (name, Some(cents(amount).filter(|_| !amount.trim().is_empty())?))
            }
            None => (text, None),
        };
        Some(PartTold { name: part_word(name)?, cents })
    }
}

/// A word as events hold it: lower case, letters, digits and hyphens. Sentences are remarks.
pub fn word(text: &str) -> Option<String> {
    let word = text.trim().to_lowercase();
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let fits = !word.is_empty() && word.chars().count() <= LONGEST_WORD;
    (fits && word.chars().all(plain)).then_some(word)
}

/// The word of a part: what the price list has with blanks has hyphens here.
pub fn part_word(text: &str) -> Option<String> {
    word(&hyphened(text))
}

/// The end of a repair. A ticket closed at two desks has two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The event.
    pub by: Hash,
    /// When.
    pub at: When,
    /// What it cost, cents; 0 where nobody said.
    pub cents: i64,
    /// What of that was for parts.
    pub parts: Vec<Part>,
    /// It was given up, and not mended.
    pub scrapped: bool,
}

impl Closing {
    /// What belongs to the event.
    pub fn payload(ticket: Hash, cents: i64, parts: &[Part], scrapped: bool) -> Payload {
        let mut payload = Payload::default();
        payload.put_hashes(TICKET, &[ticket]);
        payload.put_int("cents", cents);
        let parts: Vec<String> =
            parts.iter().map(|part| format!("{}={}", part.name, part.cents)).collect();
        payload.put("parts", parts.join(" "));
        payload.put("result", if scrapped { "scrapped" } else { "repaired" });
        payload
    }

    fn of(entry: &Entry) -> Closing {
        let payload = &entry.body.payload;
        let parts = payload.text("parts").unwrap_or_default();
        Closing {
            by: entry.hash,
            at: at(entry),
            cents: payload.int("cents").unwrap_or(0).clamp(0, MOST_CENTS),
            parts: parts.split(' ').filter_map(Part::parse).collect(),
            scrapped: is_scrapped(&entry.body),
        }
    }
}

/// Whether a kind of event says something about a repair.
pub fn is_repair(kind: &Kind) -> bool {
    matches!(kind, Kind::TicketOpened | Kind::TicketClosed)
}

/// Whether a closing gives the device up.
pub fn is_scrapped(body: &Body) -> bool {
    body.payload.text("result") == Some("scrapped")
}

/// A repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The event that opened it.
    pub id: Hash,
    /// When.
    pub opened: When,
    /// Whom the device was taken from, under the lasting identity: who waits for it.
    pub person: Option<BorrowerId>,
    /// Until when they had it, local date.
    pub due: Option<String>,
    /// What is wrong with it, in words of the desk: as told, and as noted while it was open.
    pub problems: Vec<String>,
    /// Who mends it, a code; may be empty.
    pub vendor: String,
    /// The maker pays.
    pub warranty: bool,
    /// How it ended, oldest first; nothing while it is open.
    pub closings: Vec<Closing>,
}

impl Ticket {
    /// All tickets of a device, oldest first. Sorts `entries`.
    pub fn of(entries: &mut [Entry], world: &World) -> Vec<Ticket> {
        sort(entries, world);
        let live = || entries.iter().filter(|entry| world.is_live(&entry.hash));
        let mut tickets: Vec<Ticket> = Vec::new();
        for entry in live() {
            match entry.body.kind {
                Kind::TicketOpened => tickets.push(Ticket::begin(entry, entries, world)),
                Kind::ConditionNoted => {
                    if let Some(Note::Damage(said)) = Note::read(&entry.body) {
                        let ended = |ticket: &Ticket| {
                            live()
                                .take_while(|e| e.hash != entry.hash)
                                .any(|e| closes(e, ticket.id))
                        };
                        tickets.iter_mut().filter(|t| !ended(t)).for_each(|t| t.add(said));
                    }
                }
                _ => {}
            }
        }
        for ticket in &mut tickets {
            ticket.closings = live().filter(|e| closes(e, ticket.id)).map(Closing::of).collect();
        }
        tickets
    }

    fn begin(entry: &Entry, all: &[Entry], world: &World) -> Ticket {
        let payload = &entry.body.payload;
        let text = |key| payload.text(key).unwrap_or_default().to_owned();
        let mut ticket = Ticket {
            id: entry.hash,
            opened: at(entry),
            person: entry.body.borrower.as_ref().map(|id| world.borrower(id).clone()),
            due: payload.text("due").map(str::to_owned),
            problems: Vec::new(),
            vendor: text("vendor"),
            warranty: payload.text("warranty") == Some("yes"),
            closings: Vec::new(),
        };
        ticket.add(&text("problem"));
        for damage in payload.hashes("damage") {
            let noted = all.iter().find(|e| e.hash == damage && world.is_live(&e.hash));
            if let Some(Note::Damage(said)) = noted.and_then(|noted| Note::read(&noted.body)) {
                ticket.add(said);
            }
        }
        ticket
    }

    fn add(&mut self, problem: &str) {
        let problem = problem.to_lowercase();
        if !problem.is_empty() && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Whether it is still to be mended.
    pub fn is_open(&self) -> bool {
        self.closings.is_empty()
    }

    /// What it cost, cents: the sum of what its closings say.
    pub fn cost_cents(&self) -> i64 {
        self.closings.iter().map(|closing| closing.cents).sum()
    }

    /// Whether it ended with the device given up.
    pub fn is_scrapped(&self) -> bool {
        self.closings.iter().any(|closing| closing.scrapped)
    }

    /// Whole days from its opening to its end, or to `now_ms`.
    pub fn days(&self, now_ms: i64) -> u64 {
        const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
        let end_ms = self.closings.first().map_or(now_ms, |closing| closing.at.at_ms);
        u64::try_from(end_ms.saturating_sub(self.opened.at_ms) / DAY_MS).unwrap_or(0)
    }
}

/// The last damage noted since the device went out last or was mended: what a new ticket is about.
/// Sorts `entries`.
pub fn fresh_damage(entries: &mut [Entry], world: &World) -> Option<Hash> {
    sort(entries, world);
    let mut damage = None;
    for entry in entries.iter().filter(|entry| world.is_live(&entry.hash)) {
        match entry.body.kind {
            Kind::Issued | Kind::TicketClosed => damage = None,
            Kind::ConditionNoted if matches!(Note::read(&entry.body), Some(Note::Damage(_))) => {
                damage = Some(entry.hash);
            }
            _ => {}
        }
    }
    damage
}

fn closes(entry: &Entry, ticket: Hash) -> bool {
    entry.body.kind == Kind::TicketClosed && entry.body.payload.hashes(TICKET).contains(&ticket)
}

fn at(entry: &Entry) -> When {
    When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min }
}

/// A ticket as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketCard {
    /// What it comes to.
    pub ticket: Ticket,
    /// The name of its event.
    pub name: String,
    /// Tag of the device.
    pub tag: String,
    /// Who waits for it.
    pub person: Option<Named>,
    /// Tag of the device that stands in for it and is out.
    pub loaner: Option<String>,
    /// The remark, may be empty.
    pub note: String,
    /// The vendor's name, may be empty.
    pub vendor_name: String,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn words_and_parts_are_short_and_plain() {
        assert_eq!(word(" Screen "), Some("screen".into()));
        assert_eq!(word("won't turn on"), None);
        assert_eq!(word(&"x".repeat(25)), None);
        assert_eq!(part_word("Charger  damaged"), Some("charger-damaged".into()));
        let most = Part { name: "hinge".into(), cents: MOST_CENTS };
        assert_eq!(Part::parse(&format!("hinge={}", i64::MAX)), Some(most));
        assert_eq!(Part::parse("Hinge=1200"), Some(Part { name: "hinge".into(), cents: 1_200 }));
        for text in ["hinge", "=5", "hinge=-1", "hinge=1.5", "two words=3"] {
            assert_eq!(Part::parse(text), None, "{text}");
        }
    }
}

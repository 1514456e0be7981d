//! A conflict as a person decides it: what each desk wrote, what was said about it since, and what
//! each answer would do to each loan, worked out before anybody answers.

use super::borrower::BorrowerId;
use super::card::{DeviceCard, Named, Person, When};
pub use super::choice::Choice;
use super::clock::Timed;
use super::custody::Todo;
use super::event::{Kind, Payload};
use super::fold::{self, Folded, Loan};
use super::hash::Hash;
use super::order::{Entry, sort};
use super::quote::ProposalCard;
use super::world::World;

/// What becomes of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It lasts.
    Open,
    /// It ended at that time.
    Ended(When),
    /// It ends with the decision.
    EndsNow,
    /// It never was.
    Void,
}

/// What a choice does to one loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Whose loan.
    pub borrower: BorrowerId,
    /// The event that began it.
    pub issued: Hash,
    /// When it began.
    pub since: When,
    /// What becomes of it.
    pub fate: Fate,
    /// That is otherwise than now.
    pub changed: bool,
}

/// The events of one device as they would fold if somebody decided now. Verdicts that stand on the
/// same events are taken back with it ([`verdicts`]).
pub fn suppose(entries: &[Entry], world: &World, events: &[Hash], choice: Choice) -> Folded {
    let against = if choice.is_verdict() { verdicts(entries, world, events) } else { Vec::new() };
    let mut entries = entries.to_vec();
    // They decide nothing any more. What was written behind them still knew what was before them.
    for entry in entries.iter_mut().filter(|entry| against.contains(&entry.hash)) {
        entry.body.kind = Kind::Undone;
        entry.body.payload = Payload::default();
    }
    sort(&mut entries, world);
    if let Some(last) = entries.last() {
        let mut body = last.body.clone();
        body.kind = Kind::Resolved;
        body.payload = Payload::default();
        body.payload.put_hashes("events", events);
        body.payload.put("choice", choice.as_str());
        body.base = Some(last.hash);
        (body.as_of_ms, body.as_of_within_ms) = (None, None);
        (body.station, body.incarnation, body.boot) = Default::default();
        let time = Timed { at_ms: last.time.at_ms, within_ms: 0 };
        entries.push(Entry { hash: SUPPOSED, body, time });
    }
    fold::device(&mut entries, world)
}

/// Stands for the decision that is not written yet.
const SUPPOSED: Hash = Hash::ZERO;

/// Verdicts that stand on all of these events, or on some of them and no others. Where the conflict
/// is open all the same, people have decided differently, or it has grown since: whoever decides now
/// has seen those, and takes them back.
pub fn verdicts(entries: &[Entry], world: &World, events: &[Hash]) -> Vec<Hash> {
    let about = |entry: &&Entry| {
        let payload = &entry.body.payload;
        let named = payload.hashes("events");
        entry.body.kind == Kind::Resolved
            && world.is_live(&entry.hash)
            && payload.text("choice").and_then(Choice::parse).is_some_and(Choice::is_verdict)
            && (events.iter().all(|event| named.contains(event))
                || named.iter().all(|event| events.contains(event)))
    };
    entries.iter().filter(about).map(|entry| entry.hash).collect()
}

/// What a choice does to each loan that the conflict touches, oldest first. `now` is the fold as it
/// is, `then` what [`suppose`] gave.
pub fn effects(entries: &[Entry], events: &[Hash], now: &Folded, then: &Folded) -> Vec<Effect> {
    let time = |hash: &Hash, at_ms| {
        let entry = entries.iter().find(|entry| entry.hash == *hash);
        When { at_ms, utc_offset_min: entry.map_or(0, |entry| entry.body.utc_offset_min) }
    };
    let fate = |loan: &Loan| match &loan.returned {
        None => Fate::Open,
        Some((by, _)) if *by == SUPPOSED => Fate::EndsNow,
        Some((by, at_ms)) => Fate::Ended(time(by, *at_ms)),
    };
    let fate_in = |folded: &Folded, issued: Hash| {
        folded.loans.iter().find(|loan| loan.issued == issued).map_or(Fate::Void, fate)
    };
    let ends_by = |loan: &Loan| loan.returned.map(|(by, _)| by);
    let mut loans: Vec<&Loan> = now.loans.iter().chain(&then.loans).collect();
    loans.sort_by_key(|loan| (loan.issued_ms, loan.issued));
    let mut effects: Vec<Effect> = Vec::new();
    for loan in loans {
        let (was, will) = (fate_in(now, loan.issued), fate_in(then, loan.issued));
        let touched = was != will
            || events.contains(&loan.issued)
            || ends_by(loan).is_some_and(|by| events.contains(&by));
        if !touched || effects.iter().any(|effect| effect.issued == loan.issued) {
            continue;
        }
        effects.push(Effect {
            borrower: loan.borrower.clone(),
            issued: loan.issued,
            since: When { at_ms: loan.issued_ms, utc_offset_min: loan.issued_offset_min },
            fate: will,
            changed: was != will,
        });
    }
    effects
}

/// One scan as its desk wrote it: half of a conflict, or of a to-do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its hash.
    pub hash: Hash,
    /// `STATION/INCARNATION/SEQ`, with `~hash8` where it belongs to a fork.
    pub event: String,
    /// What was done.
    pub kind: Kind,
    /// At which station.
    pub station: String,
    /// Place of its run as people say it, may be empty.
    pub place: String,
    /// Who was scanning.
    pub operator: Option<String>,
    /// When, corrected by what is known of the station's clock.
    pub at: When,
    /// How far off that may still be, milliseconds either way.
    pub within_ms: i64,
    /// When by the station's own clock.
    pub written: When,
    /// It was entered later; `at` is when it really happened.
    pub entered_later: bool,
    /// Whom it concerns.
    pub person: Option<Named>,
    /// Their grade, may be empty.
    pub grade: String,
    /// Who has the device by this story; nobody where it is in.
    pub leaves: Option<Named>,
    /// Who had it as the desk saw it; nobody where the desk believed it in.
    pub saw: Option<Named>,
    /// Name of the site where the desk believed it to belong, may be empty.
    pub saw_site: String,
    /// The register the desk had.
    pub register: Option<StoryRegister>,
}

impl Story {
    /// How much its clock was put right by, milliseconds; 0 for what was entered later.
    pub fn correction_ms(&self) -> i64 {
        if self.entered_later { 0 } else { self.at.at_ms.saturating_sub(self.written.at_ms) }
    }
}

/// The register that a desk had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRegister {
    /// First eight hex digits of its SHA-256.
    pub short: String,
    /// Its number and when it came in, where it is known here.
    pub known: Option<(u64, When)>,
}

/// What somebody decided about a conflict, standing or one of several that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The event's hash.
    pub hash: Hash,
    /// The event's name, for `undo`.
    pub event: String,
    /// When.
    pub at: When,
    /// At which station.
    pub station: String,
    /// Who decided.
    pub operator: Option<String>,
    /// What.
    pub choice: Choice,
    /// Why; empty where none was given, or where it was forgotten.
    pub reason: String,
    /// It was about fewer events than there are now.
    pub grown: bool,
}

/// What somebody said at a school's desk when asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The event's hash.
    pub hash: Hash,
    /// When.
    pub at: When,
    /// At which station.
    pub station: String,
    /// Who asked.
    pub operator: Option<String>,
    /// Who was asked about.
    pub person: Named,
    /// Whether they have the device; `None` where the answer only names a choice.
    pub has: Option<bool>,
    /// Which choice that speaks for.
    pub says: Choice,
    /// It was about fewer events than there are now.
    pub grown: bool,
}

/// One of the answers to a conflict, and what it would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceCard {
    /// Which.
    pub choice: Choice,
    /// Who would have the device.
    pub holder: Option<Named>,
    /// What becomes of each loan the conflict touches, oldest first.
    pub effects: Vec<(Named, Effect)>,
    /// Something else about the device would have to be asked then.
    pub asks_again: bool,
}

/// Everything about one open conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictCard {
    /// Its name, the same at every station.
    pub id: Hash,
    /// The beginning of it that no other open conflict has: 8 hex digits or more.
    pub short: String,
    /// The device.
    pub device: DeviceCard,
    /// Both stories, or more, in the order they count; the last holds until decided.
    pub stories: Vec<Story>,
    /// The school is asked.
    pub asked: bool,
    /// Later, earlier, neither, ask the school.
    pub choices: Vec<ChoiceCard>,
    /// What was decided about it, oldest first. More than one verdict means that people disagree.
    pub decisions: Vec<Decision>,
    /// What was said at the school, oldest first.
    pub said: Vec<Said>,
    /// Verdicts that the next one takes back: [`verdicts`].
    pub standing: Vec<Hash>,
}

impl ConflictCard {
    /// A choice with its effects.
    pub fn choice(&self, choice: Choice) -> Option<&ChoiceCard> {
        self.choices.iter().find(|card| card.choice == choice)
    }

    /// Who has the device under a choice.
    pub fn holder(&self, choice: Choice) -> Option<&Named> {
        self.choice(choice).and_then(|card| card.holder.as_ref())
    }

    /// The scan that counts last, and the one before it.
    pub fn pair(&self) -> Option<(&Story, &Story)> {
        match self.stories.as_slice() {
            [.., earlier, later] => Some((earlier, later)),
            _ => None,
        }
    }

    /// Whether people decided differently, and so decided nothing.
    pub fn is_contradicted(&self) -> bool {
        let mut verdicts = self.decisions.iter().filter(|d| d.choice.is_verdict() && !d.grown);
        // One alone would have ended it.
        verdicts.next().is_some() && verdicts.next().is_some()
    }

    /// The people who may have the device.
    pub fn people(&self) -> Vec<&Named> {
        let both = [self.holder(Choice::Later), self.holder(Choice::Earlier)];
        let mut people: Vec<&Named> = both.into_iter().flatten().collect();
        people.dedup_by(|a, b| a.id == b.id);
        people
    }

    /// What somebody answered when asked, the newest; `None` where they were not asked.
    pub fn answered(&self, person: &BorrowerId) -> Option<bool> {
        let of = |said: &&Said| said.person.id == *person && !said.grown && said.has.is_some();
        self.said.iter().rfind(of).and_then(|said| said.has)
    }

    /// Which choice an answer speaks for: who has it, has it; who has it not leaves it to the other,
    /// or to nobody where the other has it not, either.
    pub fn says(&self, person: &BorrowerId, has: bool) -> Choice {
        let is = |choice| self.holder(choice).is_some_and(|holder| holder.id == *person);
        let (own, other) = if is(Choice::Later) || !is(Choice::Earlier) {
            (Choice::Later, Choice::Earlier)
        } else {
            (Choice::Earlier, Choice::Later)
        };
        if has {
            return own;
        }
        match self.holder(other) {
            Some(holder) if self.answered(&holder.id) == Some(false) => Choice::Neither,
            _ => other,
        }
    }

    /// What the answers given at the school come to; `None` where there are none, or where they
    /// contradict each other.
    pub fn proposed(&self) -> Option<Choice> {
        let current = || self.said.iter().filter(|said| !said.grown);
        let people = self.people();
        let has: Vec<&&Named> =
            people.iter().filter(|one| self.answered(&one.id) == Some(true)).collect();
        match has.as_slice() {
            [one] => Some(self.says(&one.id, true)),
            [_, _, ..] => None,
            [] => {
                let said = current().rfind(|said| said.has == Some(false));
                said.map(|said| self.says(&said.person.id, false))
                    .or_else(|| current().next_back().map(|said| said.says))
            }
        }
    }

    /// Whom to ask, where nobody has said yet that they have it: the person given, or the first who
    /// was not asked.
    pub fn to_ask(&self, person: Option<&BorrowerId>) -> Option<&Named> {
        let people = self.people();
        let settled = people.iter().any(|one| self.answered(&one.id) == Some(true));
        let fits = |one: &&&Named| {
            person.is_none_or(|id| one.id == *id) && self.answered(&one.id).is_none()
        };
        people.iter().filter(|_| self.asked && !settled).find(fits).copied()
    }
}

/// Something to look at that nobody has to decide: both scans side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TodoCard {
    /// Which device.
    pub device: DeviceCard,
    /// What about it.
    pub todo: Todo,
    /// The scan it is about.
    pub story: Story,
    /// The scan it does not fit: whose loan it ended, or what set the status.
    pub other: Option<Story>,
}

/// Somebody with more of a category than the policy gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverLimit {
    /// Who, with everything they hold.
    pub person: Person,
    /// Of which category, or model where no catalogue names one; may be empty.
    pub category: String,
    /// How many of it.
    pub held: u64,
}

/// A device or a person that events speak of and no register knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parked {
    /// A device.
    Device(Box<DeviceCard>),
    /// Somebody who holds something.
    Person(Box<Person>),
}

/// What is listed beside the conflicts and never asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Todos {
    /// Scans that do not fit what the order shows, newest first.
    pub scans: Vec<TodoCard>,
    /// Who holds more than the policy gives.
    pub over_limit: Vec<OverLimit>,
    /// Who holds something and is on the list no more.
    pub inactive: Vec<Person>,
    /// Who is on the list no more, and who there has the same name and household: one person with a
    /// new ID, it seems.
    pub same: Vec<(Person, Named)>,
    /// What no register knows.
    pub parked: Vec<Parked>,
    /// Where charges differ from what the policy says.
    pub proposals: Vec<ProposalCard>,
}

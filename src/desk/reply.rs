//! What the desk answers: data only. `text` turns it into words at the edge.

use crate::domain::borrower::BorrowerId;
pub use crate::domain::card::{
    AssignedDevice, DeviceCard, HeldDevice, Holder, Named, Owner, Person, When,
};
use crate::domain::device::Status;
use crate::domain::noted::Note;
use crate::domain::paper::Fault;
use crate::domain::quote::Quote;
use crate::domain::set::SetOut;

use super::bench::Bench;
pub use super::outcome::{Mode, Outcome};
use super::paper_notice::PaperNotice;
pub use super::shown::{Chip, Counters, Progress, RunLine, Says, View};
use super::transfer::TransferNotice;

/// A reason to ask before doing. All reasons of one scan are one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Out to somebody else: hand over?
    StillOut {
        /// Who has it.
        holder: Holder,
    },
    /// They have as many of that category as the policy gives.
    Limit {
        /// What they have.
        held: Vec<String>,
        /// Of which category.
        category: String,
    },
    /// The model is not meant for the grade.
    Grade {
        /// Model.
        model: String,
        /// Their grade.
        grade: String,
    },
    /// The register has them no more.
    Inactive,
    /// The code is a person's and a device's: take it as what this turn expects?
    TwoKinds {
        /// The person it may mean.
        person: Named,
        /// The tag of the device it may mean.
        tag: String,
        /// Taken as the person on yes, else as the device.
        as_person: bool,
    },
    /// The code is an ID short of its zeros.
    ShortId {
        /// The only person it fits.
        person: Named,
    },
    /// Exchange the two devices?
    Swap {
        /// First scanned device and its holder.
        first: (String, Named),
        /// Second scanned device and its holder.
        second: (String, Named),
    },
    /// Take the command back although later ones stand on the device?
    UndoLater {
        /// How many stand on it.
        later: usize,
    },
    /// Take back this row of the run? Shown before it is done.
    UndoRow {
        /// What the row did.
        outcome: Outcome,
    },
    /// They owe more than the policy lets go by.
    Owes {
        /// Cents.
        cents: i64,
    },
    /// The office asks the school: does this person have the device?
    Conflict {
        /// Which device.
        tag: String,
        /// Who is asked about.
        person: Named,
        /// Who else may have it; nobody where it may be in.
        other: Option<Named>,
        /// When the last of the scans was that contradict each other.
        at: When,
    },
    /// It is somebody else's for years: issue it all the same?
    Assigned {
        /// Which device.
        tag: String,
        /// Whose.
        owner: Owner,
    },
    /// They have not signed the agreement: do they now?
    Agreement {
        /// Which version.
        version: String,
    },
}

impl Ask {
    /// The word in the terminal's `ask` list.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::StillOut { .. } => "still-out",
            Self::Limit { .. } => "limit",
            Self::Grade { .. } => "grade",
            Self::Inactive => "inactive",
            Self::TwoKinds { .. } => "two-kinds",
            Self::ShortId { .. } => "short-id",
            Self::Swap { .. } => "swap",
            Self::UndoLater { .. } => "undo-later",
            Self::UndoRow { .. } => "undo-row",
            Self::Owes { .. } => "owes",
            Self::Conflict { .. } => "conflict",
            Self::Assigned { .. } => "assigned",
            Self::Agreement { .. } => "agreement",
        }
    }
}

impl Ask {
    /// Whether yes takes a reason with it.
    pub fn wants_reason(&self) -> bool {
        matches!(self, Self::Owes { .. })
    }

    /// Whether it is about the person alone, so that one answer holds for all that goes out to them.
    pub fn is_of_person(&self) -> bool {
        matches!(self, Self::Owes { .. } | Self::Inactive | Self::Agreement { .. })
    }

    /// Whether yes overrides a rule of the district, so that a reason is kept where one is given.
    pub fn is_override(&self) -> bool {
        matches!(self, Self::Owes { .. } | Self::Grade { .. } | Self::Limit { .. } | Self::Inactive)
    }
}

/// Why a scan was not done. The words on the desk do not name the status; the queue can see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The device may not go out: lost, stolen, retired, in repair.
    Status {
        /// Which.
        status: Status,
    },
    /// One tag on several devices: scan the serial number.
    SharedTag,
    /// A swap needs two devices that are out.
    SwapNotOut,
    /// A swap needs two holders.
    SwapSameHolder,
    /// A swap takes devices, this is a person.
    SwapPerson,
    /// Nothing of this station is left to undo.
    NothingToUndo,
    /// The event is undone already.
    UndoneAlready,
    /// No such event, or none that can be undone.
    NoSuchEvent,
    /// Nothing is asked; yes and no do nothing.
    NothingAsked,
    /// No such accessory goes along with the model of the device in the band.
    NotWithModel {
        /// Which accessory.
        word: &'static str,
        /// The model.
        model: String,
    },
    /// Something is to be noted, and no device stands in the band.
    NothingToNote,
    /// The person on screen has nothing missing of that kind, or more than one thing.
    NothingMissing {
        /// Which accessory.
        word: &'static str,
        /// How many are missing.
        count: usize,
    },
    /// No charge of the device in the band can be charged in part.
    NothingToPart,
    /// The run is dated to a day before the device went out, or came back.
    DatedBefore {
        /// The day of the run, local `YYYY-MM-DD`.
        dated: String,
        /// The device moved last on this day.
        moved: String,
    },
    /// They owe more than the policy lets go by, and who is scanning may not override that.
    Owes,
    /// A command code this program does not know.
    UnknownCommand,
    /// Too long, or with characters no code has.
    Unreadable,
    /// A row of the paper list that cannot be so.
    Paper(Box<Fault>),
    /// A loaner that is in repair itself.
    LoanerInRepair,
    /// A loaner that is somebody's for years.
    LoanerAssigned,
    /// It is somebody's now: return it first.
    OutTo {
        /// Who has it.
        holder: Named,
    },
    /// A person's code where a device is wanted.
    NoDevice,
}

/// What the band says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A person came on screen.
    Person(Named),
    /// Issued.
    Issued {
        /// To whom.
        to: Named,
        /// Which device.
        tag: String,
        /// Due date, local.
        due: Option<String>,
        /// Site names, where it belongs elsewhere now.
        moved: Option<(String, String)>,
        /// What goes along with it.
        set: SetOut,
    },
    /// From one to another.
    HandedOver {
        /// From whom.
        from: Named,
        /// To whom.
        to: Named,
        /// Which device.
        tag: String,
        /// Due date, local.
        due: Option<String>,
        /// Site names, where it belongs elsewhere now.
        moved: Option<(String, String)>,
        /// What goes along with it.
        set: SetOut,
    },
    /// Returned.
    Returned {
        /// From whom; `None` where it was taken in unknown.
        from: Option<Holder>,
        /// Which device.
        tag: String,
        /// Site names, where it belongs elsewhere now.
        moved: Option<(String, String)>,
        /// Another person was on screen.
        not_from: Option<Named>,
        /// Its status says to put it apart.
        aside: bool,
        /// What its run says is done with it.
        goes: Goes,
        /// Whose it stays for years.
        owner: Option<Owner>,
        /// Tags of its set that the same person still has.
        still_out: Vec<String>,
    },
    /// The person has it already.
    AlreadyHeld {
        /// Who.
        by: Named,
        /// Which device.
        tag: String,
        /// Since when.
        since: When,
    },
    /// It is in already.
    AlreadyIn {
        /// Which device.
        tag: String,
        /// Last seen before this scan.
        since: Option<When>,
        /// Site names, where it belongs elsewhere now.
        moved: Option<(String, String)>,
        /// Its status says to put it apart.
        aside: bool,
        /// What its run says is done with it, where that is new.
        goes: Goes,
        /// Who had it last: whom a card speaks of.
        from: Option<Named>,
    },
    /// A question stands.
    Question {
        /// The device, where one is concerned.
        tag: Option<String>,
        /// The person, where one is concerned.
        person: Option<Named>,
        /// All reasons.
        asks: Vec<Ask>,
    },
    /// Not done.
    Refused {
        /// The device or the code.
        code: String,
        /// Why.
        refusal: Refusal,
        /// The person on screen.
        person: Option<Named>,
    },
    /// Nothing here has that code.
    Unknown {
        /// The code as read.
        code: String,
        /// Yes takes it in as a device (Return).
        can_take_in: bool,
        /// It can be served as a person not on the list (Issue, nobody on screen).
        can_walk_up: bool,
    },
    /// A device in Issue with nobody on screen: nothing recorded but that it was seen.
    NobodyOnScreen(Box<DeviceCard>),
    /// A device, looked up.
    Device(Box<DeviceCard>),
    /// First device of a swap.
    SwapFirst {
        /// Which.
        tag: String,
        /// Whose.
        holder: Named,
    },
    /// Swapped.
    Swapped {
        /// First device and who has it now.
        first: (String, Named),
        /// Second device and who has it now.
        second: (String, Named),
    },
    /// Taken back.
    Undone {
        /// What was taken back.
        outcome: Outcome,
        /// Which device, where one was concerned.
        tag: Option<String>,
        /// Who has it now.
        holder: Option<Named>,
    },
    /// Taken back: money, and no device.
    MoneyUndone {
        /// Whose.
        person: Named,
        /// What they owe now, cents; below zero they are owed.
        due_cents: i64,
    },
    /// Something was noted about the device in the band.
    Noted {
        /// Which device.
        tag: String,
        /// Who has it, or had it last.
        person: Option<Named>,
        /// What.
        note: Note,
        /// It was noted before.
        already: bool,
        /// What the policy says it costs.
        quote: Quote,
        /// What was charged before and is taken off, cents: it was brought later.
        credited: i64,
    },
    /// A part of the price is charged.
    Part {
        /// Which device.
        tag: String,
        /// Whom.
        person: Named,
        /// What for, as the price list has it.
        sort: String,
        /// Percent.
        percent: u8,
        /// What is charged now, cents.
        cents: i64,
    },
    /// What somebody answered about a conflict is noted for the office.
    Said {
        /// Which device.
        tag: String,
        /// Who was asked about.
        person: Named,
        /// They have it.
        has: bool,
    },
    /// The mode changed.
    Mode(Mode),
    /// Ready for the next person.
    Next,
    /// Answered no.
    No {
        /// The device left as it was.
        tag: Option<String>,
    },
    /// To this yes belongs a reason.
    SayWhy,
    /// A question stands; this scan was not taken.
    NotTaken {
        /// The code not taken.
        code: String,
    },
    /// A row of the paper list, entered later.
    Paper(Box<PaperNotice>),
    /// A repeated scan within 800 ms from the same scanner: one scan.
    Repeated,
    /// What became of a scan in Repair.
    Bench(Box<Bench>),
    /// A device that is sent or received.
    Transfer(TransferNotice),
}

/// Which sound goes with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Done,
    /// Already so.
    Already,
    /// Yes or no?
    Question,
    /// Look here.
    Attention,
    /// Not done.
    Refused,
    /// Nothing.
    None,
}

/// Where a scan came from. Each serial scanner has a session of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// The window's keyboard, or the terminal's standard input.
    Main,
    /// A serial scanner, by its port or serial number.
    Scanner(String),
    /// A stack that is sent or received: what stands at the counter stays as it is.
    Stack,
    /// A command taken back by its name.
    Named,
}

/// What is done with a device that came back, as its run says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Goes {
    /// Shelf, room or cart, may be empty.
    pub shelf: String,
    /// The status it goes on in, where that is another than before.
    pub next: Option<Status>,
}

/// The answer to one scan or key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Ascending; a window shows only newer ones.
    pub number: u64,
    /// Whose session.
    pub channel: Channel,
    /// The line as it came.
    pub scan: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What the band says.
    pub notice: Notice,
    /// Tag of the device concerned.
    pub device: Option<String>,
    /// The borrower concerned.
    pub student: Option<BorrowerId>,
    /// Who held the device before.
    pub from: Option<BorrowerId>,
    /// The line was a label that the device had before: which.
    pub old_label: Option<String>,
    /// Words of the reasons asked.
    pub ask: Vec<&'static str>,
    /// The event written, `STATION/INCARNATION/SEQ`; the last of a command of several.
    pub event: Option<String>,
    /// Sound.
    pub tone: Tone,
    /// What the session shows now, read back from the database.
    pub view: View,
}

impl Reply {
    /// What somebody owes who was scanned just now, cents; nothing where they owe nothing.
    pub fn owes_cents(&self) -> Option<i64> {
        let person = self.view.person.as_ref().filter(|_| matches!(self.notice, Notice::Person(_)));
        person.map(|person| person.owes_cents).filter(|cents| *cents > 0)
    }
}

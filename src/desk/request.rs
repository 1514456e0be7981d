//! What the window and the terminal may ask of the desk, and what it gives back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use super::agreement::{Signature, Signing};
pub use super::assign::{Change, Order};
pub use super::batch::{BatchForm, BatchWritten, MergeReport, OnStick, ReceiveReport};
pub use super::charges::Posting;
pub use super::checking::{Files, Found, Outlook};
pub use super::conflicts::{ConflictPage, Decided};
pub use super::conflicts_questions::QuestionFile;
pub use super::export::Wanted;
pub use super::import::{How, Imported};
pub use super::import_undo::TakenBack;
use super::missing::{Loss, Told};
pub use super::money::{ChargeRow, Money};
pub use super::pages::{
    Board, DevicePage, Ending, Expected, PersonPage, RunInfo, RunSetup, TailState,
};
pub use super::paper_sheet::{Entered, PaperBoard, PaperStep, Wants};
pub use super::relabel::{NewDevice, Relabel};
use super::repair::{Ended, Mended, NewTicket};
use super::reply::{Channel, DeviceCard, Mode, Reply};
pub use super::transfer::{UnderWay, Way};
use crate::domain::borrower::BorrowerId;
pub use crate::domain::card::{HistoryLine, PersonRow};
pub use crate::domain::conflict::{Choice, Todos};
use crate::domain::device::DeviceId;
use crate::domain::event::Source;
use crate::domain::hash::Hash;
use crate::domain::policy::Policy;
pub use crate::domain::quote::ProposalCard;
pub use crate::domain::returning::Returning;
use crate::domain::site::Site;
use crate::domain::ticket::TicketCard;
pub use crate::exchange::FileKind;
pub use crate::exchange::export::{Format, Written};
pub use crate::exchange::prices::PricesRead;
use crate::scanner::serial;
pub use crate::store::{Covers, Intake, Plan, Watch};
pub use crate::store::{Sheet, StationRow};

/// One wish. Everything that goes through the counter is one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// A line from a scanner, the keyboard or standard input. Answer: [`Answer::Reply`].
    Scan {
        /// Whose session.
        channel: Channel,
        /// The line, without its terminator.
        line: String,
        /// How it came.
        source: Source,
    },
    /// A key of the desk. Answer: [`Answer::Reply`].
    Key {
        /// Whose session.
        channel: Channel,
        /// Which.
        key: DeskKey,
    },
    /// Somebody who is on no list. Answer: [`Answer::Reply`], the person on screen.
    WalkUp {
        /// Whose session.
        channel: Channel,
        /// Name as told.
        name: String,
        /// Grade as told, may be empty.
        grade: String,
        /// The unknown code that was scanned, if any: a later import joins by it.
        code: Option<String>,
    },
    /// A step at the paper list that is being entered. Answer: [`Answer::Paper`].
    Paper(PaperStep),
    /// Names for what is typed so far; empty where the text asks for none. Answer:
    /// [`Answer::People`].
    Suggest(String),
    /// Everything the desk screen shows besides the band. Answer: [`Answer::Board`].
    Board(Channel),
    /// People found by name, ID or code; a page of 50. Answer: [`Answer::People`].
    People {
        /// Text typed.
        query: String,
        /// From 0.
        page: u32,
    },
    /// Devices found by tag, serial, model or holder's ID; a page of 50. Answer:
    /// [`Answer::Devices`].
    Devices {
        /// Text typed.
        query: String,
        /// From 0.
        page: u32,
    },
    /// One person with their history. Answer: [`Answer::Person`].
    Person(BorrowerId),
    /// One device with its history. Answer: [`Answer::Device`].
    Device(DeviceId),
    /// Starts a run; one that is open at this station is ended first. Answer: [`Answer::Done`].
    StartRun(RunSetup),
    /// What ending the run would leave behind. Answer: [`Answer::Ending`].
    Ending,
    /// Ends the run. Answer: [`Answer::Done`].
    EndRun,
    /// Goes on with a run left open on another day. Answer: [`Answer::Done`].
    KeepRun,
    /// Who is scanning: initials or badge; `None` is nobody named. Answer: [`Answer::Done`].
    Operator(Option<String>),
    /// Date and time were confirmed, or the right ones typed: local `YYYY-MM-DD` and `HH:MM`.
    /// Answer: [`Answer::Done`].
    Clock(Option<(String, String)>),
    /// Makes this database a station. Answer: [`Answer::Done`].
    Init(Setup),
    /// Sets the policy from today on. Answer: [`Answer::Done`].
    SetPolicy(Box<Policy>),
    /// Reads a price list out of a file, and writes nothing. Answer: [`Answer::Prices`].
    ReadPrices(PathBuf),
    /// Sites of the register. Answer: [`Answer::Sites`].
    Sites,
    /// Keeps a setting of this computer. Answer: [`Answer::Done`].
    SetSettings(Settings),
    /// The settings of this computer. Answer: [`Answer::Settings`].
    Settings,
    /// Writes a table or the loans to a file, whole or not at all. Done beside the counter, which goes
    /// on meanwhile. Answer: [`Answer::Exported`].
    Export {
        /// What, and in which form.
        wanted: Wanted,
        /// The file; its folder must be there.
        path: PathBuf,
    },
    /// Checks files: what they would do. Done beside the counter. Answer: [`Answer::Outlook`].
    Check {
        /// Which, and how.
        files: Files,
        /// How far it is, and a word to stop it.
        watch: Watch,
    },
    /// Takes files in that [`check`](super::check) read beside the desk. Answer: [`Answer::Imported`].
    Import {
        /// What they want written.
        plan: Arc<Plan>,
        /// What is accepted, and who watches.
        how: How,
    },
    /// The import that can be taken back. Answer: [`Answer::LastImport`].
    LastImport,
    /// Takes the last import back. Answer: [`Answer::TakenBack`].
    UndoImport {
        /// Also where something happened since on what it opened.
        later: bool,
    },
    /// Joins a walk-up with a person of the register. Answer: [`Answer::Done`].
    Merge {
        /// Who was served as a walk-up.
        from: BorrowerId,
        /// Who it really is.
        into: BorrowerId,
    },
    /// A page of the open conflicts, from 0. Answer: [`Answer::Conflicts`].
    Conflicts {
        /// Which.
        page: usize,
    },
    /// Decides a conflict, or has the school asked. Answer: [`Answer::Decided`].
    Resolve {
        /// Its whole name.
        conflict: Hash,
        /// What.
        choice: Choice,
        /// Why; may be empty.
        reason: String,
    },
    /// Takes a decision back; the conflict is open again. Answer: [`Answer::Reply`].
    Reopen {
        /// Name of the event that [`Answer::Decided`] gave.
        event: String,
    },
    /// Writes what the schools are asked into a folder. Answer: [`Answer::Questions`].
    WriteQuestions {
        /// Where to; it must be there.
        folder: PathBuf,
    },
    /// What is listed beside the conflicts. Answer: [`Answer::Todos`].
    Todos,
    /// Writes what no office has confirmed into a folder. Answer: [`Answer::BatchWritten`].
    WriteBatch {
        /// The folder: a stick. It must be there.
        folder: PathBuf,
        /// Zip or folder, own events or all.
        form: BatchForm,
    },
    /// What bundles lie in a folder. Answer: [`Answer::OnStick`].
    LookOnStick(PathBuf),
    /// Merges bundles, and those in folders. Answer: [`Answer::BundlesMerged`].
    MergeBundles {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// Receipts bring the register of the station's own site only.
        own_site: bool,
        /// Which bundle it is at and how far, and a word to stop before the next.
        watch: Watch,
    },
    /// Takes receipts for this station, and those in folders. Answer: [`Answer::Received`].
    Receive {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// Which receipt it is at and how far, and a word to stop before the next.
        watch: Watch,
    },
    /// All stations heard of. Answer: [`Answer::Stations`].
    Stations,
    /// No more is expected of a station. Answer: [`Answer::Done`].
    CloseStation {
        /// Its code.
        station: String,
        /// Why.
        reason: String,
    },
    /// Assigns a device, or frees it. Answer: [`Answer::Assigned`].
    Assign(Order),
    /// Puts a new label on a device. Answer: [`Answer::Relabelled`].
    Retag {
        /// Which: its serial number or old tag.
        device: String,
        /// What the new label says.
        label: String,
        /// Also where others have it; all are marked.
        anyway: bool,
    },
    /// A line while a stack is sent or received. Answer: [`Answer::Transferred`].
    Transfer {
        /// The stack; a site left empty is the station's.
        way: Way,
        /// As scanned or typed.
        line: String,
    },
    /// What is on its way to another site. Answer: [`Answer::UnderWay`].
    UnderWay,
    /// Takes in a device nobody knows, and scans it. Answer: [`Answer::Reply`].
    AddDevice {
        /// Whose session.
        channel: Channel,
        /// What is known of it.
        device: NewDevice,
    },
    /// Something about a device's life. Answer: [`Answer::Mended`], [`Answer::Told`] or
    /// [`Answer::Waiting`].
    Life(Life),
    /// Something is done with money. Answer: [`Answer::Posted`].
    Money(Money),
    /// Somebody signs the agreement. Answer: [`Answer::Signed`].
    Sign(Signing),
}

/// What is told or asked about devices' lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Life {
    /// A repair begins.
    Open(NewTicket),
    /// A repair ends.
    Close {
        /// The ticket, by name.
        ticket: String,
        /// How.
        ended: Ended,
    },
    /// It is lost or stolen.
    Lose(Loss),
    /// It is found.
    Find(DeviceId),
    /// Who waits for repair?
    Waiting,
}

/// The desk's keys. Buttons and command codes do the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskKey {
    /// Alt+1 to 5.
    Mode(Mode),
    /// Ctrl+Enter.
    Yes,
    /// Esc: answers no, clears a person, a refusal or a held line.
    No,
    /// `XTDNEXT`: no, and the next person.
    Next,
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Shift+1 to 9: row `n` of the list as shown, 1 is the newest. Asks first.
    UndoRow(u8),
    /// The next child of the household.
    Sibling,
    /// Twenty seconds passed: clears the person if reply `n` is still the last of the session.
    Clear(u64),
}

/// What [`Request`] gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To a scan or key.
    Reply(Box<Reply>),
    /// To `Board`.
    Board(Box<Board>),
    /// To `Paper`.
    Paper(Box<PaperBoard>),
    /// To `Suggest` and `People`.
    People(Vec<PersonRow>),
    /// To `Devices`.
    Devices(Vec<DeviceCard>),
    /// To `Person`; `None` where nobody has that ID.
    Person(Option<Box<PersonPage>>),
    /// To `Device`; `None` where nothing has that identity.
    Device(Option<Box<DevicePage>>),
    /// To `Ending`.
    Ending(Ending),
    /// To `Sites`.
    Sites(Vec<Site>),
    /// To `Settings`.
    Settings(Settings),
    /// To `Conflicts`.
    Conflicts(Box<ConflictPage>),
    /// To `Resolve`.
    Decided(Box<Decided>),
    /// To `WriteQuestions`: a file for each site; none where no school is asked anything.
    Questions(Vec<QuestionFile>),
    /// To `Todos`.
    Todos(Box<Todos>),
    /// To `Export`: how much stands in the file.
    Exported(Written),
    /// To `WriteBatch`.
    BatchWritten(BatchWritten),
    /// To `LookOnStick`.
    OnStick(Vec<OnStick>),
    /// To `MergeBundles`.
    BundlesMerged(Box<MergeReport>),
    /// To `Receive`.
    Received(Box<ReceiveReport>),
    /// To `Stations`.
    Stations(Vec<StationRow>),
    /// To `Check`.
    Outlook(Outlook),
    /// To `Import`.
    Imported(Box<Imported>),
    /// To `LastImport`.
    LastImport(Option<Intake>),
    /// To `UndoImport`.
    TakenBack(Box<TakenBack>),
    /// Done, nothing to show.
    Done,
    /// To `Life`: a ticket was opened or closed.
    Mended(Box<Mended>),
    /// To `Life`: a device is lost, stolen or found.
    Told(Box<Told>),
    /// To `Life`: open tickets, oldest first.
    Waiting(Vec<TicketCard>),
    /// To `Assign`: what it came to.
    Assigned(Box<Change>),
    /// To `Transfer`: the stack as it is now, and what came of the line.
    Transferred(Box<(Way, Reply)>),
    /// To `UnderWay`, the oldest first.
    UnderWay(Vec<UnderWay>),
    /// To `Retag`.
    Relabelled(Box<Relabel>),
    /// To `Money`: what was written, and what is due now.
    Posted(Box<Posting>),
    /// To `ReadPrices`.
    Prices(PricesRead),
    /// To `Sign`.
    Signed(Box<Signature>),
}

/// First start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// Station code.
    pub station: String,
    /// Site code, may be empty.
    pub site: String,
    /// What this computer is.
    pub role: Role,
    /// The demo: its batches are refused by every office.
    pub practice: bool,
}

/// What a computer is among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Its own office.
    Alone,
    /// A table; an office merges it.
    Station,
    /// Merges the others.
    Office,
}

/// Settings of this computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Black on white with thick lines.
    pub sunlight: bool,
    /// Scale in percent.
    pub scale: u16,
    /// Sounds.
    pub sounds: bool,
    /// Serial scanner: port path, or `None` for keyboard scanners only.
    pub serial_port: Option<String>,
    /// Baud of the serial scanner.
    pub baud: u32,
    /// What ends the codes of serial scanners, by port, as far as a scan showed it.
    pub serial_endings: BTreeMap<String, serial::Ending>,
    /// What ends a scan besides Enter and Tab; empty for none.
    pub suffix: String,
    /// Prefix the scanner puts in front, taken off; empty for none.
    pub prefix: String,
    /// Check digit the codes carry: `none`, `mod43`, `luhn`.
    pub check_digit: String,
    /// Folder for the second copy of the journal.
    pub tail: Option<String>,
}

impl Eq for Settings {}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sunlight: false,
            scale: 100,
            sounds: true,
            serial_port: None,
            baud: 9_600,
            serial_endings: BTreeMap::new(),
            suffix: String::new(),
            prefix: String::new(),
            check_digit: "none".to_owned(),
            tail: None,
        }
    }
}

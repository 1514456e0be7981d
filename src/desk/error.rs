//! Why the desk could not answer. Refusals that a scan can cause are replies, not errors.

use crate::domain::conflict::Decision;
use crate::exchange::{bundle, export};
use crate::{exchange, print, store};

/// What can go wrong at the counter itself.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The disk said no; nothing was recorded.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The worker has ended.
    #[error("the desk has stopped")]
    Stopped,
    /// No station code, or one with other characters than `A-Z 0-9 -`, or over 12.
    #[error("{0} is no station code")]
    StationCode(String),
    /// This database is a station already.
    #[error("this is station {0} already")]
    StationAlready(String),
    /// No such date or time.
    #[error("{0} is no date and time")]
    NoTime(String),
    /// No such date.
    #[error("{0} is no date")]
    NoDate(String),
    /// Nobody here has that ID.
    #[error("nobody here has the ID {0}")]
    NoBorrower(String),
    /// A name is needed.
    #[error("a name is needed")]
    NoName,
    /// There is no import to take back, or the register is another one since.
    #[error("there is no import to take back")]
    NoImport,
    /// No open conflict has a name that begins so.
    #[error("no open conflict {0}")]
    NoConflict(String),
    /// More than one open conflict has a name that begins so.
    #[error("more than one conflict {0}")]
    SeveralConflicts(String),
    /// The conflict is decided.
    #[error("conflict {name} is decided")]
    DecidedAlready {
        /// As asked for.
        name: String,
        /// The decision.
        decision: Box<Decision>,
    },
    /// A file could not be read.
    #[error(transparent)]
    File(#[from] exchange::Error),
    /// An export was not written.
    #[error(transparent)]
    Export(#[from] export::Error),
    /// Nothing was printed.
    #[error(transparent)]
    Print(#[from] print::Error),
    /// No site has that code or name.
    #[error("no site {asked}")]
    NoSite {
        /// As asked for.
        asked: String,
        /// The codes there are.
        known: Vec<String>,
    },
    /// No run has that name.
    #[error("no run {0}")]
    NoRun(String),
    /// A bundle was not written, or the folder with bundles cannot be read.
    #[error(transparent)]
    Bundle(#[from] bundle::Error),
    /// No other station of that code is known here.
    #[error("no other station {0}")]
    NoSuchStation(String),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// No difference from the policy has a name that begins so, or more than one has.
    #[error("no proposal {0}")]
    NoProposal(String),
    /// Money is not moved so.
    #[error(transparent)]
    Money(#[from] super::charges::Wrong),
    /// A run cannot say that of what comes back.
    #[error(transparent)]
    Returning(#[from] crate::domain::returning::Fault),
    /// A lead does this: the policy names who is one.
    #[error("a lead does this")]
    NotALead,
    /// A device is not assigned so.
    #[error(transparent)]
    Assign(#[from] super::assign::Wrong),
    /// A label is not put on so.
    #[error(transparent)]
    Label(#[from] super::relabel::Wrong),
    /// Devices are sent from there.
    #[error("{0} is here")]
    SameSite(String),
    /// Nothing was sent under that name.
    #[error("no transfer {0}")]
    NoTransfer(String),
    /// Only the office may do this.
    #[error("only the office does this")]
    NotTheOffice,
    /// An office's register is in use here.
    #[error("the office imports the register")]
    OfficeImports,
    /// An office's register is in use here: the policy is the office's to set.
    #[error("the office sets the policy")]
    OfficeDecides,
    /// A repair is not begun or ended so.
    #[error(transparent)]
    Repair(#[from] super::repair::Wrong),
    /// A device is not said to be lost or found so.
    #[error(transparent)]
    Missing(#[from] super::missing::Wrong),
    /// No version is named, and the policy has none to be signed.
    #[error("no agreement is to be signed")]
    NoAgreement,
    /// No transfer is under way; or none was ever sent to the site of this name.
    #[error("nothing was sent")]
    NothingSent(Option<String>),
    /// The catalogue of models is this person's to change.
    #[error("{0} changes the catalogue")]
    NotTheContact(String),
    /// Every new label was printed here.
    #[error("no label waits")]
    NoneQueued,
    /// The import changed the catalogue, which is this person's: so is taking it back.
    #[error("{0} takes the import back")]
    CatalogueOf(String),
    /// A day that has not come, where one is meant that is over: local `YYYY-MM-DD`.
    #[error("{0} is still to come")]
    StillToCome(String),
}

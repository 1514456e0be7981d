//! What is said of a row of the paper list: data only.

use super::reply::{Ask, Holder, Named, When};
use crate::domain::paper::Way;

/// A row of the paper list, entered or looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperNotice {
    /// Out or back.
    pub way: Way,
    /// The time on the paper.
    pub at: When,
    /// Which device.
    pub tag: String,
    /// The person of the row; `None` where a row of something that came back names nobody.
    pub person: Option<Named>,
    /// Who had it then.
    pub from: Option<Holder>,
    /// It came back, and then it was out to somebody else than the row says.
    pub not_from: Option<Named>,
    /// Its status then says that it should have been set aside.
    pub aside: bool,
    /// What it means today.
    pub meaning: Meaning,
    /// What the desk would have asked then.
    pub asks: Vec<Ask>,
    /// Another desk's scan is too near to tell which came first: the office is asked.
    pub disputed: bool,
    /// A scan or a row of this station is too near to tell which came first.
    pub near: Option<When>,
}

/// What a row means today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Today follows from it: they have it, or it is in.
    Today,
    /// Something moved the device since; today stays as it was.
    Behind {
        /// It went out since, else it came back.
        out: bool,
        /// To whom, or from whom.
        person: Option<Named>,
        /// When.
        at: When,
    },
    /// It was so already then: who had it.
    Same(Option<Holder>),
    /// By what a person decided, this one has it with the row, or nobody.
    Becomes(Option<Named>),
    /// The very same row is entered already; nothing is written.
    Twice,
}

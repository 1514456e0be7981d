//! What a person may decide about a conflict: the word in a `Resolved` event.

/// What a person may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// The later one holds it: what the fold says anyway.
    Later,
    /// The last event no longer counts.
    Earlier,
    /// Nobody has it from here.
    Neither,
    /// Still open, somebody asks the school.
    AskSchool,
}

impl Choice {
    /// In the order of their keys, 1 on.
    pub const ALL: [Choice; 4] = [Self::Later, Self::Earlier, Self::Neither, Self::AskSchool];

    /// The word in events and in the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Earlier => "earlier",
            Self::Neither => "neither",
            Self::AskSchool => "ask-school",
        }
    }

    /// Reads the word. A choice of a newer program decides nothing here.
    pub fn parse(text: &str) -> Option<Choice> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }

    /// Whether it ends the conflict.
    pub fn is_verdict(self) -> bool {
        self != Self::AskSchool
    }
}

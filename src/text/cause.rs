//! Why a database does not open and what to do, for a screen of its own: longer than the one
//! sentence a terminal gets.

use crate::desk;
use crate::store::{self, place::Unfit};
use crate::text;

/// The cause and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// In a few words.
    pub title: String,
    /// Why.
    pub line: String,
    /// What to do.
    pub advice: String,
    /// Whether a backup may help.
    pub restore: bool,
}

/// Why a database does not open, in plain words.
pub fn cause(error: &desk::Error) -> Cause {
    match error {
        desk::Error::Store(error) => of_store(error),
        other => Cause {
            title: text::get("trouble-other"),
            line: text::error(other),
            advice: text::get("trouble-other-do"),
            restore: false,
        },
    }
}

fn of_store(error: &store::Error) -> Cause {
    use store::Error as E;
    let of = |title, line, advice, restore| Cause { title, line, advice, restore };
    match error {
        E::InUse { by } => of(
            text::get("trouble-in-use"),
            text::with("trouble-in-use-line", &[("by", by)]),
            text::get("trouble-in-use-do"),
            false,
        ),
        E::Torn { detail, .. } => of(
            text::get("trouble-torn"),
            text::with("trouble-torn-line", &[("detail", detail)]),
            text::get("trouble-torn-do"),
            true,
        ),
        E::Foreign { .. } => of(
            text::get("trouble-foreign"),
            text::get("trouble-foreign-line"),
            text::get("trouble-foreign-do"),
            true,
        ),
        E::Newer { version, .. } => of(
            text::get("trouble-newer"),
            text::with("trouble-newer-line", &[("version", &version.to_string())]),
            text::get("trouble-newer-do"),
            false,
        ),
        E::Full => of(
            text::get("trouble-full"),
            text::get("trouble-full-line"),
            text::get("trouble-full-do"),
            false,
        ),
        E::ReadOnly | E::Place(Unfit::ReadOnly { .. }) => of(
            text::get("trouble-read-only"),
            text::get("trouble-read-only-line"),
            text::get("trouble-read-only-do"),
            false,
        ),
        E::Place(Unfit::Network { system, .. }) => of(
            text::get("trouble-network"),
            text::with("trouble-network-line", &[("system", system)]),
            text::get("trouble-place-do"),
            false,
        ),
        E::Place(Unfit::Cloud { service, .. }) => of(
            text::get("trouble-cloud"),
            text::with("trouble-cloud-line", &[("service", service)]),
            text::get("trouble-place-do"),
            false,
        ),
        E::Missing { .. } => of(
            text::get("trouble-missing"),
            text::get("trouble-missing-line"),
            text::get("trouble-missing-do"),
            true,
        ),
        E::Pragma { .. } | E::Sql(_) | E::Backup(_) | E::NoStation => of(
            text::get("trouble-other"),
            text::with("trouble-other-line", &[("detail", &error.to_string())]),
            text::get("trouble-other-do"),
            true,
        ),
        E::Io { .. } | E::Place(Unfit::NotMade { .. } | Unfit::Io { .. }) => of(
            text::get("trouble-io"),
            text::with("trouble-other-line", &[("detail", &error.to_string())]),
            text::get("trouble-io-do"),
            false,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn every_cause_says_what_to_do_and_a_restore_is_offered_where_it_helps() {
        use store::Error as E;
        let path = PathBuf::from("/srv/desk.db");
        let folder = PathBuf::from("/srv");
        let causes = [
            (E::InUse { by: "the window".into() }, false),
            (E::Torn { path: path.clone(), detail: "cut off".into() }, true),
            (E::Foreign { path: path.clone() }, true),
            (E::Newer { path, version: 9 }, false),
            (E::Full, false),
            (E::ReadOnly, false),
            (E::Place(Unfit::Network { path: folder.clone(), system: "NFS" }), false),
            (E::Place(Unfit::Cloud { path: folder.clone(), service: "OneDrive" }), false),
            (E::Place(Unfit::ReadOnly { path: folder.clone() }), false),
            (E::Missing { folder }, true),
            (E::Pragma { setting: "synchronous", value: "1".into() }, true),
        ];
        let mut titles = Vec::new();
        for (error, restore) in causes {
            let cause = cause(&desk::Error::Store(error));
            assert_eq!(cause.restore, restore, "{cause:?}");
            for words in [&cause.title, &cause.line, &cause.advice] {
                assert!(!words.is_empty() && !words.starts_with("trouble-"), "{cause:?}");
            }
            titles.push(cause.title);
        }
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), 10, "a read-only folder and file are one cause");
        assert!(!cause(&desk::Error::Stopped).line.is_empty());
    }
}

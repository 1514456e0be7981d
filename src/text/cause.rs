//! Why a database does not open or write, and what to do: on a screen of its own in three parts,
//! in a terminal or a band in two sentences.

use std::path::Path;

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
        desk::Error::Store(error) => store_cause(error),
        other => Cause {
            title: text::get("trouble-other"),
            line: text::error(other),
            advice: text::get("trouble-other-do"),
            restore: false,
        },
    }
}

/// What went wrong with the database, and what to do.
pub fn store_error(error: &store::Error) -> String {
    let cause = store_cause(error);
    [cause.line, cause.advice].join(" ")
}

/// Why the database does not do what was asked.
pub fn store_cause(error: &store::Error) -> Cause {
    use store::Error as E;
    let of = |title, line, advice, restore| Cause { title, line, advice, restore };
    match error {
        E::InUse { by } => of(
            text::get("trouble-in-use"),
            text::with("trouble-in-use-line", &[("by", by)]),
            text::get("trouble-in-use-do"),
            false,
        ),
        E::Torn { path, detail } => of(
            text::get("trouble-torn"),
            text::with("trouble-torn-line", &[("path", &shown(path)), ("detail", detail)]),
            text::get("trouble-torn-do"),
            true,
        ),
        E::Foreign { path } => of(
            text::get("trouble-foreign"),
            text::with("trouble-foreign-line", &[("path", &shown(path))]),
            text::get("trouble-foreign-do"),
            true,
        ),
        E::Newer { path, version } => of(
            text::get("trouble-newer"),
            text::with(
                "trouble-newer-line",
                &[("path", &shown(path)), ("version", &version.to_string())],
            ),
            text::get("trouble-newer-do"),
            false,
        ),
        E::Full => of(
            text::get("trouble-full"),
            text::get("trouble-full-line"),
            text::get("trouble-full-do"),
            false,
        ),
        E::ReadOnly => of(
            text::get("trouble-read-only"),
            text::get("trouble-read-only-line"),
            text::get("trouble-read-only-do"),
            false,
        ),
        E::Missing { folder } => of(
            text::get("trouble-missing"),
            text::with("trouble-missing-line", &[("folder", &shown(folder))]),
            text::get("trouble-missing-do"),
            true,
        ),
        E::NoStation => of(
            text::get("trouble-no-station"),
            text::get("trouble-no-station-line"),
            text::get("trouble-no-station-do"),
            false,
        ),
        E::Cancelled => of(
            text::get("trouble-cancelled"),
            text::get("trouble-cancelled-line"),
            text::get("trouble-cancelled-do"),
            false,
        ),
        E::Pragma { setting, value } => of(
            text::get("trouble-other"),
            text::with("trouble-pragma-line", &[("setting", setting), ("value", value)]),
            text::get("trouble-place-do"),
            true,
        ),
        E::Sql(error) => of(
            text::get("trouble-other"),
            text::with("trouble-other-line", &[("cause", &error.to_string())]),
            text::get("trouble-other-do"),
            true,
        ),
        E::Backup(error) => of(
            text::get("trouble-other"),
            text::with("trouble-backup-line", &[("cause", &error.to_string())]),
            text::get("trouble-backup-do"),
            true,
        ),
        E::Io { path, source } => io(path, source),
        E::Place(unfit) => of_place(unfit),
    }
}

fn of_place(unfit: &Unfit) -> Cause {
    let of = |title, line, advice| Cause { title, line, advice, restore: false };
    match unfit {
        Unfit::Network { path, system } => of(
            text::get("trouble-network"),
            text::with("trouble-network-line", &[("path", &shown(path)), ("system", system)]),
            text::get("trouble-place-do"),
        ),
        Unfit::Cloud { path, service } => of(
            text::get("trouble-cloud"),
            text::with("trouble-cloud-line", &[("path", &shown(path)), ("service", service)]),
            text::get("trouble-place-do"),
        ),
        Unfit::ReadOnly { path } => of(
            text::get("trouble-read-only"),
            text::with("trouble-read-only-path", &[("path", &shown(path))]),
            text::get("trouble-read-only-do"),
        ),
        Unfit::NotMade { path, source } | Unfit::Io { path, source } => io(path, source),
    }
}

fn io(path: &Path, source: &std::io::Error) -> Cause {
    Cause {
        title: text::get("trouble-io"),
        line: text::with(
            "trouble-io-line",
            &[("path", &shown(path)), ("cause", &source.to_string())],
        ),
        advice: text::get("trouble-io-do"),
        restore: false,
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
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
            let cause = cause(&desk::Error::Store(error.clone()));
            assert_eq!(cause.restore, restore, "{cause:?}");
            for words in [&cause.title, &cause.line, &cause.advice] {
                assert!(!words.is_empty() && !words.starts_with("trouble-"), "{cause:?}");
            }
            assert_eq!(store_error(&error), format!("{} {}", cause.line, cause.advice));
            titles.push(cause.title);
        }
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), 10, "a read-only folder and file are one cause");
        assert!(!cause(&desk::Error::Stopped).line.is_empty());
    }
}

//! The run sheet: what happened in a run, for the folder.

use super::Error;
use super::board::run_line;
use super::print::{About, Listed, Wanted, at_one_state, filter};
use super::reply::RunLine;
use crate::store::{Run, Store};

/// A run with everything that was scanned in it at this computer, oldest first. Lines of other
/// stations stay there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSheet {
    /// The run.
    pub run: Run,
    /// Its lines.
    pub lines: Vec<RunLine>,
    /// It is another station's.
    pub elsewhere: bool,
}

/// The run that is asked for, else every run that was scanned in here; of some sites only where sites
/// are asked for.
///
/// # Errors
/// The database's; a site or run that is not there.
pub fn run_sheets(store: &Store, wanted: &Wanted) -> Result<Listed<RunSheet>, Error> {
    at_one_state(store, || {
        let name = wanted.run.clone();
        let (asked, mut about) = filter(store, &Wanted { run: None, ..wanted.clone() })?;
        let sites = asked.unwrap_or_default().sites;
        let mut runs = store.runs(false)?;
        runs.retain(|run| sites.is_empty() || sites.contains(&run.site));
        if let Some(name) = name {
            runs.retain(|run| run.name.to_lowercase() == name.trim().to_lowercase());
            if runs.is_empty() {
                return Err(Error::NoRun(name));
            }
            about.run = runs.first().map(|run| run.name.clone());
        }
        sheets(store, runs, about, wanted.run.is_some())
    })
}

fn sheets(
    store: &Store,
    runs: Vec<Run>,
    about: About,
    empty_too: bool,
) -> Result<Listed<RunSheet>, Error> {
    let mut rows = Vec::new();
    for run in runs {
        let mut lines = Vec::new();
        for row in store.lines(&run.id, u32::MAX)? {
            lines.push(run_line(store, row)?);
        }
        lines.reverse();
        let elsewhere = run.station != about.station;
        if empty_too || !lines.is_empty() {
            rows.push(RunSheet { run, lines, elsewhere });
        }
    }
    Ok(Listed { rows, unknown: Vec::new(), about })
}

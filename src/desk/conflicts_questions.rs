//! What the schools are asked, as files: one CSV for each site of the people who may have a device.
//! Reads the database; the answers come back through a desk, or as a decision.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Error;
use crate::domain::card::Named;
use crate::domain::conflict::{Choice, ConflictCard, Story};
use crate::exchange::export::{self, Table, to_file};
use crate::store::Store;

/// Columns of a file. The last three are for the school to fill in.
const COLUMNS: [&str; 17] = [
    "conflict",
    "device",
    "serial",
    "model",
    "earlier",
    "earlier_name",
    "earlier_grade",
    "earlier_homeroom",
    "earlier_at",
    "later",
    "later_name",
    "later_grade",
    "later_homeroom",
    "later_at",
    "who_has_it",
    "asked_by",
    "asked_on",
];

/// The questions of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questions {
    /// Site code; empty for people of no site.
    pub site: String,
    /// Site name, may be empty.
    pub name: String,
    /// Conflicts asked about there.
    pub conflicts: Vec<ConflictCard>,
}

/// A file written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionFile {
    /// Where it lies.
    pub path: PathBuf,
    /// For which site: its name, else its code.
    pub site: String,
    /// How many questions stand in it.
    pub questions: usize,
}

/// What the schools are asked, by site: these, or all where none is named. A conflict stands with each site of its people; people of no
/// site are asked for where the device belongs.
pub fn questions(store: &Store, wanted: &[String]) -> Result<Vec<Questions>, Error> {
    let mut sites: BTreeMap<String, Questions> = BTreeMap::new();
    for card in store.asked_conflicts(None, None)? {
        let mut of: Vec<(String, String)> = Vec::new();
        for named in card.people() {
            let person = store.person(&named.id, false)?;
            let site = if person.site.is_empty() {
                (card.device.site.clone(), card.device.site_name.clone())
            } else {
                (person.site, person.site_name)
            };
            if !of.contains(&site) {
                of.push(site);
            }
        }
        of.retain(|(site, _)| wanted.is_empty() || wanted.contains(site));
        for (site, name) in of {
            let new = || Questions { site: site.clone(), name, conflicts: Vec::new() };
            sites.entry(site.clone()).or_insert_with(new).conflicts.push(card.clone());
        }
    }
    Ok(sites.into_values().collect())
}

/// Writes a file for each site into a folder, each whole or not at all.
///
/// # Errors
/// No such folder (none is made), a full disk.
pub fn export(store: &Store, folder: &Path) -> Result<Vec<QuestionFile>, Error> {
    if !folder.is_dir() {
        return Err(export::Error::NoFolder { folder: folder.to_owned() }.into());
    }
    let mut files: Vec<QuestionFile> = Vec::new();
    for asked in questions(store, &[])? {
        let mut path = folder.join(file_name(&asked.site, 1));
        for number in 2.. {
            // Two sites whose codes differ in signs that no file name takes.
            if files.iter().all(|file| file.path != path) {
                break;
            }
            path = folder.join(file_name(&asked.site, number));
        }
        let questions = asked.conflicts.len();
        to_file(&path, |out| -> Result<(), Error> {
            let output = |error: std::io::Error| Error::from(export::Error::from(error).at(&path));
            let mut table = Table::new(out, &COLUMNS).map_err(output)?;
            for card in &asked.conflicts {
                table.row(&row(store, card)?).map_err(output)?;
            }
            table.end().map_err(output)
        })?;
        let site = if asked.name.is_empty() { asked.site } else { asked.name };
        files.push(QuestionFile { path, site, questions });
    }
    Ok(files)
}

fn row(store: &Store, card: &ConflictCard) -> Result<Vec<String>, Error> {
    let device = &card.device;
    let (earlier, later) = match card.pair() {
        Some((earlier, later)) => (Some(earlier), Some(later)),
        None => (None, None),
    };
    let mut row =
        vec![card.short.clone(), device.tag.clone(), device.serial.clone(), device.model.clone()];
    for (choice, story) in [(Choice::Earlier, earlier), (Choice::Later, later)] {
        row.extend(side(store, card.holder(choice), story)?);
    }
    row.resize(COLUMNS.len(), String::new());
    Ok(row)
}

fn side(store: &Store, holder: Option<&Named>, scan: Option<&Story>) -> Result<[String; 5], Error> {
    let at = scan.map(|scan| scan.at.iso()).unwrap_or_default();
    let Some(named) = holder else {
        return Ok([String::new(), String::new(), String::new(), String::new(), at]);
    };
    let person = store.person(&named.id, false)?;
    Ok([named.id.to_string(), named.name.clone(), person.grade, named.homeroom.clone(), at])
}

/// A name that every stick takes.
fn file_name(site: &str, number: u32) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let site: String = site.chars().take(40).map(safe).collect();
    let site = if site.is_empty() { "NO-SITE".to_owned() } else { site };
    match number {
        1 => format!("TAGDESK_QUESTIONS_{site}.csv"),
        n => format!("TAGDESK_QUESTIONS_{site}_{n}.csv"),
    }
}

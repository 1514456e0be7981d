//! Files into one plan: what each holds, its rows as the register would have them, and which of them
//! cannot be taken or need a look. Nothing is written, and no database is read: what the register
//! knows is handed in.

mod devices;
mod keys;
mod models;
mod people;
mod sites;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::domain::code::Code;
use crate::exchange::field::{Field, is_sensitive};
use crate::exchange::format::oneroster::{self, Part, Set};
use crate::exchange::mapping::Column;
use crate::exchange::read::{Encoding, Limits, Member, Oddity, Table, What, members};
use crate::exchange::refused::Look;
use crate::exchange::source::{self, Found, Source};
use crate::exchange::{Error, FileKind, Options, Reason, Refused};
use crate::store::{Known, Plan, Watch};
use devices::Holders;
use foldhash::fast::RandomState;
pub use models::Suggestion;

/// So many of the first rows are shown beside each column.
const FIRST_ROWS: usize = 3;

/// What was read of one file.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// The file.
    pub path: PathBuf,
    /// What it is called: `roster.zip/users.csv`.
    pub name: String,
    /// What it holds.
    pub kind: FileKind,
    /// Whose file it is: the name of its format.
    pub source: &'static str,
    /// Data rows read, those refused and those that need a look too.
    pub rows: u64,
    /// Rows that cannot be taken, with the reason, by line.
    pub refused: Vec<Refused>,
    /// Rows with a damaged key, which are not taken unless repaired, by line.
    pub looks: Vec<Look>,
    /// How many damaged keys were repaired, because that was accepted.
    pub repaired: u64,
    /// Which column becomes what; those that become nothing are left out.
    pub columns: Vec<Column>,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// The encoding is a guess.
    pub guessed: bool,
    /// What parts its fields; none in a workbook.
    pub delimiter: Option<char>,
    /// It has no heading row.
    pub headless: bool,
    /// The line of its headings, from 1; above 1 something stands above that is no row of it.
    pub heading_line: u64,
    /// Blank rows, left out.
    pub blank_rows: u64,
    /// Headings that stand there more than once.
    pub repeated: Vec<String>,
    /// Cells with something that cannot be seen, or that looks wrong.
    pub oddities: Vec<Oddity>,
    /// Lines whose holder nobody here is, with what stands there.
    pub unknown_holders: Vec<(u64, String)>,
}

impl FileRead {
    /// Headings of the columns that are left out.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        let out = self.columns.iter().filter(|column| column.field.is_none());
        out.map(|column| column.heading.as_str()).filter(|heading| !heading.is_empty())
    }
}

/// Everything that came of reading.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// What an import would write.
    pub plan: Plan,
    /// File by file; sites and models before people and devices.
    pub files: Vec<FileRead>,
    /// Files of a set in which is nothing the desk needs.
    pub beside: Vec<PathBuf>,
    /// Spellings of models that are nearly one the catalogue knows.
    pub models: Vec<Suggestion>,
    /// Sites that rows name and no list of sites has, where there is one: how many rows each.
    pub unknown_sites: BTreeMap<String, u64>,
    /// Tags of devices that others go along with and nobody knows: how many rows name each.
    pub unknown_sets: BTreeMap<String, u64>,
}

impl Read {
    /// Rows that cannot be taken.
    pub fn refused(&self) -> u64 {
        self.files.iter().map(|file| file.refused.len() as u64).sum()
    }

    /// Rows that need a look.
    pub fn needs_look(&self) -> u64 {
        self.files.iter().map(|file| file.looks.len() as u64).sum()
    }

    /// Rows in all.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }
}

/// Reads files and folders into one plan, held against nothing: as an empty register would.
///
/// # Errors
/// Those of [`check`].
pub fn plan(paths: &[PathBuf], options: &Options) -> Result<(Plan, Vec<FileRead>), Error> {
    let read = check(paths, options, &Known::default(), &Watch::new())?;
    Ok((read.plan, read.files))
}

/// Reads files, folders and archives into one plan. Sites and models come before people and devices,
/// whatever the order given.
///
/// # Errors
/// A file that cannot be read, or is not recognised, or lacks a needed column; [`Error::Cancelled`]
/// where `watch` says so. Rows are refused one by one and are no error.
pub fn check(
    paths: &[PathBuf],
    options: &Options,
    known: &Known,
    watch: &Watch,
) -> Result<Read, Error> {
    let members = members(paths, &Limits::STANDARD)?;
    let mut read = Read::default();
    let (mut sources, sets) = open(&members, options, known, &mut read.beside)?;
    sources.sort_by_key(|(source, _)| source.kind);
    watch.begin(sources.iter().map(|(source, _)| source.table.len() as u64).sum());
    let delta = sources.iter().filter_map(|(_, set)| sets.get(set.as_ref()?)).any(|set| set.delta);
    read.plan.adds_only = options.local || delta;
    read.plan.covers = options.covers.clone();
    let mut holders = None;
    for (number, (source, set)) in sources.iter().enumerate() {
        let file = u16::try_from(number).unwrap_or(u16::MAX);
        let set = set.as_ref().and_then(|set| sets.get(set));
        let mut work = Work {
            source,
            set,
            known,
            options,
            watch,
            file,
            refused: source.table.refused().collect(),
            looks: Vec::new(),
            repaired: 0,
            unknown_holders: Vec::new(),
        };
        let plan = &mut read.plan;
        plan.files.push((source.hash(), source.kind.as_str(), source.table.len() as u64));
        plan.names.push(source.table.name().to_owned());
        plan.mappings.extend(source.mapping.clone());
        match source.kind {
            FileKind::Sites => sites::sites(&mut work, plan)?,
            FileKind::Models => sites::models(&mut work, plan)?,
            FileKind::Students => people::people(&mut work, plan)?,
            FileKind::Devices => {
                if holders.is_none() && source.has(Field::Holder) {
                    holders = Some(Holders::of(known, plan));
                }
                devices::devices(&mut work, plan, holders.as_ref())?;
            }
        }
        let file = work.done();
        read.files.push(file);
    }
    read.models = models::settle(&mut read.plan, known, options.aliases);
    read.unknown_sites = unknown_sites(&read.plan, known);
    read.unknown_sets = unknown_sets(&read.plan, known);
    Ok(read)
}

fn unknown_sites(plan: &Plan, known: &Known) -> BTreeMap<String, u64> {
    let listed: HashSet<&str> =
        known.sites.iter().chain(&plan.sites).map(|site| site.code.as_str()).collect();
    let mut unknown = BTreeMap::new();
    if listed.is_empty() {
        return unknown;
    }
    let people = plan.borrowers.iter().flatten().map(|row| &row.site);
    let devices = plan.devices.iter().flatten().map(|row| &row.site);
    for site in people.chain(devices).flatten() {
        if !site.is_empty() && !listed.contains(site.as_str()) {
            *unknown.entry(site.clone()).or_default() += 1;
        }
    }
    unknown
}

fn unknown_sets(plan: &Plan, known: &Known) -> BTreeMap<String, u64> {
    let mut unknown = BTreeMap::new();
    for of in plan.devices.iter().flatten().filter_map(|row| row.set_of.as_ref()) {
        let code = Code::new(of).ok();
        let here = |code: &Code| {
            known.tags.keys.contains(code.as_str()) || known.serials.keys.contains(code.as_str())
        };
        if code.is_some_and(|code| !here(&code)) {
            *unknown.entry(of.clone()).or_default() += 1;
        }
    }
    if !unknown.is_empty() {
        let printed = plan.devices.iter().flatten().flat_map(|row| [&row.tag, &row.serial]);
        let here: HashSet<Code> = printed.filter_map(|text| Code::new(text).ok()).collect();
        unknown.retain(|of, _| Code::new(of).is_ok_and(|code| !here.contains(&code)));
    }
    unknown
}

type Sources = Vec<(Source, Option<PathBuf>)>;

/// Reads all files, and puts the sets together. A source of a set comes with the set's folder.
fn open(
    members: &[Member],
    options: &Options,
    known: &Known,
    beside: &mut Vec<PathBuf>,
) -> Result<(Sources, HashMap<PathBuf, Set>), Error> {
    let mut sources: Sources = Vec::new();
    let mut parts: Vec<(Part, Box<Table>)> = Vec::new();
    for member in members {
        match source::open(member, options, known, members.len() == 1)? {
            Found::Rows(source) => {
                let folder = folder(source.path());
                let of_set = source.format.name.starts_with(oneroster::USERS);
                sources.push((*source, of_set.then_some(folder)));
            }
            Found::Part(part, table) => parts.push((part, table)),
            Found::Beside(path) => beside.push(path),
        }
    }
    if sources.is_empty()
        && let Some((_, table)) = parts.first()
    {
        let found = table.headings().join(", ");
        return Err(Error::Unrecognised { path: table.path().to_owned(), found });
    }
    if sources.is_empty()
        && let Some(path) = beside.first()
    {
        return Err(Error::NothingNeeded { path: path.clone() });
    }
    let mut sets: HashMap<PathBuf, Set> = HashMap::new();
    for (source, set) in &sources {
        let Some(set) = set else { continue };
        let set = sets.entry(set.clone()).or_default();
        if source.kind == FileKind::Sites {
            set.take_orgs(&source.table);
        }
    }
    for wanted in [Part::Manifest, Part::Classes, Part::Enrollments, Part::Roles] {
        for (part, table) in parts.iter().filter(|(part, _)| *part == wanted) {
            sets.entry(folder(table.path())).or_default().take(*part, table);
        }
    }
    Ok((sources, sets))
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// One file being turned into rows.
pub(super) struct Work<'a> {
    pub(super) source: &'a Source,
    pub(super) set: Option<&'a Set>,
    pub(super) known: &'a Known,
    pub(super) options: &'a Options,
    pub(super) watch: &'a Watch,
    pub(super) file: u16,
    pub(super) refused: Vec<Refused>,
    pub(super) looks: Vec<Look>,
    pub(super) repaired: u64,
    pub(super) unknown_holders: Vec<(u64, String)>,
}

impl Work<'_> {
    /// One row more is read.
    pub(super) fn step(&self) -> Result<(), Error> {
        self.watch.step().map_err(|_| Error::Cancelled)
    }

    fn done(mut self) -> FileRead {
        let source = self.source;
        self.refused.sort_by_key(|row| row.line);
        self.looks.sort_by_key(|look| look.line);
        let table = &source.table;
        let first: Vec<_> = table.rows().take(FIRST_ROWS).collect();
        let column = |(at, heading): (usize, &String)| {
            let field = source.field_of(at);
            let hidden = field.is_none() && is_sensitive(heading);
            let shown = first.iter().map(|row| crate::exchange::printed(row.get(at)));
            let first = if hidden { Vec::new() } else { shown.collect() };
            Column { heading: heading.clone(), field, first, hidden }
        };
        FileRead {
            path: source.path().to_owned(),
            name: table.name().to_owned(),
            kind: source.kind,
            source: source.format.name,
            rows: table.len() as u64,
            refused: self.refused,
            looks: self.looks,
            repaired: self.repaired,
            columns: source.headings.iter().enumerate().map(column).collect(),
            encoding: table.encoding(),
            guessed: table.guessed(),
            delimiter: table.delimiter(),
            headless: source.headless,
            heading_line: table.heading_line(),
            blank_rows: table.blank_rows(),
            repeated: table.repeated().into_iter().map(str::to_owned).collect(),
            oddities: table
                .oddities()
                .iter()
                .filter(|odd| odd.what != What::EdgeBlanks)
                .copied()
                .collect(),
            unknown_holders: self.unknown_holders,
        }
    }
}

/// Keys that stand in more than one row, with the first line of each and the latest.
#[derive(Debug, Default)]
pub(super) struct Doubles(HashMap<String, (u64, u64)>);

impl Doubles {
    pub(super) fn of<'k>(keys: impl ExactSizeIterator<Item = (&'k str, u64)> + Clone) -> Doubles {
        let mut seen: HashSet<&str, RandomState> =
            HashSet::with_capacity_and_hasher(keys.len(), RandomState::default());
        let mut doubles = HashMap::new();
        for (key, line) in keys.clone() {
            if !seen.insert(key) {
                doubles.entry(key.to_owned()).or_insert((0, line)).1 = line;
            }
        }
        if !doubles.is_empty() {
            for (key, line) in keys {
                if let Some((first @ 0, _)) = doubles.get_mut(key) {
                    *first = line;
                }
            }
        }
        Doubles(doubles)
    }

    /// Why the row of this key and line cannot be taken, if its key stands elsewhere, too.
    pub(super) fn twice(&self, key: &str, line: u64) -> Option<Reason> {
        if self.0.is_empty() {
            return None;
        }
        let (first, latest) = self.0.get(key)?;
        let other = if line == *first { *latest } else { *first };
        Some(Reason::Twice { key: key.to_owned(), other })
    }
}

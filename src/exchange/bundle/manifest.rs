//! `manifest.csv`: whose bundle it is, what is in it, and what it should hash to.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};

use super::csv::{self, Lines, Text};
use super::{Error, FORMAT};
use crate::domain::hash::Hash;
use crate::domain::mark::Mark;

/// What a bundle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A station's events.
    #[default]
    Batch,
    /// An office's answer to a station.
    Receipt,
}

impl Kind {
    /// The word in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Receipt => "receipt",
        }
    }

    fn parse(word: &str) -> Option<Kind> {
        [Self::Batch, Self::Receipt].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The part of a chain that is in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Station code.
    pub station: String,
    /// Incarnation.
    pub incarnation: String,
    /// First number.
    pub first: u64,
    /// Last number.
    pub last: u64,
    /// The event with the last number; of a fork, the smallest.
    pub hash: Hash,
}

/// The register snapshot in a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterFacts {
    /// Number at its issuer.
    pub number: u64,
    /// Station code of who issued it.
    pub issuer: String,
    /// The snapshot's own hash, of which events carry the first eight digits.
    pub sha256: Hash,
    /// The only site in it; empty where it is the whole register.
    pub site: String,
}

/// What a file should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Rows, headings and END apart.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// Over all of them.
    pub sha256: Hash,
}

/// What the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// What the bundle is for.
    pub kind: Kind,
    /// `b-` and a UUID: the same bundle under whatever name.
    pub id: String,
    /// Number at its writer, from 1.
    pub number: u64,
    /// Who wrote it.
    pub station: String,
    /// The site of who wrote it; may be empty.
    pub site: String,
    /// In which incarnation.
    pub incarnation: String,
    /// To whom a receipt is addressed; empty in a batch.
    pub receiver: String,
    /// When, UTC milliseconds by the writer's clock.
    pub wall_ms: i64,
    /// Local offset there, minutes.
    pub utc_offset_min: i32,
    /// Which start of the computer.
    pub boot: String,
    /// Milliseconds since that start.
    pub boot_ms: i64,
    /// What the clock of the drive showed then, UTC milliseconds, where it was looked at.
    pub drive_ms: Option<i64>,
    /// Who wrote it, by name; may be empty.
    pub by: String,
    /// The program's version.
    pub app: String,
    /// The newest layout of bodies that the writer knows.
    pub schema: u32,
    /// First eight digits of the register in use; may be empty.
    pub register: String,
    /// From a practice database.
    pub practice: bool,
    /// What is in it.
    pub chains: Vec<Chain>,
    /// What the writer has without a gap.
    pub have: Vec<Mark>,
    /// The register in it.
    pub snapshot: Option<RegisterFacts>,
    /// What its files should be, by name.
    pub files: BTreeMap<String, Facts>,
}

/// The name of a bundle: at most 80 characters, all of them fit for any file system.
pub fn name(kind: Kind, station: &str, number: u64, wall_ms: i64, utc_offset_min: i32) -> String {
    let head = match kind {
        Kind::Batch => "TAGDESK",
        Kind::Receipt => "TAGDESK-RECEIPT",
    };
    let local = local(wall_ms, utc_offset_min)
        .map(|at| at.format("%Y-%m-%d_%H%M").to_string())
        .filter(|text| text.len() == "2026-08-14_1532".len());
    let local = local.unwrap_or_else(|| "0000-00-00_0000".to_owned());
    let station: String =
        station.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let station = &station[..station.len().min(12)];
    format!("{head}_{station}_{local}_{number:06}")
}

/// A moment as its place read it; nothing where a clock is beyond all calendars.
pub(super) fn local(wall_ms: i64, utc_offset_min: i32) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(utc_offset_min.checked_mul(60)?)?;
    Some(DateTime::<Utc>::from_timestamp_millis(wall_ms)?.with_timezone(&offset))
}

impl Manifest {
    pub(super) fn write<W: std::io::Write>(&self, out: W) -> std::io::Result<()> {
        let mut lines = Lines::begin(out, &["propertyName", "value"])?;
        let mut put = |name: &str, value: &str| lines.line(&[name, value]);
        put("bundle.format", &format!("tagdesk-{FORMAT}"))?;
        put("bundle.kind", self.kind.as_str())?;
        put("bundle.id", &self.id)?;
        put("bundle.number", &format!("N{}", self.number))?;
        put("station.code", &self.station)?;
        put("station.site", &self.site)?;
        put("station.incarnation", &format!("i-{}", self.incarnation))?;
        put("receipt.station", &self.receiver)?;
        let at = local(self.wall_ms, 0).map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
        put("exported.at", &at.unwrap_or_default())?;
        put("exported.by", &self.by)?;
        // With a letter before them: a spreadsheet rounds numbers of 16 digits.
        put("exported.wall_ms", &format!("ms {}", self.wall_ms))?;
        put("exported.utc_offset_min", &format!("min {}", self.utc_offset_min))?;
        put("exported.boot", &self.boot)?;
        put("exported.boot_ms", &format!("ms {}", self.boot_ms))?;
        if let Some(drive_ms) = self.drive_ms {
            put("exported.drive_ms", &format!("ms {drive_ms}"))?;
        }
        put("app.version", &self.app)?;
        put("schema.events", &format!("v{}", self.schema))?;
        put("register", &prefix("r-", &self.register))?;
        put("practice", if self.practice { "yes" } else { "no" })?;
        for chain in &self.chains {
            let name = format!("chain.{}/{}", chain.station, chain.incarnation);
            put(&name, &format!("S{}-S{} h-{}", chain.first, chain.last, chain.hash))?;
        }
        for mark in &self.have {
            let name = format!("have.{}/{}", mark.station, mark.incarnation);
            put(&name, &format!("S{} h-{}", mark.seq, mark.hash))?;
        }
        if let Some(snapshot) = &self.snapshot {
            put("snapshot.number", &format!("N{}", snapshot.number))?;
            put("snapshot.issuer", &snapshot.issuer)?;
            put("snapshot.sha256", &format!("h-{}", snapshot.sha256))?;
            put("snapshot.site", &snapshot.site)?;
        }
        for (name, facts) in &self.files {
            put(&format!("file.{name}.rows"), &format!("N{}", facts.rows))?;
            put(&format!("file.{name}.bytes"), &format!("N{}", facts.bytes))?;
            put(&format!("file.{name}.sha256"), &format!("h-{}", facts.sha256))?;
        }
        lines.end()
    }

    /// Reads a manifest. The format is looked at first: of a newer one nothing else is.
    pub(super) fn read(path: &std::path::Path, text: &Text) -> Result<Manifest, Error> {
        let lacks = |property: &str| Error::Manifest {
            path: path.to_owned(),
            property: property.to_owned(),
        };
        let mut values: BTreeMap<String, String> = BTreeMap::new();
        for (_, record) in text.records() {
            let name = csv::field(&record, Some(0)).to_owned();
            let value = csv::field(&record, Some(1)).to_owned();
            if values.insert(name, value.clone()).is_some_and(|other| other != value) {
                return Err(Error::Mixed { path: path.to_owned() });
            }
        }
        let get = |name: &str| values.get(name).map_or("", String::as_str);
        let format = get("bundle.format");
        match format.strip_prefix("tagdesk-").map(str::parse::<u32>) {
            None => return Err(Error::NoBundle { path: path.to_owned() }),
            Some(Ok(FORMAT)) => {}
            Some(_) => {
                return Err(Error::Newer { path: path.to_owned(), format: format.to_owned() });
            }
        }
        let needed = |name: &str| match get(name) {
            "" => Err(lacks(name)),
            value => Ok(value.to_owned()),
        };
        let number = |name: &str| digits(get(name)).ok_or_else(|| lacks(name));
        let millis = |name: &str| signed(get(name)).ok_or_else(|| lacks(name));
        let mut manifest = Manifest {
            kind: Kind::parse(get("bundle.kind")).ok_or_else(|| lacks("bundle.kind"))?,
            id: needed("bundle.id")?,
            number: number("bundle.number")?,
            station: needed("station.code")?,
            site: get("station.site").to_owned(),
            incarnation: csv::prefixed(&needed("station.incarnation")?, "i-").to_owned(),
            receiver: get("receipt.station").to_owned(),
            wall_ms: millis("exported.wall_ms")?,
            utc_offset_min: i32::try_from(millis("exported.utc_offset_min")?).unwrap_or(0),
            boot: get("exported.boot").to_owned(),
            boot_ms: millis("exported.boot_ms")?,
            drive_ms: signed(get("exported.drive_ms")),
            by: get("exported.by").to_owned(),
            app: get("app.version").to_owned(),
            schema: digits(get("schema.events")).and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            register: csv::prefixed(get("register"), "r-").to_owned(),
            practice: get("practice") == "yes",
            ..Manifest::default()
        };
        for (name, value) in &values {
            manifest.take(name, value).ok_or_else(|| lacks(name))?;
        }
        if !get("snapshot.sha256").is_empty() {
            manifest.snapshot = Some(RegisterFacts {
                number: number("snapshot.number")?,
                issuer: needed("snapshot.issuer")?,
                sha256: hash(get("snapshot.sha256")).ok_or_else(|| lacks("snapshot.sha256"))?,
                site: get("snapshot.site").to_owned(),
            });
        }
        Ok(manifest)
    }

    /// Takes a property of which there may be many.
    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        if let Some(chain) = name.strip_prefix("chain.") {
            let (station, incarnation) = chain.split_once('/')?;
            let (range, last) = value.split_once(' ')?;
            let (first, end) = range.split_once("-S")?;
            self.chains.push(Chain {
                station: station.to_owned(),
                incarnation: incarnation.to_owned(),
                first: digits(first)?,
                last: digits(end)?,
                hash: hash(last)?,
            });
        } else if let Some(chain) = name.strip_prefix("have.") {
            let (station, incarnation) = chain.split_once('/')?;
            let (seq, last) = value.split_once(' ')?;
            self.have.push(Mark {
                station: station.to_owned(),
                incarnation: incarnation.to_owned(),
                seq: digits(seq)?,
                hash: hash(last)?,
            });
        } else if let Some((file, "sha256")) =
            name.strip_prefix("file.").and_then(|rest| rest.rsplit_once('.'))
        {
            let facts = self.files.entry(file.to_owned()).or_insert(Facts {
                rows: 0,
                bytes: 0,
                sha256: Hash::ZERO,
            });
            facts.sha256 = hash(value)?;
        } else if let Some((file, what @ ("rows" | "bytes"))) =
            name.strip_prefix("file.").and_then(|rest| rest.rsplit_once('.'))
        {
            let facts = self.files.entry(file.to_owned()).or_insert(Facts {
                rows: 0,
                bytes: 0,
                sha256: Hash::ZERO,
            });
            let number = digits(value)?;
            if what == "rows" { facts.rows = number } else { facts.bytes = number }
        }
        Some(())
    }
}

/// A prefix, where there is something to put it before.
pub(super) fn prefix(prefix: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{prefix}{text}") }
}

/// A number with letters before it: `S12`, `N4`.
pub(super) fn digits(text: &str) -> Option<u64> {
    let number = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    number.parse().ok().filter(|number| i64::try_from(*number).is_ok())
}

fn signed(text: &str) -> Option<i64> {
    text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == ' ').parse().ok()
}

/// A hash with or without its prefix.
pub(super) fn hash(text: &str) -> Option<Hash> {
    Hash::parse(csv::prefixed(text, "h-"))
}

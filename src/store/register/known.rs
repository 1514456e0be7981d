//! What the register knows, read once so that files can be held against it away from the database.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::params;

use super::plan::Mapping;
use crate::domain::hash::Hash;
use crate::domain::site::Site;
use crate::store::write::Write;
use crate::store::{Result, Store};

/// Keys of a column as the register has them.
#[derive(Debug, Clone, Default)]
pub struct KnownKeys {
    /// The keys, normalised.
    pub keys: HashSet<Box<str>>,
    /// How long those of digits usually are.
    pub lengths: Vec<usize>,
    /// Whether any begins with a zero.
    pub zeros: bool,
}

impl KnownKeys {
    fn of(keys: HashSet<Box<str>>) -> KnownKeys {
        let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
        let mut zeros = false;
        for key in &keys {
            if key.bytes().all(|byte| byte.is_ascii_digit()) {
                *lengths.entry(key.len()).or_default() += 1;
                zeros |= key.len() > 1 && key.starts_with('0');
            }
        }
        // One in twenty is no exception any more.
        let all: usize = lengths.values().sum();
        lengths.retain(|_, count| *count * 20 >= all);
        KnownKeys { keys, lengths: lengths.into_keys().collect(), zeros }
    }
}

/// What files are held against.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// IDs of people, also of those who left.
    pub people: KnownKeys,
    /// Tags.
    pub tags: KnownKeys,
    /// Serials.
    pub serials: KnownKeys,
    /// Other codes of people: whose they are, where they are one person's.
    pub codes: HashMap<String, Option<String>>,
    /// Model names of the catalogue.
    pub models: Vec<String>,
    /// Model names that devices have and the catalogue has not.
    pub spellings: Vec<String>,
    /// Other spellings of models.
    pub aliases: HashMap<String, String>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Mappings, by the hash of the heading line.
    pub mappings: HashMap<Hash, Mapping>,
}

impl Store {
    /// What files are held against. Linear in the register.
    pub fn known(&self) -> Result<Known> {
        let mut known = Known {
            people: self.keys("SELECT id FROM borrower")?,
            tags: self.keys("SELECT tag_key FROM device WHERE tag_key <> ''")?,
            serials: self.keys("SELECT serial_key FROM device WHERE serial_key <> ''")?,
            sites: self.sites()?,
            ..Known::default()
        };
        self.pairs(
            "SELECT c.code, b.id FROM borrower_code c JOIN borrower b ON b.subject = c.subject",
            |code, id| {
                let whose = known.codes.entry(code).or_insert_with(|| Some(id.clone()));
                if whose.as_ref() != Some(&id) {
                    *whose = None;
                }
            },
        )?;
        self.pairs("SELECT name, aliases FROM model", |name, aliases| {
            for spelling in aliases.split([';', '|']) {
                if !spelling.trim().is_empty() && spelling.trim() != name {
                    known.aliases.insert(spelling.trim().to_owned(), name.clone());
                }
            }
            known.models.push(name);
        })?;
        self.pairs("SELECT spelling, model FROM model_alias", |spelling, model| {
            known.aliases.insert(spelling, model);
        })?;
        let mut names: HashSet<String> = known.models.iter().cloned().collect();
        self.pairs("SELECT DISTINCT model, '' FROM device WHERE model <> ''", |name, _| {
            if names.insert(name.clone()) {
                known.spellings.push(name);
            }
        })?;
        known.mappings = self.mappings()?;
        Ok(known)
    }

    fn keys(&self, query: &str) -> Result<KnownKeys> {
        let mut keys = HashSet::new();
        let mut statement = self.conn.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            keys.insert(row.get_ref(0)?.as_str().unwrap_or_default().into());
        }
        Ok(KnownKeys::of(keys))
    }

    fn pairs(&self, query: &str, mut take: impl FnMut(String, String)) -> Result<()> {
        let mut statement = self.conn.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }

    fn mappings(&self) -> Result<HashMap<Hash, Mapping>> {
        let mut statement = self.conn.prepare("SELECT headings, kind, fields FROM mapping")?;
        let mut rows = statement.query([])?;
        let mut mappings = HashMap::new();
        while let Some(row) = rows.next()? {
            let headings = crate::store::journal::hash(row, 0)?;
            let fields: String = row.get(2)?;
            let fields = serde_json::from_str(&fields).unwrap_or_default();
            mappings.insert(headings, Mapping { headings, kind: row.get(1)?, fields });
        }
        Ok(mappings)
    }
}

impl Write<'_> {
    /// Remembers which column of files with this heading line is what.
    pub(super) fn remember_mapping(&self, mapping: &Mapping) -> Result<()> {
        // Pairs of texts: serialising them cannot fail.
        let fields = serde_json::to_string(&mapping.fields).unwrap_or_default();
        self.conn()
            .prepare_cached("INSERT OR REPLACE INTO mapping VALUES (?1, ?2, ?3)")?
            .execute(params![mapping.headings.bytes(), mapping.kind, fields])?;
        Ok(())
    }
}

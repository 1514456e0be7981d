//! Checking the file: SQLite's own check, the hash chain, and that columns are true copies.

use rusqlite::params;

use super::journal::{borrower_name, hash};
use super::{Result, Store};
use crate::domain::event::{Body, chain};
use crate::domain::hash::Hash;

/// What a check found. Sound when every list is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What SQLite's quick check says, without "ok".
    pub file: Vec<String>,
    /// Events read.
    pub events: u64,
    /// Events whose content, hash, link or columns are not what they should be.
    pub broken: Vec<String>,
    /// Own events that are missing: (incarnation, first missing number).
    pub gaps: Vec<(String, u64)>,
    /// Bytes of additions that no longer fit their digest.
    pub additions: u64,
}

impl Report {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.file.is_empty()
            && self.broken.is_empty()
            && self.gaps.is_empty()
            && self.additions == 0
    }
}

impl Store {
    /// SQLite's quick check of the file.
    pub fn quick_check(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare("PRAGMA quick_check")?;
        let lines: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut lines: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
        lines.extend(self.cut_off()?);
        Ok(lines)
    }

    /// What is missing of the last page, which SQLite reads as zeros without a word. Pages that lie
    /// in a log are not in the file yet.
    fn cut_off(&self) -> Result<Option<String>> {
        let pragma = |name| self.conn.pragma_query_value(None, name, |row| row.get::<_, u64>(0));
        let whole = pragma("page_size")? * pragma("page_count")?;
        let log = std::fs::metadata(self.path.with_extension("db-wal")).map_or(0, |log| log.len());
        let bytes = std::fs::metadata(&self.path).map_or(whole, |file| file.len());
        Ok((log == 0 && bytes < whole).then(|| format!("{bytes} of {whole} bytes")))
    }

    /// Checks file and chain, a row at a time.
    pub fn check(&self) -> Result<Report> {
        let mut report = Report { file: self.quick_check()?, ..Report::default() };
        let mut statement = self.conn.prepare(include_str!("sql/check_chain.sql"))?;
        let mut rows = statement.query([])?;
        // Hashes of the row before and of this one: forks have several of one number.
        let mut at: Option<(i64, u64)> = None;
        let (mut before, mut here): (Vec<Hash>, Vec<Hash>) = (vec![Hash::ZERO], Vec::new());
        while let Some(row) = rows.next()? {
            let (incarnation, seq): (i64, u64) = (row.get(0)?, row.get(1)?);
            let (own_hash, prev) = (hash(row, 2)?, hash(row, 3)?);
            let text = row.get_ref(4)?.as_str().unwrap_or_default();
            let (station, code): (String, String) = (row.get(5)?, row.get(6)?);
            report.events += 1;
            match at {
                Some((i, s)) if (i, s) == (incarnation, seq) => {}
                Some((i, s)) if i == incarnation && s + 1 == seq => {
                    before = std::mem::take(&mut here);
                }
                _ => {
                    let first = at.filter(|(i, _)| *i == incarnation).map_or(1, |(_, s)| s + 1);
                    if first < seq && row.get::<_, bool>(7)? {
                        report.gaps.push((code.clone(), first));
                    }
                    // After a gap in another station's events the link cannot be judged.
                    before = if first == seq { vec![Hash::ZERO] } else { vec![prev] };
                    here.clear();
                }
            }
            at = Some((incarnation, seq));
            here.push(own_hash);
            let body: Option<Body> = serde_json::from_str(text).ok();
            let copies = body.as_ref().is_some_and(|body| {
                let device = body.device.as_ref().map(|id| id.as_str().to_owned());
                let borrower = body.borrower.as_ref().map(borrower_name);
                body.station == station
                    && body.incarnation == code
                    && body.seq == seq
                    && row.get_ref(8).is_ok_and(|v| v.as_str() == Ok(body.kind.as_str()))
                    && row.get::<_, Option<String>>(9) == Ok(device)
                    && row.get::<_, Option<String>>(10) == Ok(borrower)
            });
            if !copies || chain(&prev, text) != own_hash || !before.contains(&prev) {
                report.broken.push(format!("{station}/{code}/{seq}"));
            }
        }
        report.additions = self.unfit_additions()?;
        Ok(report)
    }

    fn unfit_additions(&self) -> Result<u64> {
        let mut statement = self.conn.prepare(
            "SELECT a.hash, a.field, a.salt, a.text, j.body
             FROM addition a JOIN journal j ON j.hash = a.hash",
        )?;
        let mut rows = statement.query(params![])?;
        let mut unfit = 0;
        while let Some(row) = rows.next()? {
            let (field, salt, text): (String, Vec<u8>, String) =
                (row.get(1)?, row.get(2)?, row.get(3)?);
            let body: Option<Body> =
                serde_json::from_str(row.get_ref(4)?.as_str().unwrap_or_default()).ok();
            let digest = Hash::of(&[&salt, text.as_bytes()]).to_string();
            let wanted = body
                .and_then(|body| body.payload.text(&format!("{field}_sha256")).map(str::to_owned));
            // What was forgotten has neither text nor salt; that it was there the event still says.
            let forgotten = salt.is_empty() && text.is_empty() && wanted.is_some();
            unfit += u64::from(wanted.as_deref() != Some(&digest) && !forgotten);
        }
        Ok(unfit)
    }
}

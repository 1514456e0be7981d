//! Finding people and devices as somebody types.

use rusqlite::params;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::{DeviceCard, Named, PersonRow};
use crate::domain::device::DeviceId;

/// Rows of a page.
pub(super) const PAGE: u32 = 50;

impl Store {
    /// People whose name, ID or homeroom has words that begin so; a page of 50.
    pub fn find_people(&self, query: &str, page: u32) -> Result<Vec<PersonRow>> {
        let ids: Vec<String> = match expression(query) {
            Some(words) => self
                .conn
                .prepare_cached(include_str!("sql/find_people.sql"))?
                .query_map(params![words, PAGE, page * PAGE], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
            None => self
                .conn
                .prepare_cached("SELECT id FROM borrower ORDER BY subject LIMIT ?1 OFFSET ?2")?
                .query_map([PAGE, page * PAGE], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
        };
        let mut ids = ids;
        if page == 0 && !query.trim().is_empty() {
            ids.splice(0..0, self.walk_ups(query.trim())?);
        }
        ids.into_iter().map(|id| self.person_row(&BorrowerId::from_text(id))).collect()
    }

    /// People served without a card whose name has this in it and who are still themselves.
    fn walk_ups(&self, part: &str) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/find_walk_ups.sql"))?;
        let rows = statement.query_map(params![part, PAGE], |row| row.get::<_, String>(0))?;
        let mut ids = Vec::new();
        for id in rows {
            let id = id?;
            let known = BorrowerId::from_text(id.clone());
            if *self.world.borrower(&known) == known {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Active people whose ID ends in these four digits; 50 at most.
    pub fn people_ending(&self, last_four: &str) -> Result<Vec<PersonRow>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM borrower WHERE substr(id, -4) = ?1 AND active = 1 ORDER BY name LIMIT 50",
        )?;
        let ids: Vec<String> =
            statement.query_map([last_four], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| self.person_row(&BorrowerId::from_text(id))).collect()
    }

    fn person_row(&self, id: &BorrowerId) -> Result<PersonRow> {
        let holds = self.holds(self.world.borrower(id))?;
        let holds = holds.into_iter().map(|held| held.tag).collect();
        let Some(known) = self.borrower(id)? else {
            let named = self.named(id)?;
            let (grade, site_name) = (String::new(), String::new());
            return Ok(PersonRow { named, grade, site_name, active: true, holds });
        };
        Ok(PersonRow {
            site_name: self.site_name(&known.site)?,
            named: Named { id: known.id, name: known.name, homeroom: known.homeroom },
            grade: known.grade,
            active: known.active,
            holds,
        })
    }

    /// Devices whose tag, serial or model has words that begin so; a page of 50. Everything a
    /// person holds, where the query is exactly their ID.
    pub fn find_devices(&self, query: &str, page: u32) -> Result<Vec<DeviceCard>> {
        let names: Vec<String> = match expression(&words_of_devices(query)) {
            Some(words) => self
                .conn
                .prepare_cached(include_str!("sql/find_devices.sql"))?
                .query_map(params![words, PAGE, page * PAGE], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
            None => self
                .conn
                .prepare_cached(
                    "SELECT s.name FROM device d JOIN subject s ON s.id = d.subject
                     ORDER BY d.subject LIMIT ?1 OFFSET ?2",
                )?
                .query_map([PAGE, page * PAGE], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
        };
        let mut cards: Vec<DeviceCard> = Vec::new();
        if page == 0 {
            let id = BorrowerId::from_text(query.trim().to_uppercase());
            for held in self.holds(self.world.borrower(&id))? {
                cards.push(self.device(&held.id)?);
            }
        }
        for name in names {
            let card = self.device(&DeviceId::from_text(name))?;
            // A joined device stands in the register under each of its identities.
            if cards.iter().all(|other| other.id != card.id) {
                cards.push(card);
            }
        }
        Ok(cards)
    }
}

/// A query whose words are words for the index of devices too: it parts them at marks that go with a
/// letter, and knows no words behind each other.
fn words_of_devices(query: &str) -> String {
    let composed = query.nfc();
    composed.map(|c| if is_combining_mark(c) { ' ' } else { c }).collect()
}

/// The words of a query as an FTS5 expression: each quoted, each a prefix. `None` where there is
/// no word.
fn expression(query: &str) -> Option<String> {
    let words: Vec<String> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_words_and_never_syntax() {
        assert_eq!(expression("ng josé"), Some("\"ng\"* \"josé\"*".to_owned()));
        assert_eq!(expression("CB-0044 OR \"x\""), Some(r#""CB"* "0044"* "OR"* "x"*"#.to_owned()));
        assert_eq!(expression(" -*\" "), None);
    }
}

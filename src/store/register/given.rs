//! A register that an office gives: written out whole, and put in the place of the one here.

use std::collections::HashMap;

use rusqlite::params;

use super::RegisterInfo;
use crate::domain::code::Code;
use crate::store::export::Sheet;
use crate::store::journal::borrower_name;
use crate::store::write::Write;
use crate::store::{Error, Result, Store};

/// The tables of a snapshot, in the order they are put in.
pub const SNAPSHOT: [Sheet; 4] = [Sheet::Sites, Sheet::Models, Sheet::Students, Sheet::Devices];

/// The column that names a device for good: serial and tag may have changed since.
const IDENTITY: &str = "identity";

/// A table of a snapshot: its word, its headings, its rows.
pub type SnapshotSheet = (String, Vec<String>, Vec<Vec<String>>);

impl Store {
    /// The register as an office gives it: the whole, or the people and devices of one site.
    pub fn snapshot(&self, site: Option<&str>) -> Result<Vec<SnapshotSheet>> {
        SNAPSHOT.iter().map(|sheet| self.snapshot_sheet(*sheet, site)).collect()
    }

    fn snapshot_sheet(&self, sheet: Sheet, site: Option<&str>) -> Result<SnapshotSheet> {
        if sheet == Sheet::Devices {
            return self.snapshot_devices(site);
        }
        let head: Vec<String> = sheet.columns().iter().map(ToString::to_string).collect();
        let at = head.iter().position(|name| name == "site");
        let mut rows = Vec::new();
        self.sheet(sheet, None, |row| {
            let wanted = match (site, at) {
                (Some(site), Some(at)) => row[at] == site,
                _ => true,
            };
            if wanted {
                rows.push(row.to_vec());
            }
            Ok::<(), Error>(())
        })?;
        if sheet == Sheet::Models {
            self.with_spellings(&mut rows)?;
        }
        Ok((sheet.as_str().to_owned(), head, rows))
    }

    /// Adds the spellings that were accepted here to the aliases of the catalogue, the last column: a
    /// station reads the same files as its office.
    fn with_spellings(&self, rows: &mut [Vec<String>]) -> Result<()> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT spelling FROM model_alias WHERE model = ?1 ORDER BY 1")?;
        for row in rows {
            let (Some(name), Some(aliases)) = (row.first().cloned(), row.last_mut()) else {
                continue;
            };
            for spelling in statement.query_map([&name], |found| found.get::<_, String>(0))? {
                if !aliases.is_empty() {
                    aliases.push_str("; ");
                }
                aliases.push_str(&spelling?);
            }
        }
        Ok(())
    }
}

const DEVICES: [&str; 11] = [
    "tag",
    "serial",
    "model",
    "site",
    "active",
    "order_number",
    "price",
    "funding",
    "warranty_end",
    "set_of",
    IDENTITY,
];

impl Store {
    /// Devices with their identities, which nobody could derive from a serial that was corrected, and
    /// without statuses, which are the journal's to say.
    fn snapshot_devices(&self, site: Option<&str>) -> Result<SnapshotSheet> {
        let mut statement = self.conn.prepare_cached(
            "SELECT d.tag, d.serial, d.model, d.site, iif(d.active, 'yes', 'no'), d.order_number,
                    iif(d.price_cents IS NULL, '', printf('%d.%02d', d.price_cents / 100,
                        abs(d.price_cents) % 100)), d.funding, d.warranty_end,
                    d.set_of, s.name
             FROM device d JOIN subject s ON s.id = d.subject
             WHERE ?1 IS NULL OR d.site = ?1 ORDER BY d.subject",
        )?;
        let rows = statement.query_map([site], |row| {
            (0..DEVICES.len())
                .map(|column| row.get(column))
                .collect::<rusqlite::Result<Vec<String>>>()
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        let head = DEVICES.iter().map(ToString::to_string).collect();
        Ok((Sheet::Devices.as_str().to_owned(), head, rows))
    }
}

impl Write<'_> {
    /// Puts an office's register in the place of the one here. Who and what it does not have becomes
    /// inactive. Its number, issuer and hash are the office's.
    pub fn replace_register(
        &mut self,
        sheets: &[SnapshotSheet],
        info: &RegisterInfo,
    ) -> Result<()> {
        let conn = self.conn();
        conn.execute_batch(
            "UPDATE borrower SET active = 0; UPDATE device SET active = 0;
             DELETE FROM site; DELETE FROM model; DELETE FROM borrower_code;",
        )?;
        for (name, head, rows) in sheets {
            let columns: HashMap<&str, usize> =
                head.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
            for row in rows {
                let get = |name: &str| {
                    columns.get(name).and_then(|at| row.get(*at)).map_or("", String::as_str)
                };
                match name.as_str() {
                    "sites" => self.given_site(get)?,
                    "models" => self.given_model(get)?,
                    "students" => self.given_person(get)?,
                    "devices" => self.given_device(get)?,
                    _ => {}
                }
            }
        }
        let conn = self.conn();
        conn.execute_batch(
            "INSERT INTO borrower_search (borrower_search) VALUES ('rebuild');
             INSERT INTO device_search (device_search) VALUES ('rebuild');",
        )?;
        // Snapshots made here before, with numbers of their own, would hide the office's.
        conn.execute("DELETE FROM register WHERE number >= ?1", [info.number])?;
        conn.execute(
            "INSERT INTO register (number, issuer, sha256, at_ms, utc_offset_min, people, devices)
             VALUES (?1, ?2, ?3, ?4, ?5,
                     (SELECT count(*) FROM borrower WHERE active = 1),
                     (SELECT count(*) FROM device WHERE active = 1))",
            params![
                info.number,
                info.issuer,
                info.sha256.bytes(),
                info.at.at_ms,
                info.at.utc_offset_min
            ],
        )?;
        // Files taken in here before are news again, should this computer ever be its own office.
        conn.execute("DELETE FROM imported", [])?;
        self.use_register(info.sha256.short());
        Ok(())
    }

    fn given_site<'a>(&self, get: impl Fn(&str) -> &'a str) -> Result<()> {
        self.conn()
            .prepare_cached("INSERT OR REPLACE INTO site VALUES (?1, ?2)")?
            .execute([get("code"), get("name")])?;
        Ok(())
    }

    fn given_model<'a>(&self, get: impl Fn(&str) -> &'a str) -> Result<()> {
        self.conn()
            .prepare_cached("INSERT OR REPLACE INTO model VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![
                get("model"),
                get("category"),
                cents(get("price")).unwrap_or(0),
                get("end_of_life"),
                get("grades"),
                get("aliases"),
                get("accessories")
            ])?;
        Ok(())
    }

    fn given_person<'a>(&self, get: impl Fn(&str) -> &'a str) -> Result<()> {
        let id = crate::domain::borrower::BorrowerId::from_text(get("student"));
        let subject = self.subject(&borrower_name(&id))?;
        let conn = self.conn();
        conn.prepare_cached(include_str!("../sql/given_borrower.sql"))?.execute(params![
            subject,
            id.as_str(),
            get("name"),
            get("grade"),
            get("homeroom"),
            get("site"),
            get("household"),
            get("kind"),
            get("active") != "no",
            get("language"),
            get("slot"),
            get("case")
        ])?;
        for code in get("codes").split(';').map(str::trim).filter(|code| !code.is_empty()) {
            conn.prepare_cached("INSERT OR IGNORE INTO borrower_code VALUES (?1, ?2)")?
                .execute(params![code, subject])?;
        }
        Ok(())
    }

    fn given_device<'a>(&self, get: impl Fn(&str) -> &'a str) -> Result<()> {
        let key = |text: &str| Code::new(text).map_or_else(|_| String::new(), String::from);
        let (tag, serial) = (get("tag"), get("serial"));
        let identity = match (get(IDENTITY), key(serial), key(tag)) {
            ("", serial, _) if !serial.is_empty() => format!("s:{serial}"),
            ("", _, tag) => format!("t:{tag}"),
            (identity, ..) => identity.to_owned(),
        };
        let subject = self.subject(&identity)?;
        self.conn().prepare_cached(include_str!("../sql/given_device.sql"))?.execute(params![
            subject,
            tag,
            key(tag),
            serial,
            key(serial),
            get("model"),
            get("site"),
            get("active") != "no",
            get("order_number"),
            cents(get("price")),
            get("funding"),
            get("warranty_end"),
            get("set_of"),
            key(get("set_of"))
        ])?;
        Ok(())
    }
}

/// `339.00` in cents; nothing where there is none.
fn cents(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    whole.checked_mul(100)?.checked_add(if text.starts_with('-') { -part } else { part })
}

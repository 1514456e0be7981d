//! Whole tables for `list`: a heading and rows of texts, a row at a time.

use rusqlite::Row;

use super::journal::{body, hash, hash_or_none};
use super::listing_life::{LAST_DAY, OVERRIDES, WITH_ACCESSORIES, price_line};
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::device::DeviceId;
use crate::domain::event::Kind;

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Everybody, walk-ups too.
    Students,
    /// Every device, parked ones too.
    Devices,
    /// Every loan, ended ones too.
    Loans,
    /// Every event of every station.
    Events,
    /// Every charge, voided ones too.
    Charges,
    /// Every entry of every charge, by time.
    Entries,
    /// Every run.
    Runs,
    /// Where charges differ from what the policy says.
    Proposals,
    /// The price list.
    Prices,
    /// What went along with devices, and where it is.
    Accessories,
    /// Issues that overrode a rule of the district.
    Overrides,
    /// Every repair, ended ones too.
    Tickets,
    /// What is whose for years.
    Assignments,
    /// Every signature under an agreement that is not taken back.
    Agreements,
}

impl Listing {
    /// Column names. The first is the key (design, section 6).
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Students => &[
                "student",
                "name",
                "grade",
                "homeroom",
                "site",
                "household",
                "kind",
                "active",
                "holds",
                "assigned",
                "case",
                "owes",
            ],
            Self::Devices => &[
                "device",
                "serial",
                "model",
                "site",
                "status",
                "student",
                "due",
                "last_seen",
                "assigned",
                "case",
            ],
            Self::Loans => &["loan", "student", "device", "issued_at", "returned_at", "due"],
            Self::Events => &[
                "event",
                "at",
                "kind",
                "student",
                "device",
                "saw",
                "operator",
                "run",
                "undone",
                "hash",
                "paper_entered_at",
            ],
            Self::Charges => &[
                "charge", "student", "device", "amount", "at", "type", "paid", "waived", "due",
                "void",
            ],
            Self::Runs => {
                &["run", "name", "station", "mode", "site", "due", "started_at", "ended_at"]
            }
            Self::Proposals => {
                &["proposal", "student", "device", "charge", "type", "old", "new", "why"]
            }
            Self::Prices => &["type", "model", "price", "steps", "device"],
            Self::Accessories => &["device", "student", "accessory", "state"],
            Self::Overrides => &["event", "student", "device", "at", "over", "why", "reason"],
            Self::Tickets => &[
                "ticket",
                "device",
                "opened_at",
                "closed_at",
                "student",
                "loaner",
                "problem",
                "vendor",
                "warranty",
                "cost",
                "parts",
                "result",
                "note",
            ],
            Self::Entries => super::entries::COLUMNS,
            Self::Assignments => super::assigned::COLUMNS,
            Self::Agreements => super::agreements::COLUMNS,
        }
    }
}

impl Store {
    /// Visits every row, texts in the order of [`Listing::columns`].
    pub fn list<E: From<super::Error>>(
        &self,
        listing: Listing,
        mut visit: impl FnMut(&[String]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        match listing {
            Listing::Students => {
                let owing = self.owing()?;
                self.each(include_str!("sql/list_students.sql"), |row| {
                    let mut line = texts(row, 9)?;
                    line.extend(texts_from(row, 10, 12)?);
                    line.push(owing.get(&line[0]).cloned().unwrap_or_default());
                    if self.is_former_walk_up(row, &line[0])? { Ok(()) } else { visit(&line) }
                })
            }
            Listing::Devices => self.each(include_str!("sql/list_devices.sql"), |row| {
                let id = DeviceId::from_text(row.get::<_, String>(9).map_err(super::Error::from)?);
                if *self.world().device(&id) != id {
                    // Joined: its row is that of its lasting identity.
                    return Ok(());
                }
                let mut line = texts(row, 7)?;
                line.push(time(row, 7)?);
                line.extend(texts_from(row, 10, 12)?);
                visit(&line)
            }),
            Listing::Loans => self.each(include_str!("sql/list_loans.sql"), |row| {
                let mut line = texts(row, 3)?;
                line.push(time(row, 3)?);
                line.push(time(row, 5)?);
                line.extend(texts_from(row, 7, 8)?);
                visit(&line)
            }),
            Listing::Events => {
                self.each(include_str!("sql/list_events.sql"), |row| visit(&self.event_line(row)?))
            }
            Listing::Charges => self.ledgers(|_, ledger| {
                ledger.charges.iter().try_for_each(|charge| visit(&self.charge_line(charge)?))
            }),
            Listing::Entries => self.list_entries(visit),
            Listing::Proposals => {
                for proposal in self.proposals()? {
                    visit(&self.proposal_line(&proposal)?)?;
                }
                Ok(())
            }
            Listing::Prices => {
                let policy = self.world().policy(LAST_DAY);
                policy.prices.lines().iter().try_for_each(|price| visit(&price_line(price)))
            }
            Listing::Accessories => self.each(WITH_ACCESSORIES, |row| {
                self.accessory_lines(row)?.iter().try_for_each(|line| visit(line))
            }),
            Listing::Overrides => self.each(OVERRIDES, |row| match self.override_line(row)? {
                Some(line) => visit(&line),
                None => Ok(()),
            }),
            Listing::Assignments => self.list_assignments(visit),
            Listing::Agreements => self.list_agreements(visit),
            Listing::Runs => {
                for run in self.runs(false)? {
                    visit(&run.line())?;
                }
                Ok(())
            }
            Listing::Tickets => {
                self.each_ticket(|id, ticket| visit(&self.ticket_line(id, ticket)?))
            }
        }
    }

    /// Whether a row is somebody served without a card who was taken back, or found on the list
    /// since: there the register's row stands for them.
    fn is_former_walk_up(&self, row: &Row<'_>, id: &str) -> Result<bool> {
        let Some(added) = hash_or_none(row, 9)? else { return Ok(false) };
        let id = BorrowerId::from_text(id);
        Ok(!self.world().is_live(&added) || *self.world().borrower(&id) != id)
    }

    /// Visits every row of a query without parameters.
    pub(super) fn each<E: From<super::Error>>(
        &self,
        query: &str,
        mut visit: impl FnMut(&Row<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self.conn.prepare(query).map_err(super::Error::from)?;
        let mut rows = statement.query([]).map_err(super::Error::from)?;
        while let Some(row) = rows.next().map_err(super::Error::from)? {
            visit(row)?;
        }
        Ok(())
    }

    /// An event as a line of [`Listing::Events`]: hash, body, whether its number stands twice, tag.
    pub(super) fn event_line(&self, row: &Row<'_>) -> Result<Vec<String>> {
        let own = hash(row, 0)?;
        let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
        let fork: bool = row.get(2)?;
        let register_tag: Option<String> = row.get(3)?;
        let name = format!("{}/{}/{}", body.station, body.incarnation, body.seq);
        let name = if fork { format!("{name}~{}", own.short()) } else { name };
        let at =
            When { at_ms: self.world().time(&body).at_ms, utc_offset_min: body.utc_offset_min };
        let person = match body.kind {
            Kind::Returned => body.borrower.as_ref().or(body.saw.as_ref()),
            _ => body.borrower.as_ref(),
        };
        let text = |id: Option<&BorrowerId>| id.map(BorrowerId::to_string).unwrap_or_default();
        let label = |id: &DeviceId| id.label().to_owned();
        let device = register_tag.filter(|tag| !tag.is_empty()).or_else(|| body.tag.clone());
        Ok(vec![
            name,
            at.iso(),
            body.kind.to_string(),
            text(person),
            device.or_else(|| body.device.as_ref().map(label)).unwrap_or_default(),
            text(body.saw.as_ref()),
            body.operator.clone().unwrap_or_default(),
            body.run.clone().unwrap_or_default(),
            if self.world().is_live(&own) { String::new() } else { "yes".to_owned() },
            own.to_string(),
            self.entered(&body).map(When::iso).unwrap_or_default(),
        ])
    }
}

/// The first columns of a row as texts; NULL is empty.
pub(super) fn texts(row: &Row<'_>, columns: usize) -> Result<Vec<String>> {
    texts_from(row, 0, columns)
}

fn texts_from(row: &Row<'_>, from: usize, to: usize) -> Result<Vec<String>> {
    let text = |column| Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default());
    (from..to).map(text).collect()
}

/// A time in a column of milliseconds with its offset in the next.
fn time(row: &Row<'_>, column: usize) -> Result<String> {
    let at_ms: Option<i64> = row.get(column)?;
    let utc_offset_min: Option<i32> = row.get(column + 1)?;
    let when = at_ms.map(|at_ms| When { at_ms, utc_offset_min: utc_offset_min.unwrap_or(0) });
    Ok(when.map(When::iso).unwrap_or_default())
}

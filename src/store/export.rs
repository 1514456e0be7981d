//! What is written out for others, a row at a time: whole tables by their key, loans and moves with
//! what the register says beside them. However many rows there are, only one is in memory; what must
//! be sorted is sorted by SQLite, as small keys.

use rusqlite::{Row, params};

use super::listing::texts;
use super::{Error, Listing, Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::device::DeviceId;
use crate::domain::event::EventId;
use crate::domain::fold;
use crate::domain::loan::{Lent, Moved};

/// A whole table that can be written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// People of the register, those who left too. By ID.
    Students,
    /// Devices of the register, those that left too. By tag, those without one behind, by serial.
    Devices,
    /// The catalogue. By name.
    Models,
    /// Sites. By code.
    Sites,
    /// Every loan, ended ones too. By the event that began it.
    Loans,
    /// Every event of every station. By station, incarnation and number.
    Events,
    /// Every run. By the event that began it.
    Runs,
    /// Every charge, voided ones too. By the student, then the event that began it.
    Charges,
    /// Every repair, ended ones too. By the event that opened it.
    Tickets,
    /// Where charges differ from what the policy says: old amount, new amount, why.
    Proposals,
    /// What is whose for years.
    Assignments,
    /// What goes along with devices, and where it is. By device.
    Accessories,
    /// Devices that went out although a rule said no. By the issue.
    Overrides,
    /// The price list in force. By type, then model.
    Prices,
    /// Every entry of every charge, with its reason. By time.
    Entries,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Sheet; 15] = [
        Self::Students,
        Self::Devices,
        Self::Models,
        Self::Sites,
        Self::Loans,
        Self::Events,
        Self::Runs,
        Self::Charges,
        Self::Tickets,
        Self::Proposals,
        Self::Assignments,
        Self::Accessories,
        Self::Overrides,
        Self::Prices,
        Self::Entries,
    ];

    /// The word for it in the terminal and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Students => "students",
            Self::Devices => "devices",
            Self::Models => "models",
            Self::Sites => "sites",
            Self::Loans => "loans",
            Self::Events => "events",
            Self::Runs => "runs",
            Self::Charges => "charges",
            Self::Tickets => "tickets",
            Self::Proposals => "proposals",
            Self::Assignments => "assignments",
            Self::Accessories => "accessories",
            Self::Overrides => "overrides",
            Self::Prices => "prices",
            Self::Entries => "entries",
        }
    }

    /// Whether some command takes the table in again as it is written.
    pub fn is_taken_in(self) -> bool {
        matches!(
            self,
            Self::Students
                | Self::Devices
                | Self::Models
                | Self::Sites
                | Self::Assignments
                | Self::Prices
        )
    }

    /// Headings. An import reads those of students, devices, models and sites.
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
                "language",
                "slot",
                "case",
                "codes",
            ],
            Self::Devices => &[
                "tag",
                "serial",
                "model",
                "site",
                "status",
                "active",
                "order_number",
                "price",
                "funding",
                "warranty_end",
                "set_of",
            ],
            Self::Models => {
                &["model", "category", "price", "end_of_life", "grades", "accessories", "aliases"]
            }
            Self::Sites => &["code", "name"],
            Self::Loans => &[
                "loan",
                "student",
                "device",
                "issued_at",
                "returned_at",
                "due",
                "name",
                "serial",
                "model",
                "site",
            ],
            Self::Events => Listing::Events.columns(),
            Self::Runs => Listing::Runs.columns(),
            Self::Charges => Listing::Charges.columns(),
            Self::Tickets => Listing::Tickets.columns(),
            Self::Proposals => Listing::Proposals.columns(),
            Self::Assignments => Listing::Assignments.columns(),
            Self::Accessories => Listing::Accessories.columns(),
            Self::Overrides => Listing::Overrides.columns(),
            Self::Prices => Listing::Prices.columns(),
            Self::Entries => Listing::Entries.columns(),
        }
    }
}

/// Which loans, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loans {
    /// Every loan, by the event that began it.
    All,
    /// Those that last, by tag.
    OutByDevice,
    /// Those that last, by borrower, then tag.
    OutByBorrower,
    /// The last one of every device, by serial.
    LastOfDevice,
}

/// Devices with a tag by it, then those without by serial. Both orders are an index's.
pub(super) fn device_queries() -> [String; 2] {
    [
        "WHERE d.tag_key <> '' ORDER BY d.tag_key, d.serial_key, d.subject",
        "WHERE d.tag_key = '' AND d.serial_key <> '' ORDER BY d.serial_key, d.subject",
    ]
    .map(|order| format!("{} {order}", include_str!("sql/export_devices.sql")))
}

impl Store {
    /// Visits every row of a sheet, texts in the order of [`Sheet::columns`]. Of loans only those that
    /// began or ended on the local day `since` or later, where one is given.
    ///
    /// # Errors
    /// The database's, and whatever `visit` ends with.
    pub fn sheet<E: From<Error>>(
        &self,
        sheet: Sheet,
        since: Option<&str>,
        mut visit: impl FnMut(&[String]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        match sheet {
            Sheet::Students => {
                self.each(include_str!("sql/export_students.sql"), |row| visit(&texts(row, 12)?))
            }
            Sheet::Devices => {
                for query in device_queries() {
                    self.each(&query, |row| visit(&self.device_line(row)?))?;
                }
                Ok(())
            }
            Sheet::Models => self.each(
                "SELECT name, category, NULL, end_of_life, grades, accessories, aliases,
                        price_cents
                 FROM model ORDER BY name",
                |row| {
                    let mut line = texts(row, 7)?;
                    line[2] = amount(row, 7)?;
                    visit(&line)
                },
            ),
            Sheet::Sites => {
                self.each("SELECT code, name FROM site ORDER BY code", |row| visit(&texts(row, 2)?))
            }
            Sheet::Loans => self.lent(Loans::All, |lent| {
                let wanted = since.is_none_or(|day| lent.touched_since(day));
                if wanted { visit(&loan_line(lent)) } else { Ok(()) }
            }),
            Sheet::Events => self
                .each(include_str!("sql/export_events.sql"), |row| visit(&self.event_line(row)?)),
            Sheet::Runs => {
                let mut runs = self.runs(false)?;
                runs.sort_by_cached_key(|run| EventId::parse(&run.id));
                for run in runs {
                    visit(&run.line())?;
                }
                Ok(())
            }
            Sheet::Charges => self.list(Listing::Charges, visit),
            Sheet::Tickets => self.list(Listing::Tickets, visit),
            Sheet::Proposals => self.list(Listing::Proposals, visit),
            Sheet::Assignments => self.list(Listing::Assignments, visit),
            Sheet::Accessories => self.list(Listing::Accessories, visit),
            Sheet::Overrides => self.list(Listing::Overrides, visit),
            Sheet::Prices => self.list(Listing::Prices, visit),
            Sheet::Entries => self.list(Listing::Entries, visit),
        }
    }

    fn device_line(&self, row: &Row<'_>) -> Result<Vec<String>> {
        let mut line = texts(row, 11)?;
        line[7] = amount(row, 12)?;
        let id = DeviceId::from_text(row.get::<_, String>(11)?);
        if *self.world().device(&id) != id {
            // What events say of it is kept under its lasting identity.
            self.device(&id)?.status.as_str().clone_into(&mut line[4]);
        }
        Ok(line)
    }

    /// Visits loans with what is known of person and device.
    ///
    /// # Errors
    /// The database's, and whatever `visit` ends with.
    pub fn lent<E: From<Error>>(
        &self,
        which: Loans,
        mut visit: impl FnMut(&Lent) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let keys = match which {
            Loans::All => include_str!("sql/export_loans.sql"),
            Loans::OutByDevice => include_str!("sql/export_out_by_device.sql"),
            Loans::OutByBorrower => include_str!("sql/export_out_by_borrower.sql"),
            Loans::LastOfDevice => include_str!("sql/export_last_loans.sql"),
        };
        self.each(keys, |key| visit(&self.lent_by(key)?))
    }

    /// The loan of a row of device and issue.
    pub(super) fn lent_by(&self, key: &Row<'_>) -> Result<Lent> {
        let (device, issued): (i64, Vec<u8>) = (key.get(0)?, key.get(1)?);
        let mut statement = self.conn.prepare_cached(include_str!("sql/export_lent.sql"))?;
        Ok(statement.query_row(params![device, issued], |row| {
            Ok(Lent {
                loan: row.get(0)?,
                borrower: BorrowerId::from_text(row.get::<_, String>(1)?),
                name: row.get(2)?,
                registered: row.get(3)?,
                code: row.get(4)?,
                serial: row.get(5)?,
                model: row.get(6)?,
                category: row.get(7)?,
                order_number: row.get(8)?,
                price_cents: row.get(9)?,
                end_of_life: row.get(10)?,
                site: row.get(11)?,
                site_name: row.get(12)?,
                issued: When { at_ms: row.get(13)?, utc_offset_min: row.get(14)? },
                returned: match row.get(15)? {
                    Some(at_ms) => Some(When {
                        at_ms,
                        utc_offset_min: row.get::<_, Option<i32>>(16)?.unwrap_or_default(),
                    }),
                    None => None,
                },
                due: row.get(17)?,
            })
        })?)
    }

    /// Visits everything that went out and came back in the order it happened. Of one device that is
    /// the order of the fold, even where a clock that was set back says otherwise. A hand-over is a
    /// return and an issue.
    ///
    /// # Errors
    /// The database's, and whatever `visit` ends with.
    pub fn moved<E: From<Error>>(
        &self,
        mut visit: impl FnMut(&Moved) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.order_moves()?;
        let visited = self.each(
            "SELECT device, issued, is_issue FROM temp.move ORDER BY order_ms, number",
            |key| visit(&self.moved_by(key)?),
        );
        self.conn.execute_batch("DROP TABLE temp.move").map_err(Error::from)?;
        visited
    }

    /// Notes every move with the time that puts it in order. A table of this connection alone, which
    /// lies beside memory where it grows.
    fn order_moves(&self) -> Result<()> {
        self.conn.execute_batch(
            "DROP TABLE IF EXISTS temp.move;
             CREATE TEMP TABLE move (number INTEGER PRIMARY KEY, order_ms INTEGER NOT NULL,
                 device INTEGER NOT NULL, issued BLOB NOT NULL, is_issue INTEGER NOT NULL) STRICT;",
        )?;
        let mut of_device: Vec<Span> = Vec::new();
        self.each(
            "SELECT device, issued, issued_ms, returned_ms FROM loan ORDER BY device",
            |row| {
                let span = Span {
                    device: row.get(0)?,
                    issued: row.get(1)?,
                    issued_ms: row.get(2)?,
                    returned_ms: row.get(3)?,
                };
                if of_device.last().is_some_and(|last| last.device != span.device) {
                    self.note_moves(&mut of_device)?;
                }
                of_device.push(span);
                Ok::<_, Error>(())
            },
        )?;
        self.note_moves(&mut of_device)
    }

    fn note_moves(&self, spans: &mut Vec<Span>) -> Result<()> {
        spans.sort_by_key(|span| span.issued_ms);
        if !in_order(spans) {
            self.order_by_fold(spans)?;
        }
        let mut note = self.conn.prepare_cached(
            "INSERT INTO temp.move (order_ms, device, issued, is_issue) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let mut order_ms = i64::MIN;
        for span in spans.drain(..) {
            order_ms = order_ms.max(span.issued_ms);
            note.execute(params![order_ms, span.device, span.issued, true])?;
            if let Some(returned_ms) = span.returned_ms {
                order_ms = order_ms.max(returned_ms);
                note.execute(params![order_ms, span.device, span.issued, false])?;
            }
        }
        Ok(())
    }

    /// Puts the loans of one device in the order in which the fold has them.
    fn order_by_fold(&self, spans: &mut [Span]) -> Result<()> {
        let Some(first) = spans.first() else { return Ok(()) };
        let name: String = self
            .conn
            .prepare_cached("SELECT name FROM subject WHERE id = ?1")?
            .query_row([first.device], |row| row.get(0))?;
        let events = self.device_events(&DeviceId::from_text(name))?;
        let mut entries = fold::entries(events, self.world());
        let loans = fold::device(&mut entries, self.world()).loans;
        spans
            .sort_by_key(|span| loans.iter().position(|l| l.issued.bytes()[..] == span.issued[..]));
        Ok(())
    }

    fn moved_by(&self, key: &Row<'_>) -> Result<Moved> {
        let (device, issued, out): (i64, Vec<u8>, bool) = (key.get(0)?, key.get(1)?, key.get(2)?);
        let mut statement = self.conn.prepare_cached(include_str!("sql/export_moved.sql"))?;
        Ok(statement.query_row(params![device, issued, out], |row| {
            Ok(Moved {
                code: row.get(0)?,
                borrower: BorrowerId::from_text(row.get::<_, String>(1)?),
                registered: row.get(2)?,
                at: When {
                    at_ms: row.get(3)?,
                    utc_offset_min: row.get::<_, Option<i32>>(4)?.unwrap_or_default(),
                },
                out,
                due: if out { row.get(5)? } else { None },
            })
        })?)
    }
}

/// A loan as far as its place in the order needs it.
struct Span {
    device: i64,
    issued: Vec<u8>,
    issued_ms: i64,
    returned_ms: Option<i64>,
}

/// Whether the times of one device's loans leave no doubt: each begins behind the end of the one
/// before.
fn in_order(spans: &[Span]) -> bool {
    let whole = |span: &Span| span.returned_ms.is_none_or(|end| end >= span.issued_ms);
    spans.iter().all(whole)
        && spans.windows(2).all(|pair| {
            pair[0].issued_ms < pair[1].issued_ms
                && pair[0].returned_ms.is_some_and(|end| end <= pair[1].issued_ms)
        })
}

fn loan_line(lent: &Lent) -> [String; 10] {
    [
        lent.loan.clone(),
        lent.borrower.to_string(),
        lent.code.clone(),
        lent.issued.iso(),
        lent.returned.map(When::iso).unwrap_or_default(),
        lent.due.clone().unwrap_or_default(),
        lent.name.clone(),
        lent.serial.clone(),
        lent.model.clone(),
        lent.site.clone(),
    ]
}

/// Cents in a column as `339.00`; empty where there are none.
fn amount(row: &Row<'_>, column: usize) -> Result<String> {
    let cents: Option<i64> = row.get(column)?;
    Ok(cents.map(crate::domain::loan::amount).unwrap_or_default())
}

//! Lost, stolen and found. Wherever a device turns up that is lost or stolen, it is set aside and the
//! office hears of it: the queue sees no reason.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::reply::{DeviceCard, Named, Refusal, When};
use super::scan::{Input, Played};
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::charge::{Charge, MOST_CENTS};
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::{Event, Kind, Moment};
use crate::domain::hash::Hash;
use crate::domain::missing::{ATTACHMENT, ON, REPORT};
use crate::domain::quote::Quote;
use crate::exchange::export;
use crate::store::Draft;

/// The largest file that is kept beside a loss, bytes.
pub const LARGEST: u64 = 50 << 20;

/// The longest report number, characters.
const LONGEST_REPORT: usize = 40;

/// Why a device is not said to be lost or found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Retired devices are nobody's loss.
    #[error("{tag} is retired")]
    Retired {
        /// Which device.
        tag: String,
    },
    /// It is neither lost nor stolen.
    #[error("{tag} is not missing")]
    NotMissing {
        /// Which device.
        tag: String,
    },
    /// A day that has not come.
    #[error("{date} is still to come")]
    Future {
        /// As told.
        date: String,
    },
    /// Longer than a report number is.
    #[error("no report number")]
    Report,
    /// Nobody has it or had it: nobody can be charged.
    #[error("nobody had {tag}")]
    NobodyHadIt {
        /// Which device.
        tag: String,
    },
    /// The loss is charged already.
    #[error("{tag} is charged")]
    Charged {
        /// Which device.
        tag: String,
    },
    /// Not between one cent and ten thousand.
    #[error("{cents} cents are no amount")]
    Amount {
        /// As told.
        cents: i64,
    },
    /// The file to be kept is larger than [`LARGEST`].
    #[error("{path} is too large")]
    TooLarge {
        /// Which file.
        path: String,
    },
    /// The file to be kept cannot be read.
    #[error("{path}: {detail}")]
    File {
        /// Which file.
        path: String,
        /// The system's words.
        detail: String,
    },
}

/// A loss, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Which device.
    pub device: DeviceId,
    /// By a thief.
    pub stolen: bool,
    /// On which day, local, `YYYY-MM-DD`.
    pub on: String,
    /// Number of the police report; may be empty.
    pub report: String,
    /// A file to keep beside it: the report as it was scanned.
    pub file: Option<PathBuf>,
    /// What is charged to whoever has it or had it last, cents; 0 for nothing, by the price list where
    /// nothing is said.
    pub charge_cents: Option<i64>,
}

/// What was written about a device that was lost or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Tag.
    pub tag: String,
    /// Its status now.
    pub status: Status,
    /// Names of the events.
    pub events: Vec<String>,
    /// Who has it by the journal, or had it last.
    pub person: Option<Named>,
    /// They still have it.
    pub still_out: bool,
    /// The charge that was raised, or voided: its name and cents.
    pub charge: Option<(String, i64)>,
    /// It cost nothing: what the policy says of the loss.
    pub free: Option<Quote>,
    /// Charges that stay, because something was paid for them or by policy: name and paid cents.
    pub kept: Vec<(String, i64)>,
    /// SHA-256 of the file kept.
    pub attachment: Option<String>,
}

impl Desk {
    /// A missing device in the hand: it goes nowhere, and that it was here is in the journal.
    pub(super) fn set_aside(
        &mut self,
        card: &DeviceCard,
        person: Option<Named>,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let refusal = Refusal::Status { status: card.status };
        let mut played = Played::refused(&card.tag, refusal, person).on(card);
        let saw = card.holder.as_ref().map(|holder| holder.named.id.clone());
        let sighted = Draft { saw, ..draft(Kind::Sighted, card) };
        played.event = self.commit(vec![sighted], &played, input)?;
        Ok(played)
    }

    /// Says that a device is lost or stolen. Whoever has it still owes it: the loan stands. What is
    /// charged rests on the loss, and one undo takes both back.
    ///
    /// # Errors
    /// [`Wrong`], but for `NotMissing`; [`Error::NoDate`]; the database's.
    pub fn lose(&mut self, loss: &Loss, now: &Moment) -> Result<Told, Error> {
        let card = self.store.device(&loss.device)?;
        let person = self.store.last_holder(&card.id)?;
        self.may_be_lost(&card, loss, person.is_some(), now)?;
        let attachment = loss.file.as_deref().map(|file| self.attach(file)).transpose()?;
        let status = if loss.stolen { Status::Stolen } else { Status::Lost };
        let mut event = draft(Kind::StatusChanged, &card)
            .with("status", status.as_str())
            .with(ON, &loss.on)
            .with(REPORT, loss.report.trim())
            .with("model", &card.model);
        event.borrower.clone_from(&person);
        if let Some((hash, name)) = &attachment {
            event.payload.put_hashes(ATTACHMENT, &[*hash]);
            event.additions.push(("file_name", name.clone()));
        }
        let quoted = match (&person, loss.stolen) {
            (Some(_), false) => self.quote(&card, &event, now)?,
            _ => Quote::NoPrice,
        };
        let mut drafts = vec![event];
        let told_already = self.store.missing(&card.id)?.is_some();
        let by_list = (quoted.cents() > 0 && !told_already).then(|| quoted.cents());
        let cents = loss.charge_cents.or(by_list).filter(|cents| *cents > 0);
        if let Some(cents) = cents {
            let mut raised = draft(Kind::ChargeRaised, &card).with("type", status.as_str());
            raised.borrower = person;
            raised.payload.put_int("cents", cents);
            // Whatever the policy says: a person said otherwise.
            raised.payload.put_int("policy", quoted.cents());
            raised.rests_on_last = Some("basis");
            drafts.push(raised);
        }
        let written = self.append_typed(drafts, now)?;
        let charge = written.iter().find(|written| written.body.kind == Kind::ChargeRaised);
        let charge =
            charge.map(|raised| self.store.name_of(&raised.body, &raised.hash)).transpose()?;
        let told = self.told(&card.id, &written)?;
        Ok(Told {
            charge: charge.zip(cents),
            free: (cents.is_none() && !told_already).then_some(quoted),
            attachment: attachment.map(|(hash, _)| hash.to_string()),
            ..told
        })
    }

    fn may_be_lost(
        &self,
        card: &DeviceCard,
        loss: &Loss,
        had: bool,
        now: &Moment,
    ) -> Result<(), Error> {
        let tag = card.tag.clone();
        if card.status == Status::Retired {
            return Err(Wrong::Retired { tag }.into());
        }
        let on = NaiveDate::parse_from_str(&loss.on, "%Y-%m-%d");
        if on.is_err() || loss.on.len() != "2026-08-12".len() {
            return Err(Error::NoDate(loss.on.clone()));
        }
        if loss.on > When::from(now).date() {
            return Err(Wrong::Future { date: loss.on.clone() }.into());
        }
        let report = loss.report.trim();
        if report.chars().count() > LONGEST_REPORT || report.chars().any(char::is_control) {
            return Err(Wrong::Report.into());
        }
        if let Some(cents) = loss.charge_cents.filter(|cents| *cents != 0) {
            if !(1..=MOST_CENTS).contains(&cents) {
                return Err(Wrong::Amount { cents }.into());
            }
            if !had {
                return Err(Wrong::NobodyHadIt { tag }.into());
            }
            if self.loss_charges(&card.id)?.iter().any(|charge| !charge.is_void()) {
                return Err(Wrong::Charged { tag }.into());
            }
        }
        Ok(())
    }

    /// Says that a device is found. What was charged for the loss is voided where nothing was paid for
    /// it; what was paid for stays for a person to look at.
    ///
    /// # Errors
    /// [`Wrong::NotMissing`]; the database's.
    pub fn find(&mut self, device: &DeviceId, now: &Moment) -> Result<Told, Error> {
        let card = self.store.device(device)?;
        if !card.status.is_missing() {
            return Err(Wrong::NotMissing { tag: card.tag }.into());
        }
        let mending = !self.open_tickets(&card.id)?.is_empty();
        let status = if mending { Status::Repair } else { Status::Available };
        let mut found = draft(Kind::StatusChanged, &card).with("status", status.as_str());
        found.borrower = self.store.last_holder(&card.id)?;
        let mut drafts = vec![found];
        let (mut voided, mut kept) = (None, Vec::new());
        for charge in self.loss_charges(&card.id)? {
            let name = match self.store.event(&charge.id)? {
                Some(event) => self.store.name_of(&event.body, &event.hash)?,
                None => continue,
            };
            if self.policy(now).found_voids && reverses(&charge) {
                let mut void = draft(Kind::ChargeVoided, &card);
                void.borrower = Some(charge.borrower.clone());
                void.payload.put_hashes("entry", &[charge.id]);
                drafts.push(void);
                voided = Some((name, charge.amount_cents()));
            } else if !charge.is_void() {
                kept.push((name, charge.paid_cents()));
            }
        }
        let written = self.append_typed(drafts, now)?;
        let told = self.told(&card.id, &written)?;
        Ok(Told { charge: voided, kept, ..told })
    }

    /// What was charged for the loss of a device that is missing now.
    fn loss_charges(&self, device: &DeviceId) -> Result<Vec<Charge>, Error> {
        let Some(missing) = self.store.missing(device)? else { return Ok(Vec::new()) };
        let mut charges = Vec::new();
        for borrower in self.store.charged_for(device)? {
            let ledger = self.store.ledger(&borrower)?;
            let rests =
                |charge: &Charge| charge.basis.is_some_and(|basis| missing.losses.contains(&basis));
            charges.extend(ledger.charges.into_iter().filter(rests));
        }
        Ok(charges)
    }

    fn told(&self, device: &DeviceId, written: &[Event]) -> Result<Told, Error> {
        let card = self.store.device(device)?;
        let last = self.store.last_holder(&card.id)?;
        let name = |event: &Event| self.store.name_of(&event.body, &event.hash);
        Ok(Told {
            events: written.iter().map(name).collect::<Result<_, _>>()?,
            person: last.map(|id| self.store.named(&id)).transpose()?,
            still_out: card.holder.is_some(),
            tag: card.tag,
            status: card.status,
            charge: None,
            free: None,
            kept: Vec::new(),
            attachment: None,
        })
    }

    /// Copies a file beside the database, under its SHA-256; gives back that and the file's name.
    fn attach(&self, file: &Path) -> Result<(Hash, String), Error> {
        let fault = |detail: String| Wrong::File { path: file.display().to_string(), detail };
        let length = fs::metadata(file).map_err(|e| fault(e.to_string()))?.len();
        if length > LARGEST {
            return Err(Wrong::TooLarge { path: file.display().to_string() }.into());
        }
        let bytes = fs::read(file).map_err(|e| fault(e.to_string()))?;
        let hash = Hash::of(&[&bytes]);
        let folder = self.store.attachments();
        fs::create_dir_all(&folder).map_err(|e| fault(e.to_string()))?;
        let goal = folder.join(hash.to_string());
        if !goal.exists() {
            let kept: Result<(), export::Error> =
                export::to_file(&goal, |out| Ok(out.write_all(&bytes)?));
            kept.map_err(|error| error.at(&goal))?;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((hash, name))
    }
}

/// Whether a charge for a loss may be voided when the device is found: one that was paid for is never
/// touched.
fn reverses(charge: &Charge) -> bool {
    !charge.is_void() && charge.paid_cents() == 0
}

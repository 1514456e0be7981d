//! What an import wants written: rows as they passed the reading of files, in the words of the
//! register. Data only.

use std::collections::BTreeSet;

use crate::domain::borrower::{Borrower, BorrowerId, BorrowerKind};
use crate::domain::device::{DeviceId, Model, Status};
use crate::domain::hash::Hash;
use crate::domain::site::Site;

/// A text a file gives: `None` leaves what is known alone, an empty one empties it.
pub type Given = Option<String>;

/// Where a row stands: for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct At {
    /// Which of the files read, from 0.
    pub file: u16,
    /// The line in it, from 1; 0 where there is none.
    pub line: u32,
}

/// A person as a file has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Where it stands.
    pub at: At,
    /// Identity.
    pub id: BorrowerId,
    /// Name, never blank.
    pub name: String,
    /// Grade (`K`, `7`).
    pub grade: Given,
    /// Homeroom.
    pub homeroom: Given,
    /// Site code.
    pub site: Given,
    /// Household code.
    pub household: Given,
    /// Language spoken at home.
    pub language: Given,
    /// Drive-through slot.
    pub slot: Given,
    /// Number of the case that waits for them.
    pub case: Given,
    /// Student or staff; `None` leaves it alone, and is a student where nothing is known.
    pub kind: Option<BorrowerKind>,
    /// Whether the file lists them as present.
    pub active: bool,
    /// Other codes that mean them when scanned, normalised: card, user name, state ID. They are
    /// added to those known.
    pub codes: Vec<String>,
}

impl From<Borrower> for PersonRow {
    /// Everything as it is said, blanks too.
    fn from(known: Borrower) -> PersonRow {
        PersonRow {
            at: At::default(),
            id: known.id,
            name: known.name,
            grade: Some(known.grade),
            homeroom: Some(known.homeroom),
            site: Some(known.site),
            household: Some(known.household),
            language: None,
            slot: Some(known.slot),
            case: Some(known.case),
            kind: Some(known.kind),
            active: known.active,
            codes: Vec::new(),
        }
    }
}

/// Who had a device before the journal began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub borrower: BorrowerId,
    /// Since when, UTC milliseconds at noon of the day; `None` where the file does not say.
    pub since_ms: Option<i64>,
    /// The file that says so.
    pub file: Hash,
}

/// A device as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Where it stands.
    pub at: At,
    /// Identity, derived from serial and tag.
    pub id: DeviceId,
    /// Tag as printed; blank leaves the known one alone.
    pub tag: String,
    /// Serial as printed; blank leaves the known one alone.
    pub serial: String,
    /// Model name.
    pub model: Given,
    /// Site code.
    pub site: Given,
    /// Status the file gives, if any.
    pub status: Option<Status>,
    /// Whether the file lists it as present.
    pub active: bool,
    /// Order number.
    pub order_number: Given,
    /// Price in cents; the inner `None` empties it.
    pub price_cents: Option<Option<i64>>,
    /// Funding source.
    pub funding: Given,
    /// End of warranty, `YYYY-MM-DD`.
    pub warranty_end: Given,
    /// The tag of the device it goes along with.
    pub set_of: Given,
    /// Who has it, where the file says so.
    pub holder: Option<Holder>,
}

impl DeviceRow {
    /// A device of which nothing but its identity and what is printed on it is known.
    pub fn new(id: DeviceId, tag: &str, serial: &str) -> DeviceRow {
        DeviceRow {
            at: At::default(),
            id,
            tag: tag.to_owned(),
            serial: serial.to_owned(),
            model: None,
            site: None,
            status: None,
            active: true,
            order_number: None,
            price_cents: None,
            funding: None,
            warranty_end: None,
            set_of: None,
            holder: None,
        }
    }
}

/// A catalogue entry as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRow {
    /// Where it stands.
    pub at: At,
    /// Name, the key.
    pub name: String,
    /// Category.
    pub category: Given,
    /// Price in cents.
    pub price_cents: Option<i64>,
    /// Last day of support, `YYYY-MM-DD`.
    pub end_of_life: Given,
    /// Grades it is meant for.
    pub grades: Given,
    /// What goes along with it: `charger;case`.
    pub accessories: Given,
    /// Other spellings, as one text.
    pub aliases: Given,
    /// Gathered from devices: it makes an entry where there is none, changes none, and is no row.
    pub derived: bool,
}

impl From<(Model, String)> for ModelRow {
    /// Everything as it is said, blanks too; the text is the aliases.
    fn from((known, aliases): (Model, String)) -> ModelRow {
        ModelRow {
            at: At::default(),
            name: known.name,
            category: Some(known.category),
            price_cents: Some(known.price_cents),
            end_of_life: Some(known.end_of_life),
            grades: Some(known.grades),
            accessories: None,
            aliases: Some(aliases),
            derived: false,
        }
    }
}

/// Of whom a file says that they are gone when it does not have them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Covers {
    /// The people and devices of the sites that its rows name.
    #[default]
    ItsSites,
    /// Everybody and everything.
    District,
    /// Those of these sites.
    Sites(BTreeSet<String>),
}

/// How a mapping is remembered: kind of file, and field to heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// SHA-256 of the heading line.
    pub headings: Hash,
    /// The word for what such files hold.
    pub kind: String,
    /// Field and heading, in the order given.
    pub fields: Vec<(String, String)>,
}

/// What an import wants written: the rows that passed, and the files' hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// SHA-256, kind and rows of each file, in the order they were taken.
    pub files: Vec<(Hash, &'static str, u64)>,
    /// Names of the files, for people.
    pub names: Vec<String>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Catalogue entries.
    pub models: Vec<ModelRow>,
    /// People; `None` where no people's file was read, so nobody leaves.
    pub borrowers: Option<Vec<PersonRow>>,
    /// Devices; `None` where no devices' file was read.
    pub devices: Option<Vec<DeviceRow>>,
    /// Adds to the register and takes nobody off it.
    pub adds_only: bool,
    /// What the files cover.
    pub covers: Covers,
    /// IDs of people who stand in a file, in rows that are not taken: they do not leave.
    pub named_people: Vec<String>,
    /// Identities of devices who stand in a file, in rows that are not taken.
    pub named_devices: Vec<String>,
    /// Other spellings of models, to remember: spelling and model.
    pub aliases: Vec<(String, String)>,
    /// Mappings to remember.
    pub mappings: Vec<Mapping>,
}

impl Plan {
    /// People and devices in it.
    pub fn rows(&self) -> usize {
        let people = self.borrowers.as_ref().map_or(0, Vec::len);
        people + self.devices.as_ref().map_or(0, Vec::len)
    }
}

//! One physical thing with a tag, a serial number and a model.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::Code;

/// Which device is meant, derived from what is printed on it, so that stations that import the
/// same file mean the same device: `s:SERIAL`, or `t:TAG` where it has no serial.
///
/// The order of the texts puts serials before tags, which makes the smallest member of a joined
/// set its representative (design, section 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(String);

impl DeviceId {
    /// Derives the identity: the serial where there is one, else the tag.
    pub fn derive(serial: Option<&Code>, tag: &Code) -> Self {
        serial.map_or_else(|| Self::from_tag(tag), Self::from_serial)
    }

    /// The device with this serial number.
    pub fn from_serial(serial: &Code) -> Self {
        Self(format!("s:{serial}"))
    }

    /// The device with this tag and no known serial.
    pub fn from_tag(tag: &Code) -> Self {
        Self(format!("t:{tag}"))
    }

    /// From text that already is an identity (journal, projection).
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identity as text, prefix included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The serial or tag without the prefix: what a person can read off the device.
    pub fn label(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(_, rest)| rest)
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a device stands in its life, as far as the desk must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// May go out.
    #[default]
    Available,
    /// In repair.
    Repair,
    /// Nobody knows where it is.
    Lost,
    /// Reported stolen.
    Stolen,
    /// End of life.
    Retired,
    /// Bought and not yet here.
    Ordered,
    /// Back, and being made ready for the next.
    Cleaning,
}

impl Status {
    /// All statuses, for import and tests.
    pub const ALL: [Status; 7] = [
        Self::Available,
        Self::Repair,
        Self::Lost,
        Self::Stolen,
        Self::Retired,
        Self::Ordered,
        Self::Cleaning,
    ];

    /// The word in files, events and columns.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Repair => "repair",
            Self::Lost => "lost",
            Self::Stolen => "stolen",
            Self::Retired => "retired",
            Self::Ordered => "ordered",
            Self::Cleaning => "cleaning",
        }
    }

    /// Reads the word; blank is `None`, as is a word of another system.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Whether a device that came back may be in it: it is here, and nobody looks for it.
    pub fn is_on_the_shelf(self) -> bool {
        matches!(self, Self::Available | Self::Cleaning | Self::Repair)
    }

    /// Whether a run may say what is done with it next.
    pub fn is_free(self) -> bool {
        matches!(self, Self::Available | Self::Cleaning)
    }

    /// Whether a desk may hand it out.
    pub fn may_go_out(self) -> bool {
        self == Self::Available
    }

    /// Whether nobody should have it in the hand: where it turns up, the office hears of it.
    pub fn is_missing(self) -> bool {
        matches!(self, Self::Lost | Self::Stolen)
    }
}

/// What the register says of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Identity.
    pub id: DeviceId,
    /// Tag as printed, empty where the device has only a serial.
    pub tag: String,
    /// Serial number as printed, may be empty.
    pub serial: String,
    /// Model name, a key into the catalogue.
    pub model: String,
    /// Site code the register gives it.
    pub site: String,
    /// False once a later snapshot no longer has it.
    pub active: bool,
}

/// A catalogue entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Name, the key.
    pub name: String,
    /// Category the device limit counts in ("Chromebook").
    pub category: String,
    /// Price in cents.
    pub price_cents: i64,
    /// Last day of support, `YYYY-MM-DD`, may be empty.
    pub end_of_life: String,
    /// Grades it is meant for, as [`super::policy::Grades`] reads them; empty means all.
    pub grades: String,
}

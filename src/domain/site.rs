//! Where a borrower belongs and where a device is now.

/// Payload of a scan that moves the device to another site: the one the desk saw before.
pub const SAW_SITE: &str = "saw_site";

/// A school or other place of the district.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// Short code, the key.
    pub code: String,
    /// Name as people say it.
    pub name: String,
}

/// Whether a text may be a station's code: `[A-Z0-9-]{1,12}` (design, section 6).
pub fn is_station_code(text: &str) -> bool {
    (1..=12).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

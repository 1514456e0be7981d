//! What a column can be: the fields the desk needs. Everything else of a file is left out, never
//! stored.

use super::FileKind;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// A field of the register, or of an opening balance.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// All of them.
            pub const ALL: &'static [Field] = &[$(Self::$name,)*];

            /// The word for it before the `=` of `--map`, and Tagdesk's own heading.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

fields! {
    /// The district's ID of a person: the key.
    Id = "student",
    /// First and last name together.
    Name = "name",
    /// First name.
    FirstName = "first_name",
    /// Last name.
    LastName = "last_name",
    /// First name by which the person is called.
    PreferredName = "preferred_name",
    /// Grade.
    Grade = "grade",
    /// Homeroom.
    Homeroom = "homeroom",
    /// Site of a person or a device: its code, or its name.
    Site = "site",
    /// Household code.
    Household = "household",
    /// Language spoken at home.
    Language = "language",
    /// Drive-through slot.
    Slot = "slot",
    /// Number of the case that waits for the person.
    Case = "case",
    /// Student or staff.
    Kind = "kind",
    /// Whether the person or device is still there.
    Active = "active",
    /// Other codes that mean the person: card, user name, state ID.
    Codes = "codes",
    /// Tag of a device.
    Tag = "tag",
    /// Serial number of a device.
    Serial = "serial",
    /// Model: of a device, or the key of a catalogue entry.
    Model = "model",
    /// Category of a model.
    Category = "category",
    /// Status of a device.
    Status = "status",
    /// Order number.
    OrderNumber = "order_number",
    /// Price.
    Price = "price",
    /// Funding source.
    Funding = "funding",
    /// End of warranty.
    WarrantyEnd = "warranty_end",
    /// The tag of the device it goes along with.
    SetOf = "set_of",
    /// Who has the device: ID, user name or another code.
    Holder = "holder",
    /// Since when.
    HolderSince = "holder_since",
    /// Last day of support of a model.
    EndOfLife = "end_of_life",
    /// Grades a model is meant for.
    Grades = "grades",
    /// What goes along with a model.
    Accessories = "accessories",
    /// Other spellings of a model.
    Aliases = "aliases",
    /// Code of a site: the key.
    Code = "code",
}

use Field as F;

impl Field {
    /// Reads the word of `--map`; other names of the field will do.
    pub fn parse(word: &str, kind: Option<FileKind>) -> Option<Field> {
        let word = super::read::heading_key(word);
        let kinds = kind.map_or(FileKind::ALL.to_vec(), |kind| vec![kind]);
        Field::ALL.iter().copied().find(|field| field.as_str() == word).or_else(|| {
            kinds.into_iter().find_map(|kind| {
                let named = |(_, names): &&(Field, &[&str])| names.contains(&word.as_str());
                names(kind).iter().find(named).map(|(field, _)| *field)
            })
        })
    }

    /// The field that a heading stands for in a file of this kind, if its name says so.
    pub fn guess(heading: &str, kind: FileKind) -> Option<Field> {
        let key = super::read::heading_key(heading);
        names(kind).iter().find(|(_, names)| names.contains(&key.as_str())).map(|(field, _)| *field)
    }

    /// The fields of a kind of file.
    pub fn of(kind: FileKind) -> impl Iterator<Item = Field> {
        names(kind).iter().map(|(field, _)| *field)
    }

    /// Whether a row without it cannot be taken.
    pub fn is_key(self) -> bool {
        matches!(self, F::Id | F::Tag | F::Serial | F::Model | F::Code)
    }
}

/// Fields of a kind with the headings that mean them, best first.
pub(super) fn names(kind: FileKind) -> &'static [(Field, &'static [&'static str])] {
    match kind {
        FileKind::Sites => &[
            (F::Code, &["code", "site", "site_code"]),
            (F::Name, &["name", "full_name", "student_name", "site_name"]),
        ],
        FileKind::Models => &[
            (F::Model, &["model", "model_name"]),
            (F::Category, &["category"]),
            (F::Price, &["price"]),
            (F::EndOfLife, &["end_of_life"]),
            (F::Grades, &["grades"]),
            (F::Accessories, &["accessories", "goes_with", "includes"]),
            (F::Aliases, &["aliases"]),
        ],
        FileKind::Students => &[
            (
                F::Id,
                &[
                    "student",
                    "student_id",
                    "student_number",
                    "id",
                    "borrower",
                    "sis_id",
                    "district_id",
                ],
            ),
            (F::Name, &["name", "full_name", "student_name"]),
            (F::FirstName, &["first_name", "given_name"]),
            (F::LastName, &["last_name", "family_name"]),
            (F::PreferredName, &["preferred_name", "preferred_first_name", "nickname"]),
            (F::Grade, &["grade", "grade_level"]),
            (F::Homeroom, &["homeroom", "home_room"]),
            (F::Site, &["site", "site_code", "school", "school_id", "location"]),
            (F::Household, &["household", "household_code", "family"]),
            (F::Language, &["language", "home_language"]),
            (F::Slot, &["slot", "pickup_slot", "time_slot", "pickup_time", "drive_through_slot"]),
            (F::Case, &["case", "case_number", "case_no"]),
            (F::Kind, &["kind", "type", "role"]),
            (F::Active, &["active", "enrolled"]),
            (F::Codes, &["codes", "card", "card_number", "username", "user_name", "state_id"]),
        ],
        FileKind::Devices => &[
            (F::Tag, &["tag", "asset_tag", "device", "barcode"]),
            (F::Serial, &["serial", "serial_number", "serialnumber"]),
            (F::Model, &["model", "model_name"]),
            (F::Site, &["site", "site_code", "school", "school_id", "location"]),
            (F::Status, &["status"]),
            (F::Active, &["active"]),
            (F::OrderNumber, &["order_number", "purchase_order", "po_number"]),
            (F::Price, &["price", "purchase_cost", "purchase_price"]),
            (F::Funding, &["funding", "funding_source", "fund"]),
            (F::WarrantyEnd, &["warranty_end", "warranty_expires", "warranty_expiration"]),
            (F::Holder, &["holder", "held_by", "student", "student_id", "student_number"]),
            (F::HolderSince, &["holder_since", "held_since", "issued_at", "checkout_date"]),
            (F::Category, &["category"]),
            (F::SetOf, &["set_of", "set", "goes_along_with", "along_with", "parent_tag"]),
        ],
    }
}

/// Parts of headings behind which lies what nobody at the desk needs to see: in the first rows of a
/// column it is hidden.
const SENSITIVE: &[&str] = &[
    "birth", "dob", "race", "ethnic", "hispanic", "latino", "gender", "sex", "lunch", "frl", "ell",
    "iep", "phone", "sms", "mobile", "street", "address", "zip", "postal", "city", "password",
    "pin", "contact", "email", "mail", "guardian", "parent", "medical", "disab", "american",
    "asian", "black", "white", "pacific", "ssn", "social", "income", "pronoun", "migrant",
];

/// Whether what stands under a heading is hidden where the first rows are shown.
pub fn is_sensitive(heading: &str) -> bool {
    let key = super::read::heading_key(heading);
    key.split('_').any(|word| SENSITIVE.iter().any(|part| word.starts_with(part)))
        || ["birthdate", "dateofbirth", "countryofbirthcode", "hispanicorlatinoethnicity"]
            .contains(&key.as_str())
        || key.contains("birth")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_field_are_read_and_headings_guessed() {
        assert_eq!(Field::parse("student", None), Some(Field::Id));
        assert_eq!(Field::parse("Asset Tag", None), Some(Field::Tag));
        assert_eq!(Field::parse("shoe size", None), None);
        assert_eq!(Field::guess("Grade_Level", FileKind::Students), Some(Field::Grade));
        assert_eq!(Field::guess("DOB", FileKind::Students), None);
        assert_eq!(Field::guess("student", FileKind::Devices), Some(Field::Holder));
        for field in Field::ALL {
            assert_eq!(Field::parse(field.as_str(), None), Some(*field));
        }
    }

    #[test]
    fn what_is_nobodys_business_is_hidden() {
        for heading in ["DOB", "birthdate", "Frl_status", "Student_street", "Race", "home phone"] {
            assert!(is_sensitive(heading), "{heading}");
        }
        for heading in ["Student_Number", "Grade_Level", "serialNumber", "notes", "Home_Room"] {
            assert!(!is_sensitive(heading), "{heading}");
        }
    }
}

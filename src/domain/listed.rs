//! What a printed list says of a person and of a device: register and custody in one row.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::card::When;
use super::device::Status;
use super::policy::grade_number;

/// A person of the register on a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedStudent {
    /// The district's ID.
    pub id: String,
    /// Name.
    pub name: String,
    /// Site code.
    pub site: String,
    /// Grade.
    pub grade: String,
    /// Homeroom.
    pub homeroom: String,
    /// Household.
    pub household: String,
    /// Language spoken at home, as the register has it.
    pub language: String,
    /// Tags of what they hold, by tag; the serial where there is no tag.
    pub holds: Vec<String>,
    /// What is theirs for years, by tag, with its model.
    pub assigned: Vec<(String, String)>,
    /// Models that the catalogue has for their grade.
    pub models: Vec<String>,
}

/// A device that is in somebody's hands, or somebody's for years: where a runner finds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pulled {
    /// Tag, or serial where it has none.
    pub tag: String,
    /// Its model.
    pub model: String,
    /// Site code where it belongs now.
    pub site: String,
    /// Lifecycle status.
    pub status: Status,
    /// The person has it; else it is theirs and not with them.
    pub held: bool,
    /// Somebody else has it.
    pub elsewhere: bool,
    /// Last in front of a scanner: when and at which station.
    pub seen: Option<(When, String)>,
}

/// A device of the register on a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedDevice {
    /// Its tag, may be blank.
    pub tag: String,
    /// Its serial number, may be blank.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// Site code where it belongs now.
    pub site: String,
}

impl ListedStudent {
    /// The order of a list: site, grade, homeroom, name, ID. Grades by number, kindergarten before
    /// the first; names without regard to capitals and accents.
    pub fn order(&self) -> impl Ord + use<> {
        let fold = |text: &str| -> String {
            let bare = text.nfd().filter(|c| !is_combining_mark(*c));
            bare.flat_map(char::to_lowercase).collect()
        };
        (
            self.site.clone(),
            grade_number(&self.grade).unwrap_or(i8::MAX),
            fold(&self.grade),
            fold(&self.homeroom),
            fold(&self.name),
            self.id.clone(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_by_site_grade_homeroom_and_name() {
        let row = |site: &str, grade: &str, homeroom: &str, name: &str| ListedStudent {
            site: site.into(),
            grade: grade.into(),
            homeroom: homeroom.into(),
            name: name.into(),
            ..ListedStudent::default()
        };
        let mut rows = [
            row("B", "K", "KA", "Z"),
            row("A", "10", "10A", "B"),
            row("A", "9", "9B", "C"),
            row("A", "9", "9A", "zoë"),
            row("A", "9", "9A", "Álvarez"),
            row("A", "9", "9A", "Alba"),
            row("A", "", "", "Staff"),
        ];
        rows.sort_by_key(ListedStudent::order);
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Alba", "Álvarez", "zoë", "C", "B", "Staff", "Z"]);
    }
}

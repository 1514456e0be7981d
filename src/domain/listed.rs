//! What a printed list says of a person and of a device: register and custody in one row.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::card::When;
use super::device::Status;
use super::policy::grade_number;
use super::slot;

/// In which order people stand on a list. Within a site all of them; people of one slot, and those of
/// one case number, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Grade, homeroom, name.
    #[default]
    Place,
    /// Drive-through slot.
    Slot,
    /// Number of the case that waits for them.
    Case,
}

/// What stands on a list of people only where it is asked for: others at the table may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Columns {
    /// What they owe.
    pub owes: bool,
    /// Which version of the agreement they signed.
    pub agreement: bool,
    /// The device that is theirs for years, with the number on its case.
    pub case: bool,
}

/// A device that is somebody's for years.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theirs {
    /// Tag, or serial where it has none.
    pub tag: String,
    /// Its model.
    pub model: String,
    /// The number on the case tag, may be empty.
    pub case: String,
}

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
    /// Drive-through slot.
    pub slot: String,
    /// Number of the case that waits for them.
    pub case: String,
    /// Language spoken at home, as the register has it.
    pub language: String,
    /// Tags of what they hold, by tag; the serial where there is no tag.
    pub holds: Vec<String>,
    /// What is theirs for years, by tag.
    pub assigned: Vec<Theirs>,
    /// Models that the catalogue has for their grade.
    pub models: Vec<String>,
    /// What they owe, cents; below zero they are owed. Where [`Columns::owes`] asks for it.
    pub owes_cents: i64,
    /// The version of the agreement that they signed last. Where [`Columns::agreement`] asks for it.
    pub signed: Option<String>,
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
    /// The order of a list: site, what it goes by, name, ID. Grades by number, kindergarten before
    /// the first; names without regard to capitals and accents; slots and numbers as people are served.
    pub fn order(&self, by: By) -> impl Ord + use<> {
        let (turn, grade, homeroom) = match by {
            By::Place => ("", self.grade.as_str(), self.homeroom.as_str()),
            By::Slot => (self.slot.as_str(), "", ""),
            By::Case => (self.case.as_str(), "", ""),
        };
        (
            self.site.clone(),
            slot::order(turn),
            grade_number(grade).unwrap_or(i8::MAX),
            folded(grade),
            folded(homeroom),
            folded(&self.name),
            self.id.clone(),
        )
    }
}

/// What grades are sorted by: kindergarten, the numbers, then what is no number.
pub fn grade_order(grade: &str) -> impl Ord + use<> {
    (grade_number(grade).unwrap_or(i8::MAX), folded(grade))
}

/// A text without regard to capitals and accents.
pub(super) fn folded(text: &str) -> String {
    let bare = text.nfd().filter(|c| !is_combining_mark(*c));
    bare.flat_map(char::to_lowercase).collect()
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
        rows.sort_by_key(|row| row.order(By::Place));
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Alba", "Álvarez", "zoë", "C", "B", "Staff", "Z"]);
    }

    #[test]
    fn lists_go_by_slot_and_by_case_number() {
        let row = |name: &str, slot: &str, case: &str| ListedStudent {
            grade: if name < "M" { "9" } else { "K" }.to_owned(),
            name: name.into(),
            slot: slot.into(),
            case: case.into(),
            ..ListedStudent::default()
        };
        let mut rows = [
            row("Nora", "10", "2"),
            row("Ada", "10", "11"),
            row("Zoë", "2", ""),
            row("Ben", "", "9"),
        ];
        let mut names = |by| {
            rows.sort_by_key(|row| row.order(by));
            rows.each_ref().map(|row| row.name.clone())
        };
        assert_eq!(names(By::Slot), ["Zoë", "Ada", "Nora", "Ben"]);
        assert_eq!(names(By::Case), ["Nora", "Ben", "Ada", "Zoë"]);
    }
}

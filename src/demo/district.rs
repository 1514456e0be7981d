//! Schools and the people who belong to them.
//!
//! People come household by household. A household lives near one elementary school and stays in
//! its neighbourhood's schools, so siblings share a family name, a household code and, by grade,
//! a building.

use super::devices::{self, Device, Model};
use super::names;
use super::rng::Rng;

/// A whole district, ready to be written or loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Schools; five for every 3,000 people, never fewer than five.
    pub sites: Vec<Site>,
    /// The catalogue: four models.
    pub models: Vec<Model>,
    /// Students and staff, the well-known ones first, otherwise by rising ID.
    pub students: Vec<Student>,
    /// Devices, the well-known ones first, otherwise model by model and school by school.
    pub devices: Vec<Device>,
}

/// A school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Short code such as `LRK`; unique.
    pub code: String,
    /// Name on the door.
    pub name: String,
}

/// A person who may hold a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Student {
    /// Text of seven digits or more with its leading zeros, such as `0048213`; unique.
    pub id: String,
    /// Full name, composed Unicode (NFC).
    pub name: String,
    /// `K` or `1` to `12`; staff have none.
    pub grade: Option<String>,
    /// Grade and section such as `7B`; staff have none.
    pub homeroom: Option<String>,
    /// Code of the person's school.
    pub site: String,
    /// Code that siblings share; staff have none.
    pub household: Option<String>,
    /// `student` or `staff`.
    pub kind: String,
}

/// Where a person sits: index of the school, and the grade from 0 (kindergarten) to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) site: usize,
    /// `None` for staff.
    pub(super) grade: Option<usize>,
}

/// Index of the elementary school in the first neighbourhood.
pub(super) const FIRST_ELEMENTARY: usize = 0;
/// Index of the middle school in the first neighbourhood.
pub(super) const FIRST_MIDDLE: usize = 2;

const GRADES: usize = 13;
const SITES_PER_NEIGHBOURHOOD: usize = 5;
const PEOPLE_PER_NEIGHBOURHOOD: usize = 3_000;
const HOMEROOM_SIZE: usize = 26;
const STAFF_PERCENT: usize = 3;
/// IDs of the other people start behind the well-known ones.
const NEXT_ID: usize = 48_333;
const NEXT_HOUSEHOLD: usize = 5;

/// Well-known people, so that a card beside the screen can say what to type:
/// ID, name, grade (`None`: staff), section, household number.
type Known = (&'static str, &'static str, Option<usize>, &'static str, usize);
const KNOWN: [Known; 7] = [
    ("0048213", "José Nguyễn", Some(7), "B", 1),
    ("0048284", "Eli Lind", Some(7), "B", 2),
    ("0048291", "Ava Lind", Some(6), "A", 2),
    ("0048307", "Maya Okafor", Some(7), "B", 3),
    ("0048315", "Noah Fields", Some(7), "A", 4),
    ("0048322", "Ana Nguyễn", Some(6), "A", 1),
    ("0048330", "Alma Ruiz", None, "", 0),
];

/// Builds a district with exactly this many people (about 3 % of them staff) and devices.
///
/// The same arguments always give the same district. Up to seven people and five devices are the
/// well-known ones, such as student `0048213` and device `CB-004417`.
pub fn district(seed: u64, students: usize, devices: usize) -> District {
    let mut rng = Rng::new(seed);
    let sites = sites((students / PEOPLE_PER_NEIGHBOURHOOD).max(1));
    let (students, seats) = people(&mut rng, &sites, students);
    let models = devices::models();
    let devices = devices::devices(&mut rng, &sites, &models, &seats, devices);
    District { sites, models, students, devices }
}

fn sites(neighbourhoods: usize) -> Vec<Site> {
    const FIRST: [(&str, &str); SITES_PER_NEIGHBOURHOOD] = [
        ("BON", "Bonner Elementary"),
        ("TAL", "Tallowmere Elementary"),
        ("LRK", "Larkstone Middle"),
        ("QUI", "Quillan High"),
        ("WRE", "Wrenfield School"),
    ];
    const OTHERS: [(&str, &str); SITES_PER_NEIGHBOURHOOD] = [
        ("E", " East Elementary"),
        ("W", " West Elementary"),
        ("M", " Middle"),
        ("H", " High"),
        ("S", " School"),
    ];
    let mut sites: Vec<Site> = FIRST
        .iter()
        .map(|(code, name)| Site { code: (*code).to_owned(), name: (*name).to_owned() })
        .collect();
    for nth in 1..neighbourhoods {
        let place = place(nth - 1);
        sites.extend(OTHERS.iter().map(|(letter, kind)| Site {
            code: format!("{letter}{nth:03}"),
            name: format!("{place}{kind}"),
        }));
    }
    sites
}

/// An invented place name, another for every `nth`.
fn place(nth: usize) -> String {
    const STARTS: [&str; 28] = [
        "Alder", "Ash", "Birch", "Bram", "Clear", "Copper", "Dun", "Elder", "Fern", "Gold",
        "Hazel", "Iron", "Juniper", "Kestrel", "Linden", "Maple", "North", "Oak", "Pine", "Quail",
        "Russet", "Sage", "Thorn", "Umber", "Vale", "Willow", "Yarrow", "Zephyr",
    ];
    const ENDS: [&str; 11] = [
        "brook", "ford", "gate", "haven", "hurst", "ley", "mere", "mont", "ridge", "stead", "wick",
    ];
    // 28 and 11 share no factor: both lists in step meet every pair before one comes again.
    let (start, end) = (STARTS[nth % STARTS.len()], ENDS[nth % ENDS.len()]);
    match nth / (STARTS.len() * ENDS.len()) {
        0 => format!("{start}{end}"),
        round => format!("{start}{end} {}", round + 1),
    }
}

fn people(rng: &mut Rng, sites: &[Site], count: usize) -> (Vec<Student>, Vec<Seat>) {
    let mut roll = Roll {
        sites,
        students: Vec::with_capacity(count),
        seats: Vec::with_capacity(count),
        next_id: NEXT_ID,
        next_household: NEXT_HOUSEHOLD,
    };
    roll.add_known(count);
    let known_staff = roll.seats.iter().filter(|seat| seat.grade.is_none()).count();
    let staff = (count * STAFF_PERCENT / 100).saturating_sub(known_staff);
    let pupils = (count - roll.students.len()).saturating_sub(staff);
    roll.add_households(rng, pupils);
    roll.add_staff(rng, count);
    roll.set_homerooms();
    (roll.students, roll.seats)
}

/// The list of people while it grows.
struct Roll<'a> {
    sites: &'a [Site],
    students: Vec<Student>,
    seats: Vec<Seat>,
    next_id: usize,
    next_household: usize,
}

impl Roll<'_> {
    fn add_known(&mut self, count: usize) {
        for (id, name, grade, section, household) in KNOWN.into_iter().take(count) {
            let seat = Seat { site: FIRST_MIDDLE, grade };
            self.push(seat, name.to_owned(), grade.map(|_| household_code(household)));
            if let Some(student) = self.students.last_mut() {
                id.clone_into(&mut student.id);
                student.homeroom = grade.map(|grade| format!("{}{section}", grade_text(grade)));
            }
        }
    }

    /// Adds this many students, household by household; the last household may be cut short.
    fn add_households(&mut self, rng: &mut Rng, pupils: usize) {
        let goal = self.students.len() + pupils;
        let mut nth = 0;
        while self.students.len() < goal {
            let family = names::family(rng, nth);
            nth += 1;
            let first_site =
                rng.below(self.sites.len() / SITES_PER_NEIGHBOURHOOD) * SITES_PER_NEIGHBOURHOOD;
            // Two elementary schools, and one that runs from kindergarten to grade 8.
            let near = match rng.below(100) {
                0..38 => 0,
                38..76 => 1,
                _ => 4,
            };
            let children = match rng.below(100) {
                0..50 => 1,
                50..85 => 2,
                85..97 => 3,
                _ => 4,
            };
            let code = household_code(self.next_household);
            self.next_household += 1;
            let (mut names, mut grades) = (Vec::new(), Vec::new());
            for _ in 0..children.min(goal - self.students.len()) {
                let mut grade = rng.below(GRADES);
                if grades.contains(&grade) && !rng.chance(5) {
                    // Most siblings are no twins.
                    grade = rng.below(GRADES);
                }
                grades.push(grade);
                let name = names::person(rng, &family, &names);
                names.push(name.clone());
                let seat = Seat { site: first_site + school(grade, near), grade: Some(grade) };
                self.draw_id(rng);
                self.push(seat, name, Some(code.clone()));
            }
        }
    }

    /// Fills up to `goal` people with staff.
    fn add_staff(&mut self, rng: &mut Rng, goal: usize) {
        for nth in 0..goal - self.students.len() {
            let family = names::family(rng, nth);
            let name = names::person(rng, &family, &[]);
            let site = rng.below(self.sites.len());
            self.draw_id(rng);
            self.push(Seat { site, grade: None }, name, None);
        }
    }

    /// Steps to the next ID. Real districts have gaps: people who left.
    fn draw_id(&mut self, rng: &mut Rng) {
        self.next_id += 1 + rng.below(6);
    }

    fn push(&mut self, seat: Seat, name: String, household: Option<String>) {
        self.students.push(Student {
            id: format!("{:07}", self.next_id),
            name,
            grade: seat.grade.map(grade_text),
            homeroom: None,
            site: self.sites[seat.site].code.clone(),
            household,
            kind: if seat.grade.is_some() { "student" } else { "staff" }.to_owned(),
        });
        self.seats.push(seat);
    }

    /// Deals the students of each grade and school out to as many sections as it takes.
    fn set_homerooms(&mut self) {
        let mut sizes = vec![[0_usize; GRADES]; self.sites.len()];
        for seat in &self.seats {
            if let Some(grade) = seat.grade {
                sizes[seat.site][grade] += 1;
            }
        }
        let mut dealt = vec![[0_usize; GRADES]; self.sites.len()];
        for (student, seat) in self.students.iter_mut().zip(&self.seats) {
            let Some(grade) = seat.grade else { continue };
            let sections = sizes[seat.site][grade].div_ceil(HOMEROOM_SIZE).max(1);
            let section = dealt[seat.site][grade] % sections;
            dealt[seat.site][grade] += 1;
            if student.homeroom.is_none() {
                student.homeroom = Some(format!("{}{}", grade_text(grade), section_text(section)));
            }
        }
    }
}

/// Which of a neighbourhood's five schools a child of this grade goes to.
fn school(grade: usize, near: usize) -> usize {
    match grade {
        9.. => 3,
        6.. if near != 4 => 2,
        _ => near,
    }
}

fn grade_text(grade: usize) -> String {
    match grade {
        0 => "K".to_owned(),
        other => other.to_string(),
    }
}

/// `A` to `Z`, then `AA`, `AB` and so on.
fn section_text(section: usize) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[section % LETTERS.len()]);
    match section / LETTERS.len() {
        0 => letter.to_string(),
        more => format!("{}{letter}", section_text(more - 1)),
    }
}

fn household_code(number: usize) -> String {
    format!("H{number:05}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

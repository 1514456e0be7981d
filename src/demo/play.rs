//! The demo as a database: the district taken in, some of it out since August, and a morning that
//! can be played.

use std::path::{Path, PathBuf};

use super::{District, WriteError, write};
use crate::desk::reply::{Channel, Reply};
use crate::desk::request::{RunSetup, Setup};
use crate::desk::{self, Desk, Front, How};
use crate::domain::device::Status;
use crate::domain::event::{Moment, Source};
use crate::domain::hash::Hash;
use crate::domain::policy::{Grades, Policy};
use crate::domain::price::{Price, PriceList};
use crate::exchange::{self, Options};
use crate::store::{self, Store};

/// The demo's station.
pub const STATION: &str = "DEMO-1";

/// What a morning is made of: a line a scan, as `scan` takes them.
pub const MORNING: [&str; 14] = [
    "0048213",
    "CB-004417",
    "0048213",
    "CB-004417",
    "XTDRETURN",
    "CB-003991",
    "XTDISSUE",
    "0048307",
    "CB-004376",
    "XTDYES",
    "0048284",
    "CB-004402",
    "CB-004398",
    "XTDUNDO",
];

/// Devices that may not go out, so that a refusal can be seen.
const ASIDE: [(&str, Status); 1] = [("CB-004402", Status::Stolen)];

/// Who has what since August: the well-known pairs first.
const OUT: [(&str, &str); 2] = [("0048291", "CB-004376"), ("0048315", "CB-003991")];

/// More loans, so that lists and counters show something.
const OTHER_LOANS: usize = 60;

/// People who came since then.
const NEW_PEOPLE: usize = 10;

/// Why a demo cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds something else.
    #[error("{0} holds something that is no demo")]
    NotADemo(PathBuf),
    /// Its CSV files cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Its CSV files cannot be read back.
    #[error(transparent)]
    Read(#[from] exchange::Error),
    /// The desk or its database failed.
    #[error(transparent)]
    Desk(#[from] desk::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Error::Desk(error.into())
    }
}

/// Makes the demo in a folder that is missing, empty, or a demo already, which is left as it is.
pub fn make(folder: &Path, what: &str, district: &District, now: &Moment) -> Result<(), Error> {
    let holds_something =
        std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if holds_something {
        return if is_demo(folder) { Ok(()) } else { Err(Error::NotADemo(folder.to_owned())) };
    }
    let (store, _) = Store::open(folder, what, now)?;
    let mut desk = Desk::new(store, Front::Terminal)?;
    let site = district.students.first().map(|student| student.site.clone());
    let setup = Setup {
        station: STATION.to_owned(),
        site: site.clone().unwrap_or_default(),
        role: desk::request::Role::Alone,
        practice: true,
    };
    let august = days_before(now, 14 * 7, "august");
    desk.init(&setup, &august)?;
    desk.set_policy(&policy(), None, &august)?;
    let files = write(district, &folder.join("csv"))?;
    let (mut plan, _) = exchange::plan(&files, &Options::default())?;
    for row in plan.devices.iter_mut().flatten() {
        let aside = ASIDE.iter().find(|(tag, _)| *tag == row.tag);
        row.status = aside.map_or(row.status, |(_, status)| Some(*status));
    }
    // The roster of August: the last few people came to the district since.
    let mut former = plan.clone();
    for (hash, ..) in &mut former.files {
        *hash = Hash::of(&[b"August", hash.bytes()]);
    }
    if let Some(people) = &mut former.borrowers {
        people.truncate(people.len() - people.len().min(NEW_PEOPLE));
    }
    desk.import(&former, &How::default(), &august)?;
    let setup = RunSetup { name: "Handout, last August".to_owned(), ..RunSetup::default() };
    desk.start_run(&setup, &august)?;
    for (student, tag) in loans(district) {
        for line in [student, tag] {
            desk.scan(&Channel::Main, line, Source::Scan, &august)?;
        }
    }
    desk.handle(desk::request::Request::EndRun, &august)?;
    desk.import(&plan, &How::default(), &days_before(now, 3, "import"))?;
    desk.close()?;
    Ok(())
}

fn is_demo(folder: &Path) -> bool {
    Store::open_to_read(folder)
        .and_then(|store| store.setting("practice"))
        .is_ok_and(|practice| practice.is_some())
}

/// A moment on another day, and on another start of the computer.
fn days_before(now: &Moment, days: i64, boot: &str) -> Moment {
    Moment {
        wall_ms: now.wall_ms - days * 24 * 3_600_000,
        utc_offset_min: now.utc_offset_min,
        boot: boot.to_owned(),
        boot_ms: 0,
    }
}

/// Pairs to issue: the well-known ones, then people with a fitting device of their site.
fn loans(district: &District) -> Vec<(&str, &str)> {
    let mut pairs: Vec<(&str, &str)> = OUT.to_vec();
    let known_tag = |tag: &str| MORNING.contains(&tag) || OUT.iter().any(|(_, out)| *out == tag);
    let mut devices: Vec<_> = district.devices.iter().filter(|d| !known_tag(&d.tag)).collect();
    let others = district.students.iter().skip(20).filter(|student| student.kind == "student");
    for student in others.take(OTHER_LOANS) {
        let grade = student.grade.as_deref().unwrap_or_default();
        let fits = |device: &&super::Device| {
            let model = district.models.iter().find(|model| model.name == device.model);
            let suits =
                model.is_some_and(|model| Grades::parse(&model.grades).suit(grade, &student.site));
            device.site == student.site && suits
        };
        if let Some(index) = devices.iter().position(fits) {
            pairs.push((&student.id, &devices.swap_remove(index).tag));
        }
    }
    pairs
}

/// Plays the morning at a desk of the demo, a line at a time.
pub fn morning(
    desk: &mut Desk,
    clock: fn() -> Moment,
    mut visit: impl FnMut(&str, &Reply),
) -> Result<(), desk::Error> {
    for line in MORNING {
        let reply = desk.scan(&Channel::Main, line, Source::Scan, &clock())?;
        visit(line, &reply);
    }
    Ok(())
}

/// What the made-up district allows and charges.
fn policy() -> Policy {
    let price = |(sort, cents): (&str, i64)| Price {
        sort: sort.to_owned(),
        model: String::new(),
        cents,
        steps: sort == "screen",
        device: true,
    };
    let prices = [
        ("screen", 9_000),
        ("keyboard", 5_500),
        ("hinge", 4_000),
        ("charger", 2_500),
        ("charger damaged", 1_200),
        ("case", 1_800),
        ("lost", 28_000),
    ];
    let prices = PriceList::of(prices.map(price));
    Policy { grade_rule: true, prices, free_breaks: 1, ..Policy::default() }
}

//! Printing: what a scanner, a search and a ruler find on the pages, read back by programs that are
//! not ours.

mod again;
mod charges;
mod codes;
mod columns;
mod documents;
mod files;
mod golden;
mod golden_documents;
mod labels;
mod list;
mod picture;
mod rows;
mod slots;
mod terminal;
pub(crate) mod tools;
mod worn;

use std::ops::ControlFlow;

use tagdesk::domain::card::When;
use tagdesk::print::students::{List, Options, Row, Words};
use tagdesk::print::{Document, Fonts, Foot, Head, Stamp, write};

/// 12 August 2026, 8:14 in Chicago, and an ID of no other file.
fn stamp() -> Stamp {
    Stamp {
        title: "Homeroom 7B · Larkstone Middle".into(),
        made: When { at_ms: 1_786_540_440_000, utc_offset_min: -300 },
        id: *b"sixteen bytes id",
    }
}

/// The bytes of a document, set in the program's own faces.
fn pdf(document: &dyn Document) -> Vec<u8> {
    let mut out = Vec::new();
    let mut on = |_| ControlFlow::Continue(());
    write(document, &mut Fonts::own(), &stamp(), &mut out, &mut on).unwrap();
    out
}

/// Names in the scripts that the program's own faces have.
const NAMES: [&str; 20] = [
    "Abdi, Hodan",
    "Alvarez, Mateo",
    "Brandt, Théo",
    "Cano, Lucía",
    "Nguyễn, José",
    "Nguyễn Thị Ánh Tuyết",
    "Kowalska, Zofia Łucja",
    "Дмитриева, Анна",
    "Παπαδόπουλος, Νίκος",
    "محمد أحمد",
    "فاطمة الزهراء",
    "عبد الله",
    "ليلى علاء",
    "שלום כהן",
    "יעקב לוי",
    "Ben-Ḥayyim, Noam",
    "O’Brien, Siobhán",
    "Zoë Ångström",
    "Çelik, Gülşah",
    "Park, Zoë",
];

/// A list of so many people with IDs of seven digits.
fn list(count: usize, options: Options) -> List {
    let row = |index: usize| Row {
        id: format!("{:07}", 48_200 + index * 7),
        name: NAMES[index % NAMES.len()].into(),
        about: format!("Lenovo 300e Gen 4 · case {}", 400 + index),
        holds: if index % 4 == 3 { format!("CB-{:06}", 4300 + index) } else { String::new() },
        private: "Grade 7 · H00109".into(),
        ..Row::default()
    };
    List::new((0..count).map(row).collect(), options, words())
}

fn words() -> Words {
    Words {
        head: Head {
            title: "Homeroom 7B · Larkstone Middle".into(),
            about: "Fall handout 2026 · 26 students, 8 have a device · 2 pages".into(),
        },
        scan: "Scan".into(),
        student: "Student, model due".into(),
        holds: "Holds now".into(),
        nothing: "–".into(),
        foot: foot(),
    }
}

fn foot() -> Foot {
    Foot {
        about: "Register of 9 August 2026 · printed Wed 12 Aug 2026, 8:14 · Tagdesk, GYM-2".into(),
        scale: "Print at 100 %".into(),
        page: "Page {page} of {pages}".into(),
    }
}

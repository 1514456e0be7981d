//! The barcode student list beside reportlab doing the same page in the same run.
//!
//! `cargo bench --bench print -- [students]`: 10,000 where no number is given. Reportlab is asked for
//! under `TAGDESK_PYTHON`, else `python3`; where it is not installed that half is passed over aloud.
//! Figures: `docs/performance.md`.
#![allow(missing_docs)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::cast_precision_loss
)]

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tagdesk::domain::card::When;
use tagdesk::print::students::{List, Options, Row, Words};
use tagdesk::print::{Document, Fonts, Foot, Head, Stamp, write};

/// Each is measured so often, turn about.
const TIMES: usize = 5;

const NAMES: [&str; 12] = [
    "Abdi, Hodan",
    "Alvarez, Mateo",
    "Nguyễn, José",
    "Kowalska, Zofia",
    "Brandt, Theo",
    "Дмитриева, Анна",
    "Okafor, Maya",
    "Fields, Noah",
    "Παπαδόπουλος, Νίκος",
    "Lind, Ava",
    "Cano, Lucía",
    "Park, Zoë",
];

fn main() {
    let students = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let table = folder.path().join("students.csv");
    csv(&table, students);
    let python = std::env::var("TAGDESK_PYTHON").unwrap_or_else(|_| "python3".into());
    let has = Command::new(&python).args(["-c", "import reportlab"]).output();
    let has = has.is_ok_and(|output| output.status.success());
    if !has {
        eprintln!("!!! NOT MEASURED: {python} has no reportlab (pip install reportlab)");
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mine, other) = (folder.path().join("ours.pdf"), folder.path().join("theirs.pdf"));
    for _ in 0..TIMES {
        let started = Instant::now();
        list(&table, &mine);
        ours.push(started.elapsed().as_secs_f64());
        if has {
            let started = Instant::now();
            reportlab(&python, &table, &other);
            theirs.push(started.elapsed().as_secs_f64());
        }
    }
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |data| data.len()) / 1024;
    println!("{students} students, {TIMES} times, medians");
    println!(
        "tagdesk    {:.3} s, {} KiB, peak memory {} MiB",
        median(&mut ours),
        size(&mine),
        peak()
    );
    if has {
        println!("reportlab  {:.3} s, {} KiB", median(&mut theirs), size(&other));
        println!("ratio      {:.1}", median(&mut theirs) / median(&mut ours));
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The most memory this process ever had, where the system says so.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default()
        / 1024
}

fn csv(path: &Path, students: usize) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    for index in 0..students {
        let name = NAMES[index % NAMES.len()];
        let held = if index % 3 == 0 { format!("CB-{index:06}") } else { String::new() };
        writeln!(out, "{:07};{name} {index};7B · Lenovo 300e Gen 4;{held}", 1_000_000 + index)
            .unwrap();
    }
    out.flush().unwrap();
}

/// From the file to the whole PDF, fonts read anew, as a process of its own would.
fn list(table: &Path, out: &Path) {
    let text = std::fs::read_to_string(table).unwrap();
    let row = |line: &str| {
        let parts: Vec<&str> = line.split(';').collect();
        Row {
            id: parts[0].into(),
            name: parts[1].into(),
            about: parts[2].into(),
            holds: parts[3].into(),
            ..Row::default()
        }
    };
    let words = Words {
        head: Head { title: "Students".into(), about: "Fall handout 2026".into() },
        scan: "Scan".into(),
        student: "Student, model due".into(),
        holds: "Holds now".into(),
        nothing: "–".into(),
        foot: Foot {
            about: "Register of 9 August 2026 · printed 12 August 8:14".into(),
            scale: "Print at 100 %".into(),
            page: "Page {page} of {pages}".into(),
        },
    };
    let document = List::new(text.lines().map(row).collect(), Options::default(), words);
    let stamp = Stamp {
        title: "Students".into(),
        made: When { at_ms: 1_786_540_440_000, utc_offset_min: -300 },
        id: [1; 16],
    };
    let mut fonts = Fonts::own();
    let problems = document.problems(&mut fonts);
    assert!(problems.is_empty(), "{problems:?}");
    let mut file = BufWriter::new(File::create(out).unwrap());
    let mut on = |_| ControlFlow::Continue(());
    write(&document, &mut fonts, &stamp, &mut file, &mut on).unwrap();
    file.flush().unwrap();
}

fn reportlab(python: &str, table: &Path, out: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/print.py");
    let status = Command::new(python).arg(script).arg(table).arg(out).status().unwrap();
    assert!(status.success());
}

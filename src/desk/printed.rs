//! What was printed here: where the last sheet of a stock ended, which tags have a label, how far a
//! printer is off, and the last job of labels. Kept in `print.toml` beside the database and never in
//! it: printing reads that only, beside a desk that writes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Error;
use crate::domain::card::DeviceCard;
use crate::exchange::export;
use crate::print::code::Symbology;
use crate::print::labels::{Label, Labels, Options};
use crate::print::stock::Stock;
use crate::print::{MM, Point};
use crate::store::Store;

/// Its name in the data folder.
pub const FILE: &str = "print.toml";

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The command that sends a file to a printer, where `lp` does not.
    #[serde(skip_serializing_if = "String::is_empty")]
    command: String,
    /// Tags whose label came out well.
    printed: BTreeSet<String>,
    /// The place that the last label of a stock took, from 1, by the stock's name.
    ended: BTreeMap<String, usize>,
    /// How far printers are off.
    offset: Vec<Offset>,
    /// The last job of labels, printed well or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Job>,
}

/// How far everything is moved for one printer and one stock, in millimetres.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Offset {
    /// The printer's name; empty where nobody named one.
    printer: String,
    stock: String,
    right: f32,
    down: f32,
}

/// A job of labels, as it was printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Name of the stock.
    pub stock: String,
    code: Code,
    /// The place of its first label, from 1.
    pub start: usize,
    /// The place of its last.
    pub last: usize,
    /// How far it was moved, in millimetres.
    right: f32,
    down: f32,
    outlines: bool,
    label: Vec<Kept>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Code {
    Code128,
    Code39,
    Qr,
    None,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    tag: String,
    more: Vec<String>,
}

/// `14-30`, or one number; `None` where it is neither.
pub fn range(text: &str) -> Option<RangeInclusive<usize>> {
    let number = |text: &str| text.trim().parse().ok();
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    Some(number(first)?..=number(last)?)
}

impl Job {
    /// A job of these labels; `None` where there is no label.
    pub fn of(labels: &Labels) -> Option<Job> {
        let options = labels.options();
        Some(Job {
            stock: options.stock.name.clone(),
            code: match options.code {
                Some(Symbology::Code128) => Code::Code128,
                Some(Symbology::Code39) => Code::Code39,
                Some(Symbology::Qr) => Code::Qr,
                None => Code::None,
            },
            start: options.start,
            last: labels.last()?,
            right: options.offset.x / MM,
            down: options.offset.y / MM,
            outlines: options.outlines,
            label: (labels.all().iter())
                .map(|label| Kept { tag: label.tag.clone(), more: label.more.clone() })
                .collect(),
        })
    }

    /// How many labels it has.
    pub fn count(&self) -> usize {
        self.label.len()
    }

    /// Some of its labels, numbered from 1 in the order they were printed; `None` where it has not all
    /// of them.
    pub fn labels(&self, wanted: &RangeInclusive<usize>) -> Option<Vec<Label>> {
        let first = wanted.start().checked_sub(1)?;
        let labels = self.label.get(first..*wanted.end()).filter(|some| !some.is_empty())?;
        let label = |kept: &Kept| Label {
            tag: kept.tag.clone(),
            more: kept.more.clone(),
            named: kept.tag.clone(),
        };
        Some(labels.iter().map(label).collect())
    }

    /// How it was printed, on its stock, from another label on.
    pub fn options(&self, stock: Stock, start: usize) -> Options {
        Options {
            stock,
            code: match self.code {
                Code::Code128 => Some(Symbology::Code128),
                Code::Code39 => Some(Symbology::Code39),
                Code::Qr => Some(Symbology::Qr),
                Code::None => None,
            },
            start,
            offset: Point::new(self.right * MM, self.down * MM),
            outlines: self.outlines,
        }
    }
}

impl Memory {
    /// What is remembered in a data folder: nothing where there is no file. A file that cannot be read
    /// is put aside and named.
    pub fn read(folder: &Path) -> (Memory, Option<PathBuf>) {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Default::default(),
            Err(_) => return (Memory::default(), Some(aside(&path))),
        };
        match toml::from_str(&text) {
            Ok(memory) => (memory, None),
            Err(_) => (Memory::default(), Some(aside(&path))),
        }
    }

    /// Writes it into a data folder.
    ///
    /// # Errors
    /// The folder cannot be written, the disk is full.
    pub fn keep(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(FILE);
        let text = toml::to_string(self).unwrap_or_default();
        export::to_file(&path, |out| {
            let written = out.write_all(text.as_bytes());
            written.map_err(|source| Error::from(export::Error::from(source).at(&path)))
        })
    }

    /// The place that the last label of a stock took, from 1.
    pub fn ended(&self, stock: &Stock) -> Option<usize> {
        self.ended.get(&stock.name).copied().filter(|last| (1..=stock.on_a_page()).contains(last))
    }

    /// The first free label of the sheet begun, from 1; that of a new sheet where none is begun.
    pub fn next(&self, stock: &Stock) -> usize {
        self.ended(stock).map_or(1, |last| last % stock.on_a_page() + 1)
    }

    /// Whether a tag's label came out well before.
    pub fn was_printed(&self, tag: &str) -> bool {
        self.printed.contains(tag)
    }

    /// How far a printer is off with a stock, in millimetres right and down.
    pub fn offset(&self, printer: &str, stock: &str) -> (f32, f32) {
        let is = |offset: &&Offset| offset.printer == printer && offset.stock == stock;
        self.offset.iter().find(is).map_or((0.0, 0.0), |offset| (offset.right, offset.down))
    }

    /// The command that sends a file to a printer; blank where `lp` does.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// Sends with another command from now on; blank is `lp`.
    pub fn send_with(&mut self, command: &str) {
        command.trim().clone_into(&mut self.command);
    }

    /// The last job of labels.
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// Devices that got a label in the journal that was not printed here, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub fn waiting(&self, store: &Store) -> Result<Vec<DeviceCard>, Error> {
        let mut waiting = Vec::new();
        for id in store.relabelled()? {
            let card = store.device(&id)?;
            if !self.was_printed(&card.tag) {
                waiting.push(card);
            }
        }
        Ok(waiting)
    }

    /// The codes of those devices, for a list of labels.
    ///
    /// # Errors
    /// [`Error::NoneQueued`] where no label waits; the database's.
    pub fn queue(&self, store: &Store) -> Result<Vec<String>, Error> {
        let codes: Vec<String> = self.waiting(store)?.iter().map(DeviceCard::distinct).collect();
        if codes.is_empty() { Err(Error::NoneQueued) } else { Ok(codes) }
    }

    /// A job is printed; nobody has looked at it yet.
    pub fn begin(&mut self, job: Job) {
        self.job = Some(job);
    }

    /// The last job was printed well, by a printer: its sheet is used as far as it went, its tags have
    /// their labels, and the printer is off as far as the job was moved. False where there is no job.
    pub fn well(&mut self, printer: &str) -> bool {
        let Some(job) = &self.job else { return false };
        self.ended.insert(job.stock.clone(), job.last);
        self.printed.extend(job.label.iter().map(|label| label.tag.clone()));
        self.offset.retain(|offset| offset.printer != printer || offset.stock != job.stock);
        let (right, down) = (job.right, job.down);
        if right != 0.0 || down != 0.0 {
            let (printer, stock) = (printer.to_owned(), job.stock.clone());
            self.offset.push(Offset { printer, stock, right, down });
        }
        true
    }
}

/// Puts a damaged file beside its name, over no other. Where it lies now.
fn aside(path: &Path) -> PathBuf {
    for number in 1..100 {
        let aside = path.with_extension(format!("damaged-{number}.toml"));
        if !aside.exists() && std::fs::rename(path, &aside).is_ok() {
            return aside;
        }
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::stock;

    fn labels(count: usize, start: usize) -> Labels {
        let label = |n: usize| Label {
            tag: format!("CB-{n:04}"),
            more: vec!["Lenovo".to_owned()],
            named: String::new(),
        };
        let options = Options {
            stock: stock::find(&stock::own(), "5160").unwrap(),
            code: Some(Symbology::Code39),
            start,
            offset: Point::new(0.5 * MM, -MM),
            outlines: true,
        };
        Labels::new((1..=count).map(label).collect(), options).unwrap()
    }

    #[test]
    fn a_job_is_remembered_once_it_was_printed_well() {
        let folder = tempfile::tempdir().unwrap();
        let stock = stock::find(&stock::own(), "5160").unwrap();
        let (mut memory, aside) = Memory::read(folder.path());
        assert_eq!((memory.next(&stock), aside), (1, None));
        assert!(!memory.well(""), "there is no job");
        memory.begin(Job::of(&labels(40, 5)).unwrap());
        memory.keep(folder.path()).unwrap();
        let (mut memory, _) = Memory::read(folder.path());
        assert_eq!((memory.next(&stock), memory.was_printed("CB-0001")), (1, false));
        assert!(memory.well("Laser"));
        memory.keep(folder.path()).unwrap();
        let (memory, _) = Memory::read(folder.path());
        assert_eq!((memory.ended(&stock), memory.next(&stock)), (Some(14), 15));
        assert!(memory.was_printed("CB-0040") && !memory.was_printed("CB-0041"));
        let (right, down) = memory.offset("Laser", &stock.name);
        assert!((right - 0.5).abs() < 1e-4 && (down + 1.0).abs() < 1e-4, "{right} {down}");
        assert_eq!(memory.offset("", &stock.name), (0.0, 0.0), "another printer");
    }

    #[test]
    fn a_full_sheet_ends_and_some_labels_are_printed_again_exactly() {
        let mut memory = Memory::default();
        let job = labels(26, 5);
        memory.begin(Job::of(&job).unwrap());
        assert!(memory.well(""));
        let stock = job.options().stock.clone();
        assert_eq!((memory.ended(&stock), memory.next(&stock)), (Some(30), 1));
        let kept = memory.job().unwrap();
        let again = kept.labels(&(14..=16)).unwrap();
        let tags: Vec<&str> = again.iter().map(|label| label.tag.as_str()).collect();
        assert_eq!(tags, ["CB-0014", "CB-0015", "CB-0016"]);
        assert_eq!(again[0].more, job.all()[13].more);
        let options = kept.options(stock, 5);
        assert_eq!((options.code, options.outlines), (Some(Symbology::Code39), true));
        for none in [0..=3, 20..=27, 27..=30] {
            assert_eq!(kept.labels(&none), None, "{none:?}");
        }
    }

    #[test]
    fn a_damaged_file_is_kept_aside_and_nothing_is_lost_twice() {
        let folder = tempfile::tempdir().unwrap();
        for (number, bytes) in [&b"printed = [\"CB"[..], &[0xff, 0xfe][..]].into_iter().enumerate()
        {
            std::fs::write(folder.path().join(FILE), bytes).unwrap();
            let (memory, aside) = Memory::read(folder.path());
            assert_eq!(memory, Memory::default());
            let aside = aside.unwrap();
            assert!(aside.ends_with(format!("print.damaged-{}.toml", number + 1)), "{aside:?}");
            assert_eq!(std::fs::read(aside).unwrap(), bytes);
            assert!(!folder.path().join(FILE).exists());
        }
    }
}

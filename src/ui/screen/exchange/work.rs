//! What the Exchange screen asks of the desk, and what it makes of the answers.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::data::Check;
use super::notes::Notes;
use super::progress::Progress;
use super::sheet::Sheet;
use super::{
    Action, Answered, Exchange, Part, Waiting, mapping, questions, stick, wire, wire_found,
};
use crate::desk::Accept;
use crate::desk::request::{
    Answer, BatchForm, Covers, FileKind, Files, Found, How, Imported, MergeReport, Outlook,
    Request, TakenBack, Written,
};
use crate::text as words;
use iced::widget::Id;

impl Exchange {
    /// The main thing of the page.
    pub(super) fn yes(&mut self) -> Action {
        if self.waiting.is_some() {
            return Action::None;
        }
        match self.part {
            Part::Todos if self.todos.settling.is_some() => self.settle(),
            Part::Start | Part::Todos => self.enter(),
            Part::Notes => Action::None,
            Part::Questions => {
                self.on_path(Waiting::Questions, |_, folder| Request::WriteQuestions { folder })
            }
            Part::Import => self.check(),
            Part::Mapping => self.mapped(),
            Part::Check if self.covers.is_some() => self.cover(),
            Part::Check => self.write_import(false),
            Part::Write => self.on_path(Waiting::Write, |exchange, folder| Request::WriteBatch {
                folder,
                form: BatchForm { folder: false, all: exchange.stick.all },
            }),
            Part::Take if self.stick.found.is_none() || self.stick.received.is_some() => {
                self.stick.received = None;
                self.on_path(Waiting::Look, |_, folder| Request::LookOnStick(folder))
            }
            Part::Take if self.stick.receipts() == 0 => self.merge(),
            Part::Take => self.receive(),
            Part::Conflicts => {
                let Some((conflict, choice, reason)) = self.conflicts.decision() else {
                    return Action::None;
                };
                self.ask(Waiting::Decide, Request::Resolve { conflict, choice, reason })
            }
            Part::Stations => {
                let reason = self.stations.closing.clone().unwrap_or_default();
                let Some(line) = self.stations.marked().filter(|_| !reason.trim().is_empty())
                else {
                    return Action::None;
                };
                let station = line.code.clone();
                self.ask(Waiting::Close, Request::CloseStation { station, reason })
            }
            Part::Export => match self.export.request(&self.path) {
                Some(request) => self.ask(Waiting::Export, request),
                None => Action::None,
            },
        }
    }

    /// Keys of the page's own.
    pub(super) fn own(&mut self, letter: char) -> Action {
        match (self.part, letter) {
            (Part::Import, 'u') if self.waiting.is_none() => {
                let later = std::mem::take(&mut self.later);
                self.progress = Progress::default();
                self.ask(Waiting::Undo, Request::UndoImport { later })
            }
            (Part::Mapping, 't' | 'h') => {
                match &mut self.map {
                    Some(map) if letter == 't' => map.turn_kind(),
                    Some(map) => map.turn_headings(),
                    None => {}
                }
                Action::None
            }
            (Part::Check, 't') => {
                self.import.next();
                Action::None
            }
            (Part::Check, 's') => self.save(),
            (Part::Check, 'r') => self.write_import(true),
            (Part::Check, 'd') if self.waiting.is_none() => self.covers_next(),
            (Part::Check, digit) if digit.is_ascii_digit() => {
                let index = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
                index
                    .and_then(|index| usize::try_from(index).ok())
                    .map_or(Action::None, |index| self.pass(index))
            }
            (Part::Write, 'n') => {
                self.stick.all = !self.stick.all;
                Action::None
            }
            (Part::Take, 'o') if self.waiting.is_none() && self.stick.found.is_some() => {
                if self.stick.receipts() == 0 { self.receive() } else { self.merge() }
            }
            (Part::Conflicts, 'd') => self.show(Part::Todos),
            (Part::Conflicts, 'n') => match &self.conflicts.merged {
                Some(merged) if merged.found() > 0 => self.show_notes(),
                _ => Action::None,
            },
            (Part::Conflicts, 'q') => self.show(Part::Questions),
            (Part::Conflicts, 'u') if self.waiting.is_none() => match self.conflicts.last.take() {
                Some(event) => self.ask(Waiting::Reopen, Request::Reopen { event }),
                None => Action::None,
            },
            (Part::Todos, letter) if self.todos.settle(letter) => {
                Action::Focus(Id::new(super::REASON))
            }
            (Part::Stations, 'e') if self.stations.close() => Action::Focus(Id::new(super::REASON)),
            _ => Action::None,
        }
    }

    fn ask(&mut self, waiting: Waiting, request: Request) -> Action {
        self.said = None;
        self.waiting = Some(waiting);
        Action::Ask(request)
    }

    fn settle(&mut self) -> Action {
        let wish = self.todos.settling.as_ref().and_then(super::settle::Settle::wish);
        wish.map_or(Action::None, |wish| self.ask(Waiting::Settle, Request::Money(wish)))
    }

    /// What a proposal came to is booked.
    fn settled(&mut self, due_cents: i64) -> Action {
        let settled = self.todos.settling.take();
        let shown = self.show(Part::Todos);
        self.said = settled.map(|settled| Ok(words::charge::due(settled.name(), due_cents)));
        Action::Many(vec![shown, Action::Refresh])
    }

    fn on_path(
        &mut self,
        waiting: Waiting,
        request: impl FnOnce(&Exchange, PathBuf) -> Request,
    ) -> Action {
        let path = self.path.trim();
        if path.is_empty() {
            return Action::None;
        }
        let request = request(self, PathBuf::from(path));
        self.ask(waiting, request)
    }

    /// Has the files read.
    pub(super) fn check(&mut self) -> Action {
        let typed = self.path.trim();
        let typed = (!typed.is_empty()).then(|| PathBuf::from(typed));
        let paths: Vec<PathBuf> = self.dropped.iter().cloned().chain(typed).collect();
        if paths.is_empty() {
            return Action::None;
        }
        if paths != self.files.paths {
            self.files = Files { paths, ..Files::default() };
        }
        let watch = self.progress.begin();
        self.ask(Waiting::Check, Request::Check { files: self.files.clone(), watch })
    }

    /// What the file covers is the next that can be: the sites in it, the district, those typed.
    fn covers_next(&mut self) -> Action {
        self.files.covers = match &self.files.covers {
            _ if self.covers.take().is_some() => Covers::ItsSites,
            Covers::ItsSites => Covers::District,
            Covers::District => {
                self.covers = Some(String::new());
                return Action::Focus(Id::new(super::COVERS));
            }
            Covers::Sites(_) => Covers::ItsSites,
        };
        self.check()
    }

    /// The file covers the sites that were typed.
    fn cover(&mut self) -> Action {
        let typed = self.covers.as_deref().unwrap_or_default();
        let codes = typed.split([',', ';', ' ']).map(str::trim).filter(|code| !code.is_empty());
        let codes: BTreeSet<String> = codes.map(str::to_uppercase).collect();
        if codes.is_empty() {
            return Action::None;
        }
        self.covers = None;
        self.files.covers = Covers::Sites(codes);
        self.check()
    }

    /// Has them read again, with the columns as they were chosen.
    fn mapped(&mut self) -> Action {
        let Some(map) = self.map.as_ref().filter(|map| map.ready()) else { return Action::None };
        self.files.kind = FileKind::parse(&map.kind());
        self.files.headings = map.headings();
        self.check()
    }

    /// Passes a stop, or takes that back.
    pub(super) fn pass(&mut self, index: usize) -> Action {
        if self.part != Part::Check || self.waiting.is_some() {
            return Action::None;
        }
        let Some(offer) = self.import.pass(index) else { return Action::None };
        match Accept::parse(&offer.word) {
            Some(Accept::Repairs) => self.files.repairs = offer.passed,
            Some(Accept::Aliases) => self.files.aliases = offer.passed,
            _ => return Action::None,
        }
        self.check()
    }

    /// Writes what was checked; or tries it out, and keeps nothing.
    fn write_import(&mut self, dry_run: bool) -> Action {
        if self.waiting.is_some() || !(dry_run || self.import.ready()) {
            return Action::None;
        }
        let Some(Found::Checked { plan, .. }) = self.outlook.as_ref().map(Outlook::found) else {
            return Action::None;
        };
        let plan = Arc::clone(plan);
        let passed = self.import.check.iter().flat_map(Check::passed);
        let accept = passed.filter_map(|word| Accept::parse(&word)).collect();
        let how = How { accept, dry_run, watch: self.progress.begin() };
        let waiting = if dry_run { Waiting::Try } else { Waiting::Import };
        self.ask(waiting, Request::Import { plan, how })
    }

    /// Saves the refused rows, or who leaves, beside the file.
    fn save(&mut self) -> Action {
        let Some(outlook) = self.outlook.clone().filter(|_| self.waiting.is_none()) else {
            return Action::None;
        };
        let Some(first) = self.files.paths.first() else { return Action::None };
        let stem = first.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let leaving = self.import.sheet == Sheet::Leaving;
        let name = if leaving {
            words::with("exchange-leaving-name", &[("name", &stem)])
        } else {
            words::with("exchange-refused-name", &[("name", &stem)])
        };
        let path = first.with_file_name(name);
        self.said = None;
        self.waiting = Some(Waiting::Save);
        if leaving {
            Action::SaveLeaving(path, outlook)
        } else {
            Action::SaveRefused(path, outlook)
        }
    }

    fn merge(&mut self) -> Action {
        if !self.stick.any_batch() {
            return Action::None;
        }
        let watch = self.progress.begin();
        self.on_path(Waiting::Merge, |_, folder| Request::MergeBundles {
            paths: vec![folder],
            own_site: false,
            watch,
        })
    }

    fn receive(&mut self) -> Action {
        if self.stick.receipts() == 0 {
            return Action::None;
        }
        let watch = self.progress.begin();
        self.on_path(Waiting::Receive, |_, folder| Request::Receive { paths: vec![folder], watch })
    }

    pub(super) fn answered(&mut self, answered: Answered) -> Action {
        match answered {
            Ok(answer) => self.take(answer),
            Err(error) => {
                self.waiting = None;
                self.again = false;
                self.said = Some(Err(words::error(&error)));
                Action::None
            }
        }
    }

    /// What was asked is done.
    pub(super) fn finished(&mut self, answer: Answer) -> Action {
        let waited = self.waiting.take();
        if waited == Some(Waiting::Check) && std::mem::take(&mut self.again) {
            return self.check();
        }
        match (answer, waited) {
            (Answer::Outlook(outlook), _) => self.found(outlook),
            (Answer::Imported(imported), Some(Waiting::Try)) => {
                self.import.tried(wire_found::tried(&imported));
                Action::None
            }
            (Answer::Imported(imported), _) => self.imported(&imported),
            (Answer::TakenBack(back), _) => self.taken_back(&back),
            (Answer::BatchWritten(written), _) => {
                let path = written.path.display().to_string();
                self.say(words::with(
                    "exchange-written",
                    &[
                        ("number", &written.number),
                        ("events", &written.events),
                        ("count", &words::count(written.events)),
                        ("path", &path),
                    ],
                ));
                Action::Refresh
            }
            (Answer::OnStick(found), _) => {
                self.stick.found = Some(wire::stick(&found));
                Action::None
            }
            (Answer::BundlesMerged(report), _) => self.merged(&report),
            (Answer::Received(report), _) => {
                self.stick.received = Some(wire::received(&report));
                Action::Refresh
            }
            (Answer::Decided(decided), _) => {
                let says = self.conflicts.decided(&decided);
                let shown = self.show(Part::Conflicts);
                self.say(says);
                Action::Many(vec![shown, Action::Refresh])
            }
            (Answer::Reply(_), Some(Waiting::Reopen)) => {
                let shown = self.show(Part::Conflicts);
                self.say(words::get("exchange-taken-back"));
                Action::Many(vec![shown, Action::Refresh])
            }
            (Answer::Done, Some(Waiting::Close)) => {
                self.stations.closing = None;
                let shown = self.show(Part::Stations);
                self.say(words::get("exchange-closed"));
                shown
            }
            (Answer::Posted(posting), Some(Waiting::Settle)) => self.settled(posting.due_cents),
            (Answer::Questions(files), _) => {
                self.said = Some(questions::told(&files));
                Action::None
            }
            (Answer::Exported(written), _) => {
                self.say(exported(&written, &self.path));
                Action::None
            }
            (_, waited) => {
                self.waiting = waited;
                Action::None
            }
        }
    }

    fn say(&mut self, says: String) {
        self.said = Some(Ok(says));
    }

    fn found(&mut self, outlook: Outlook) -> Action {
        let shown = match outlook.found() {
            Found::Checked { checked, .. } => {
                self.import.take(wire::check(checked, &self.files));
                self.show(Part::Check)
            }
            Found::Strange { path, kinds, numbered, headed } => {
                let numbered = wire::map_columns(numbered);
                let mapping = wire::mapping(path, kinds);
                self.map = Some(mapping::Form::new(mapping, numbered, *headed));
                self.show(Part::Mapping)
            }
            Found::Failed(error) => {
                self.said = Some(Err(words::check::error(error)));
                return Action::None;
            }
        };
        self.outlook = Some(outlook);
        // No field has the cursor: digits mark, keys act.
        Action::Many(vec![shown, Action::Focus(Id::unique())])
    }

    fn imported(&mut self, imported: &Imported) -> Action {
        if !imported.stops.is_empty() {
            // The desk moved on since the files were read.
            return self.check();
        }
        self.import.check = None;
        self.outlook = None;
        self.map = None;
        let shown = self.show(Part::Import);
        self.path.clear();
        self.dropped.clear();
        self.files = Files::default();
        let (people, devices) = (imported.review.people, imported.review.devices);
        let says = if imported.written {
            let new =
                people.new + devices.new + imported.review.sites.new + imported.review.models.new;
            let updated = people.updated + devices.updated;
            let leaving = people.leaving + devices.leaving;
            words::with(
                "exchange-imported",
                &[
                    ("new", &words::count(new)),
                    ("updated", &words::count(updated)),
                    ("leaving", &words::count(leaving)),
                ],
            )
        } else {
            words::get("exchange-imported-nothing")
        };
        let learned = wire_found::learned(imported);
        self.say(std::iter::once(says).chain(learned).collect::<Vec<_>>().join(" "));
        Action::Many(vec![shown, Action::Refresh])
    }

    fn taken_back(&mut self, back: &TakenBack) -> Action {
        if back.done {
            self.say(words::with(
                "exchange-import-undone",
                &[("names", &back.intake.files.join(", "))],
            ));
            return Action::Refresh;
        }
        self.later = true;
        let cap = super::piece::own_cap("U");
        self.said = Some(Err(words::with(
            "exchange-import-later",
            &[("number", &back.later), ("count", &words::count(back.later)), ("cap", &cap)],
        )));
        Action::None
    }

    fn merged(&mut self, report: &MergeReport) -> Action {
        self.stick = stick::Stick::default();
        self.conflicts.page = None;
        self.conflicts.merged = Some(wire::merged(report));
        // Where nothing was taken, the page says why not.
        let shown = if report.bundles.is_empty() && !report.refused.is_empty() {
            self.show_notes()
        } else {
            self.show(Part::Conflicts)
        };
        Action::Many(vec![shown, Action::Focus(Id::unique()), Action::Refresh])
    }

    fn show_notes(&mut self) -> Action {
        self.notes = Notes::default();
        self.show(Part::Notes)
    }
}

/// What stands in the file, and what was left out.
fn exported(written: &Written, path: &str) -> String {
    let rows = words::count(written.rows);
    let mut parts = vec![words::with(
        "exchange-exported",
        &[("number", &written.rows), ("count", &rows), ("path", &path)],
    )];
    let left = written.walk_ups + written.no_serial + written.unfit;
    if left > 0 {
        parts.push(words::with(
            "exchange-exported-left",
            &[("number", &left), ("count", &words::count(left))],
        ));
    }
    parts.join(" ")
}

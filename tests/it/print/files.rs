//! The file: the same bytes for the same input, whole or not there.

use std::io::{self, Write};
use std::ops::ControlFlow;

use tagdesk::desk::print::save;
use tagdesk::print::students::{List, Options};
use tagdesk::print::{Error, Fonts, write};
use tagdesk::{desk, exchange};

use super::{list, pdf, stamp, words};

#[test]
fn the_same_document_is_the_same_bytes() {
    let document = list(60, Options::default());
    assert_eq!(pdf(&document), pdf(&document));
    // Fonts that were used before leave no trace.
    let mut fonts = Fonts::own();
    let mut bytes = || {
        let mut out = Vec::new();
        let mut on = |_| ControlFlow::Continue(());
        write(&document, &mut fonts, &stamp(), &mut out, &mut on).unwrap();
        out
    };
    assert_eq!(bytes(), bytes());
    let mut other = Vec::new();
    let mut on = |_| ControlFlow::Continue(());
    let id = tagdesk::print::Stamp { id: [7; 16], ..stamp() };
    write(&document, &mut Fonts::own(), &id, &mut other, &mut on).unwrap();
    assert_ne!(other, pdf(&document));
}

#[test]
fn progress_goes_from_nothing_to_all_of_it() {
    let mut heard = Vec::new();
    let mut on = |done| {
        heard.push(done);
        ControlFlow::Continue(())
    };
    let document = list(60, Options::default());
    write(&document, &mut Fonts::own(), &stamp(), &mut Vec::new(), &mut on).unwrap();
    assert_eq!((heard.first(), heard.last()), (Some(&0.0), Some(&1.0)));
    assert!(heard.is_sorted());
    assert_eq!(heard.len(), 5, "four pages and the end");
}

/// What is in a folder.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_stopped_file_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.pdf");
    let document = list(60, Options::default());
    let stop_at = |at: f32| {
        let mut on = move |done| {
            if done >= at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        save(&document, &mut Fonts::own(), &stamp(), &path, &mut on)
    };
    let cancelled = |ended: Result<(), desk::Error>| {
        assert!(matches!(ended, Err(desk::Error::Print(Error::Cancelled))), "{ended:?}");
    };
    cancelled(stop_at(0.5));
    assert_eq!(names(folder.path()), Vec::<String>::new());
    stop_at(2.0).unwrap();
    let whole = std::fs::read(&path).unwrap();
    for at in [0.0, 0.5, 1.0] {
        cancelled(stop_at(at));
        assert_eq!(names(folder.path()), ["list.pdf"]);
        assert_eq!(std::fs::read(&path).unwrap(), whole);
    }
}

/// An output with room for so many bytes.
struct Small(usize);

impl Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 < bytes.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_strikes() {
    let document = list(40, Options::default());
    let whole = pdf(&document).len();
    for room in (0..whole).step_by(whole / 40) {
        let mut on = |_| ControlFlow::Continue(());
        let ended = write(&document, &mut Fonts::own(), &stamp(), &mut Small(room), &mut on);
        assert!(
            matches!(&ended, Err(Error::Output(e)) if e.kind() == io::ErrorKind::StorageFull),
            "{room} of {whole}: {ended:?}"
        );
    }
}

#[test]
fn nothing_and_nowhere_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let mut on = |_| ControlFlow::Continue(());
    let empty = List::new(Vec::new(), Options::default(), words());
    let ended = save(&empty, &mut Fonts::own(), &stamp(), &folder.path().join("a.pdf"), &mut on);
    assert!(matches!(ended, Err(desk::Error::Print(Error::Nothing))), "{ended:?}");
    assert!(names(folder.path()).is_empty());
    let nowhere = folder.path().join("no/where.pdf");
    let ended = save(&list(1, Options::default()), &mut Fonts::own(), &stamp(), &nowhere, &mut on);
    let expected = |e: &desk::Error| {
        matches!(e, desk::Error::Export(exchange::export::Error::NoFolder { .. }))
    };
    assert!(ended.as_ref().is_err_and(expected), "{ended:?}");
}

#[test]
fn work_can_be_done_behind_a_window() {
    fn goes_to_another_thread<T: Send>() {}
    goes_to_another_thread::<Fonts>();
    goes_to_another_thread::<List>();
    goes_to_another_thread::<tagdesk::print::labels::Labels>();
    goes_to_another_thread::<tagdesk::print::Recording>();
}

//! Files that nothing says what they are, as the window checks them: columns by heading or by number.

use tagdesk::desk::request::{Answer, Files, Found, Outlook, Request, Watch};
use tagdesk::desk::{Desk, Front};
use tagdesk::exchange::FileKind;
use tagdesk::store::Store;

use crate::support::{Clock, Folder};

fn check(folder: &Folder, files: Files) -> Outlook {
    let clock = Clock::new();
    let (store, _) = Store::open(folder.data(), "a test", clock.now()).unwrap();
    let mut desk = Desk::new(store, Front::Window).unwrap();
    match desk.handle(Request::Check { files, watch: Watch::new() }, clock.now()).unwrap() {
        Answer::Outlook(outlook) => outlook,
        other => panic!("{other:?}"),
    }
}

fn named(field: &str, heading: &str) -> (String, String) {
    (field.to_owned(), heading.to_owned())
}

#[test]
fn a_file_without_headings_is_taken_in_by_the_numbers_of_its_columns() {
    let folder = Folder::station("GYM-2");
    let text = "0048213,José Nguyễn,7B,LRK\n0048214,Maya Okafor,7A,LRK\n0048215,Eli Lind,7B,LRK\n";
    let path = folder.put("export.csv", text);
    let files = Files { paths: vec![path.into()], ..Files::default() };
    let outlook = check(&folder, files.clone());
    let Found::Strange { numbered, headed: false, .. } = outlook.found() else {
        panic!("{outlook:?}")
    };
    let columns = &numbered[0].columns;
    assert_eq!(columns.kind, FileKind::Students);
    assert_eq!(columns.columns.len(), 4);
    assert_eq!(columns.columns[0].first, ["0048213", "0048214", "0048215"]);
    let headings = vec![named("student", "1"), named("name", "2"), named("site", "4")];
    let outlook = check(&folder, Files { kind: Some(FileKind::Students), headings, ..files });
    let Found::Checked { checked, plan } = outlook.found() else { panic!("{outlook:?}") };
    assert_eq!((checked.read.rows(), checked.review.people.new), (3, 3));
    assert_eq!(plan.borrowers.as_ref().unwrap()[0].name, "José Nguyễn");
}

#[test]
fn headings_that_say_nothing_look_like_headings() {
    let folder = Folder::station("GYM-2");
    let path = folder.put("export.csv", "Nr,Wer,Raum\n0048213,José Nguyễn,7B\n0048214,Maya,7A\n");
    let files = Files { paths: vec![path.into()], ..Files::default() };
    let outlook = check(&folder, files);
    assert!(matches!(outlook.found(), Found::Strange { headed: true, .. }), "{outlook:?}");
}

//! Who is on a list: the register and the run, without paper.

use tagdesk::desk::Error;
use tagdesk::desk::print::{Wanted, devices, students};
use tagdesk::desk::request::{Expected, Request, RunSetup};

use crate::support::{Counter, desk};

fn run(counter: &mut Counter, name: &str, expected: Expected) {
    let run = RunSetup { name: name.into(), expected, ..RunSetup::default() };
    counter.ask(Request::StartRun(run));
}

fn listed(counter: &Counter, wanted: &Wanted) -> Vec<String> {
    let rows = students(counter.desk.store(), wanted).unwrap().rows;
    rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn a_run_is_whom_it_expects_and_filters_narrow_it() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    let sixth_and_seventh = Expected {
        sites: vec!["LRK".into()],
        grades: vec!["6".into(), "7".into()],
        ..Expected::default()
    };
    run(&mut counter, "Fall handout", sixth_and_seventh);
    let wanted = Wanted { run: Some("fall HANDOUT".into()), ..Wanted::default() };
    let all = listed(&counter, &wanted);
    assert_eq!(
        all,
        ["0048222", "0048291", "00077", "0000077", "0048284", "0048213", "0048307"],
        "by grade, homeroom and name"
    );
    let seventh = Wanted { grades: vec!["7".into()], ..wanted.clone() };
    assert_eq!(listed(&counter, &seventh), ["0048284", "0048213", "0048307"]);
    let nobody = Wanted { grades: vec!["8".into()], ..wanted.clone() };
    assert_eq!(listed(&counter, &nobody), [""; 0]);
    let without = Wanted { without_device: true, ..seventh };
    assert_eq!(listed(&counter, &without), ["0048284", "0048307"]);
    let found = students(counter.desk.store(), &wanted).unwrap();
    assert_eq!(found.about.run.as_deref(), Some("Fall handout"));
    assert_eq!(found.about.site("LRK"), "Larkstone Middle");
    let jose = found.rows.iter().find(|row| row.id == "0048213").unwrap();
    assert_eq!(jose.holds, ["CB-004417"]);
    assert_eq!(jose.models, ["Lenovo 300e Gen 4"]);
    let unknown = Wanted { run: Some("Spring".into()), ..Wanted::default() };
    assert!(matches!(students(counter.desk.store(), &unknown), Err(Error::NoRun(_))));
}

#[test]
fn devices_go_by_tag_and_belong_where_they_are_now() {
    let counter = desk("0048213 CB-003991 -> issued");
    let of = |site: &str| {
        let wanted = Wanted { sites: vec![site.into()], ..Wanted::default() };
        let rows = devices(counter.desk.store(), &wanted).unwrap().rows;
        rows.into_iter().map(|row| row.tag).collect::<Vec<_>>()
    };
    // Issued to somebody at Larkstone, it is there.
    assert_eq!(of("BON"), ["IPAD-0001"]);
    let here = of("Larkstone Middle");
    assert!(here.contains(&"CB-003991".to_owned()) && here.is_sorted(), "{here:?}");
}

#[test]
fn who_is_named_is_listed_though_no_register_knows_them() {
    let mut counter = desk("");
    let id = counter.walk_up("Kim Walker", None).student.unwrap();
    let list = Wanted {
        list: Some(vec!["0048307".into(), id.clone(), "0048307".into()]),
        ..Wanted::default()
    };
    let rows = students(counter.desk.store(), &list).unwrap().rows;
    let names: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.id.as_str(), row.name.as_str())).collect();
    assert_eq!(names, [("0048307", "Maya Okafor"), (id.as_str(), "Kim Walker")], "each once");
}

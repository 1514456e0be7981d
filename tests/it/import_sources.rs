//! Files of other systems at the import desk: each fixture's dry run, and what the register then has.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::folder::replies;
use crate::support::{Folder, Ran};

fn fixture(name: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/csv");
    fixtures.join(name).display().to_string()
}

/// The last line of a run: one object.
#[track_caller]
fn sum(ran: &Ran) -> Value {
    let last = replies(&ran.out).pop().unwrap_or_else(|| panic!("nothing was said: {ran:?}"));
    assert_adds_up(&last);
    last
}

/// New, updated, unchanged, to look at and refused are the rows.
#[track_caller]
pub fn assert_adds_up(sum: &Value) {
    let number = |key: &str| sum[key].as_u64().unwrap_or_else(|| panic!("{key} in {sum}"));
    let parts = ["new", "updated", "unchanged", "needs_look", "refused"].map(number);
    assert_eq!(parts.iter().sum::<u64>(), number("rows"), "{sum}");
    assert!(sum["leaving"].is_u64());
}

/// Rows, new, updated, unchanged, to look at, refused, leaving.
fn numbers(sum: &Value) -> [u64; 7] {
    ["rows", "new", "updated", "unchanged", "needs_look", "refused", "leaving"]
        .map(|key| sum[key].as_u64().unwrap())
}

/// Imports twice: dry, which writes nothing, and in earnest, which says the same.
#[track_caller]
fn import(folder: &Folder, args: &[&str]) -> Value {
    let events = folder.column("events", "event");
    let dry = folder.run(&[&["import", "--json", "--dry-run"], args].concat());
    assert_eq!(dry.code, 0, "{dry:?}");
    let dry = sum(&dry);
    assert_eq!(folder.column("events", "event"), events, "a dry run writes nothing");
    let ran = folder.run(&[&["import", "--json"], args].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let done = sum(&ran);
    assert_eq!(numbers(&dry), numbers(&done));
    assert_eq!((&dry["written"], &done["written"]), (&json!(false), &json!(true)));
    folder.run(&["check"]).ok();
    done
}

/// Rows of a list, the columns named.
fn rows(folder: &Folder, what: &str, columns: &[&str]) -> Vec<String> {
    let (head, rows) = folder.list(what);
    let at = |name: &&str| head.iter().position(|column| column == name).unwrap();
    let at: Vec<usize> = columns.iter().map(at).collect();
    let line =
        |row: &Vec<String>| at.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>().join("|");
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines
}

const PEOPLE: [&str; 7] = ["student", "name", "grade", "homeroom", "site", "kind", "active"];

#[test]
fn a_oneroster_1_1_set_is_people_with_homerooms_and_sites() {
    let folder = Folder::station("GYM-2");
    let sum = import(&folder, &[&fixture("oneroster-1.1")]);
    assert_eq!(numbers(&sum), [10, 9, 0, 0, 0, 1, 0], "a guardian borrows nothing");
    assert_eq!(sum["sources"], json!(["oneroster-orgs", "oneroster"]));
    assert_eq!(
        rows(&folder, "students", &PEOPLE),
        [
            "0000042|Zoë Zero|K|KA|BON|student|yes",
            "0048213|José Nguyễn|7|7B|LRK|student|yes",
            "0048284|Eli Lind|7|7B|LRK|student|yes",
            "0048307|Maya Okafor|2||BON|student|yes",
            "S100|Ruth Alvarez|||LRK|staff|yes",
            "U-6|Lin Chen|||DST|staff|yes",
        ],
        "who may not log in is there all the same; without a number the set's own ID is the key"
    );
    assert_eq!(folder.scan(&["jnguyen"])[0]["student"], "0048213", "a user name means its person");
    assert_eq!(folder.scan(&["u-5"])[0]["student"], "S100");
}

#[test]
fn nothing_of_a_birthday_an_address_or_a_telephone_is_kept() {
    let folder = Folder::station("GYM-2");
    for file in ["oneroster-1.1", "clever.csv", "snipe-it-users.csv", "powerschool.csv"] {
        folder.run(&["import", &fixture(file), "--accept", "leaving"]).ok();
    }
    let mut bytes = std::fs::read(folder.data().join("desk.db")).unwrap();
    bytes.extend(std::fs::read(folder.data().join("desk.db-wal")).unwrap_or_default());
    for text in ["2013-05-12", "555-0101", "Oak St", "secret-1", "05/12/2013", "551234"] {
        let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!found, "{text} is in the database");
    }
}

#[test]
fn demographics_are_not_even_opened() {
    let folder = Folder::station("GYM-2");
    let set = copy(&fixture("oneroster-1.1"), &folder.file("set"));
    std::fs::write(set.join("demographics.csv"), b"\0\0\0 not a table \xff").unwrap();
    let sum = import(&folder, &[&set.display().to_string()]);
    assert!(sum["beside"].to_string().contains("demographics.csv"), "{sum}");
}

fn copy(from: &str, to: &Path) -> PathBuf {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
    to.to_owned()
}

#[test]
fn a_oneroster_1_2_set_has_roles_and_comes_as_an_archive_too() {
    let folder = Folder::station("GYM-2");
    let archive = folder.file("roster.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    for entry in std::fs::read_dir(fixture("oneroster-1.2")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&std::fs::read(path).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    let sum = import(&folder, &[&archive.display().to_string()]);
    assert_eq!(numbers(&sum), [8, 7, 0, 0, 0, 1, 0]);
    assert_eq!(
        rows(&folder, "students", &PEOPLE),
        [
            "0000042|Zoë Zero|K|KA|BON|student|yes",
            "0048213|José Nguyễn|7|7B|LRK|student|yes",
            "0048284|Eli Lind|7|7B|LRK|student|yes",
            "S100|Ruth Alvarez|||LRK|staff|yes",
        ],
        "the primary role and its school count, and the name somebody goes by"
    );
    let again = folder.run(&["import", &fixture("oneroster-1.2")]).ok();
    assert!(again.out.contains("Nothing new"), "the folder is the same files: {}", again.out);
}

#[test]
fn a_delta_takes_nobody_off_but_who_is_to_be_deleted() {
    let folder = Folder::station("GYM-2");
    import(&folder, &[&fixture("oneroster-1.1")]);
    let set = copy(&fixture("oneroster-1.1"), &folder.file("delta"));
    let edit = |name: &str, text: &str| std::fs::write(set.join(name), text).unwrap();
    let manifest = std::fs::read_to_string(set.join("manifest.csv")).unwrap();
    edit("manifest.csv", &manifest.replace("file.users,bulk", "file.users,delta"));
    edit(
        "users.csv",
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,identifier,grades\n\
         u-2,tobedeleted,2026-09-01,true,org-2,student,elind,Eli,Lind,0048284,07\n\
         u-3,active,2026-09-01,true,org-2,student,zzero,Zoë,Zero,0000042,KG\n",
    );
    let sum = import(&folder, &[&set.display().to_string()]);
    assert_eq!(numbers(&sum), [5, 0, 2, 3, 0, 0, 0]);
    let people = rows(&folder, "students", &["student", "site", "active"]);
    assert!(
        people.contains(&"0048284|LRK|no".into()) && people.contains(&"0000042|LRK|yes".into())
    );
    assert_eq!(people.iter().filter(|line| line.ends_with("yes")).count(), 5);
}

#[test]
fn a_powerschool_export_is_read_with_and_without_headings() {
    let folder = Folder::station("GYM-2");
    let sum = import(&folder, &[&fixture("powerschool.csv")]);
    assert_eq!(numbers(&sum), [5, 5, 0, 0, 0, 0, 0]);
    assert_eq!(sum["sources"], json!(["powerschool"]));
    assert_eq!(
        rows(&folder, "students", &[&PEOPLE[..], &["household"]].concat()),
        [
            "0000042|Zoë Zero|K|KA|305|student|yes|F-105",
            "0048213|José Nguyễn|7|7B|210|student|yes|F-100",
            "0048222|Ana Nguyễn|6|6A|210|student|yes|F-100",
            "0048284|Eli Lind|7|7B|210|student|yes|F-101",
            "0048399|Olga Gone|8|8A|210|student|no|",
        ],
        "0 and -1 are enrolled, 2 has left"
    );
    let sum = import_nothing(&folder, &fixture("powerschool-no-heading.txt"));
    assert_eq!(numbers(&sum)[..6], [3, 0, 0, 3, 0, 0], "the same people again");
    let other = Folder::station("GYM-2");
    let sum = import(&other, &[&fixture("powerschool-no-heading.txt")]);
    assert_eq!(numbers(&sum), [3, 3, 0, 0, 0, 0, 0]);
    assert_eq!(
        rows(&other, "students", &["student", "name", "grade", "homeroom", "site"]),
        [
            "0000042|Zoë Zero|K|KA|305",
            "0048213|José Nguyễn|7|7B|210",
            "0048222|Ana Nguyễn|6|6A|210"
        ]
    );
}

/// What a file would do.
#[track_caller]
fn import_nothing(folder: &Folder, file: &str) -> Value {
    let ran = folder.run(&["import", "--json", "--dry-run", "--accept", "leaving", file]);
    assert_eq!(ran.code, 0, "{ran:?}");
    sum(&ran)
}

#[test]
fn a_clever_export_gives_languages_and_codes() {
    let folder = Folder::station("GYM-2");
    let sum = import(&folder, &[&fixture("clever.csv")]);
    assert_eq!(numbers(&sum), [3, 3, 0, 0, 0, 0, 0]);
    assert_eq!(
        rows(&folder, "students", &["student", "name", "grade", "site"]),
        ["0000042|Zoë Zero|K|BON", "0048213|José Nguyễn|7|LRK", "0048284|Eli Lind|7|LRK"]
    );
    for code in ["sis-1", "MO771", "jnguyen"] {
        assert_eq!(folder.scan(&[code])[0]["student"], "0048213", "{code}");
    }
    let told = folder.run(&["import", &fixture("clever.csv"), "--dry-run"]).ok().out;
    for left in ["DOB", "Race", "Frl_status", "Student_street", "Password", "Student_email"] {
        assert!(told.contains(left), "{left} is said to be left out: {told}");
    }
}

#[test]
fn snipe_it_users_and_assets_go_together() {
    let folder = Folder::ready("GYM-2");
    let sum = import(&folder, &[&fixture("snipe-it-users.csv"), "--local"]);
    assert_eq!(numbers(&sum), [3, 0, 3, 0, 0, 0, 0], "the user names are new codes");
    let people = rows(&folder, "students", &["student", "site", "kind", "active"]);
    assert!(people.contains(&"0048213|LRK|student|yes".into()), "a site by its name: {people:?}");
    assert!(people.contains(&"S100|LRK|staff|yes".into()));
    let sum = import(&folder, &[&fixture("snipe-it-assets.csv"), "--local"]);
    assert_eq!(numbers(&sum)[..6], [3, 0, 3, 0, 0, 0], "tags alone mean the devices known by them");
    assert_eq!((&sum["opened"], &sum["unknown_holders"]), (&json!(1), &json!(1)));
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    assert_eq!(
        sum["models"],
        json!([{"spelling": "Lenovo 300e Gen4", "model": "Lenovo 300e Gen 4", "rows": 1}])
    );
}

#[test]
fn a_snipe_it_report_gives_money_warranty_status_and_who_has_it() {
    let folder = Folder::ready("GYM-2");
    let sum = import(&folder, &[&fixture("snipe-it-report.csv"), "--local"]);
    assert_eq!(numbers(&sum)[..6], [3, 0, 3, 0, 0, 0]);
    assert_eq!((&sum["opened"], &sum["statuses"]), (&json!(1), &json!(2)));
    let devices = rows(&folder, "devices", &["device", "site", "status", "student"]);
    for line in ["CB-004417|LRK|available|0048213", "CB-004376|BON|repair|", "CB-004402|LRK|lost|"]
    {
        assert!(devices.contains(&line.into()), "{line}: {devices:?}");
    }
    let loans = rows(&folder, "loans", &["student", "device", "issued_at"]);
    assert!(
        loans[0].starts_with("0048213|CB-004417|2026-08-14"),
        "since the day it went out: {loans:?}"
    );
}

#[test]
fn google_devices_are_known_by_serial_and_keep_the_schools_word_on_status() {
    let folder = Folder::ready("GYM-2");
    import(&folder, &[&fixture("snipe-it-users.csv"), "--local"]);
    let sum = import(&folder, &[&fixture("gam.csv"), "--local"]);
    assert_eq!(numbers(&sum)[..6], [3, 1, 0, 2, 0, 0], "a room is no site, the path's school is");
    assert_eq!((&sum["opened"], &sum["statuses"]), (&json!(1), &json!(1)));
    let devices = rows(&folder, "devices", &["device", "model", "status", "student"]);
    for line in
        ["CB-004417|Lenovo 300e Gen 4|available|0048213", "5CD0231XYZ|HP Chromebook 11 G9|retired|"]
    {
        assert!(devices.contains(&line.into()), "{line}: {devices:?}");
    }
}

#[test]
fn anything_else_is_mapped_by_hand_and_remembered_by_its_headings() {
    let folder = Folder::station("GYM-2");
    let head = "Pupil No;Pupil;Year;House;Born";
    let first = folder.put("a.csv", format!("{head}\n0048213;José Nguyễn;7;LRK;2013-05-12\n"));
    folder.run(&["import", &first]).refused(&["--map"]);
    let by_hand = ["--as", "students", "--map", "student=Pupil No", "--map", "name=Pupil"];
    let more = ["--map", "grade=Year", "--map", "site=House"];
    folder.run(&[&["import", &first], &by_hand[..], &more].concat()).ok();
    let second = folder.put(
        "b.csv",
        format!("{head}\n0048213;José Nguyễn;8;LRK;2013-05-12\n0048284;Eli Lind;7;LRK;\n"),
    );
    let sum = import(&folder, &[&second]);
    assert_eq!(numbers(&sum), [2, 1, 1, 0, 0, 0, 0]);
    assert_eq!(
        rows(&folder, "students", &["student", "name", "grade", "site"]),
        ["0048213|José Nguyễn|8|LRK", "0048284|Eli Lind|7|LRK"]
    );
    folder.run(&["import", &second, "--map", "shoe=Year", "--as", "students"]).refused(&["shoe"]);
    folder.run(&["import", &second, "--map", "grade=Form", "--as", "students"]).refused(&["grade"]);
}

#[test]
fn a_file_without_headings_is_mapped_by_number() {
    let folder = Folder::station("GYM-2");
    let file = folder.put("plain.txt", "X;CB-1;SN-1;LRK\nY;CB-2;SN-2;BON\n");
    let ran = ["import", &file, "--map", "tag=2", "--map", "serial=3", "--map", "site=4"];
    folder.run(&ran).ok();
    assert_eq!(
        rows(&folder, "devices", &["device", "serial", "site"]),
        ["CB-1|SN-1|LRK", "CB-2|SN-2|BON"]
    );
    folder.run(&["import", &file, "--map", "tag=9"]).refused(&["tag"]);
}

#[test]
fn whose_a_file_is_can_be_said() {
    let folder = Folder::station("GYM-2");
    let file = folder.put("x.csv", "deviceId,serialNumber\nd-1,SN-9\n");
    folder.run(&["import", &file, "--as", "gam"]).ok();
    assert_eq!(rows(&folder, "devices", &["device", "serial"]), ["SN-9|SN-9"]);
    let ran = folder.run(&["import", &file, "--as", "excel"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("powerschool") && ran.err.contains("students"), "{}", ran.err);
}

#[test]
fn a_site_that_no_list_has_is_said() {
    let folder = Folder::ready("GYM-2");
    let file = fixture("powerschool.csv");
    let ran = folder.run(&["import", "--dry-run", "--local", &file]).ok();
    assert!(ran.err.contains("name the site 210, which no list of sites has"), "{}", ran.err);
    assert!(import_nothing(&folder, &file)["unknown_sites"]["210"].as_u64().unwrap() > 1);
    // Where there is no list, there is nothing to hold it against.
    let bare = Folder::station("GYM-3");
    assert_eq!(import_nothing(&bare, &file)["unknown_sites"], json!({}));
}

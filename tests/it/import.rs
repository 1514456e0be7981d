//! People and devices from CSV: what `import` takes, refuses and says.

use std::path::Path;

use crate::support::folder::replies;
use crate::support::{Folder, register};

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/csv")
}

fn fixture(name: &str) -> String {
    fixtures().join(name).display().to_string()
}

#[test]
fn an_import_counts_what_it_took() {
    let folder = Folder::station("GYM-2");
    let students = folder.put("students.csv", register::STUDENTS);
    let devices = folder.put("devices.csv", register::DEVICES);
    let ran = folder.run(&["import", &students, &devices]).ok();
    assert!(ran.out.contains("12 students read = 12 new + 0 updated"), "{}", ran.out);
    assert!(ran.out.contains("15 devices read = 15 new"), "{}", ran.out);
    assert_eq!(ran.err, "");
    let changed = register::STUDENTS.replace("Zoë Zero", "Zoë Null");
    let students = folder.put("students2.csv", changed);
    let ran = folder.run(&["import", &students]).ok();
    assert!(
        ran.out.contains("0 new + 1 updated + 11 unchanged + 0 refused; 0 leaving"),
        "{}",
        ran.out
    );
    assert!(folder.column("students", "name").contains(&"Zoë Null".into()));
}

#[test]
fn each_file_says_its_own_rows_and_a_kind_in_two_files_what_came_of_both() {
    let folder = Folder::station("GYM-2");
    let (head, rows) = register::STUDENTS.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let part = |name: &str, rows: &[&str]| folder.put(name, format!("{head}\n{}", rows.join("\n")));
    let first = part("first.csv", &rows[..8]);
    // One of the first file's rows stands in the second, too.
    let second = part("second.csv", &rows[7..]);
    let devices = folder.put("devices.csv", register::DEVICES);
    let paths = [first.as_str(), &second, &devices];
    let ran = folder.run(&[&["import"], &paths[..], &["--dry-run"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = ran.out;
    for line in [
        format!("{first}: 8 students read, 0 refused"),
        format!("{second}: 5 students read, 1 refused"),
        "2 files together: 13 students read = 12 new + 0 updated + 0 unchanged + 1 refused; 0 leaving"
            .to_owned(),
        format!("{devices}: 15 devices read = 15 new"),
    ] {
        assert!(ran.contains(&line), "{line}: {ran}");
    }
    assert_eq!(ran.matches("12 new").count(), 1, "the total is said once: {ran}");
    let ran = folder.run(&[&["import"], &paths[..], &["--json"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines = replies(&ran.out);
    let counted = lines.iter().filter(|line| line["refused"].is_number());
    let counted: Vec<_> =
        counted.map(|line| (&line["file"], &line["files"], &line["rows"], &line["new"])).collect();
    let null = serde_json::Value::Null;
    assert_eq!(
        counted,
        [
            (&first.into(), &null, &8.into(), &null),
            (&second.into(), &null, &5.into(), &null),
            (&null, &2.into(), &13.into(), &12.into()),
            (&devices.into(), &null, &15.into(), &15.into()),
            (&null, &null, &28.into(), &27.into()),
        ]
    );
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = Folder::station("GYM-2");
    let students = folder.put("students.csv", register::STUDENTS);
    let ran = folder.run(&["import", &students, "--dry-run"]).ok();
    assert!(ran.out.contains("12 new") && ran.out.contains("nothing was written"), "{}", ran.out);
    assert_eq!(folder.list("students").1.len(), 0);
    assert_eq!(folder.column("events", "kind"), ["PolicySet"]);
    folder.run(&["import", &students]).ok();
    let ran = folder
        .run(&["import", &folder.put("d.csv", register::DEVICES), "--dry-run", "--json"])
        .ok();
    assert_eq!(replies(&ran.out)[0]["dry_run"], true);
    assert_eq!(folder.list("devices").1.len(), 0);
    folder.run(&["check"]).ok();
}

#[test]
fn the_same_file_again_is_nothing_new() {
    let folder = Folder::ready("GYM-2");
    let before = folder.column("events", "event");
    let ran = folder.run(&["import", &folder.text("csv")]).ok();
    assert!(ran.out.contains("Nothing new"), "{}", ran.out);
    assert_eq!(folder.column("events", "event"), before);
}

#[test]
fn a_register_put_back_in_place_of_a_wrong_one_is_news() {
    let folder = Folder::station("GYM-2");
    let right = folder.put("right.csv", register::STUDENTS);
    let wrong = folder.put("wrong.csv", register::STUDENTS.replace("Maya Okafor", "Wrong Name"));
    for (file, name) in [(&right, "Maya Okafor"), (&wrong, "Wrong Name"), (&right, "Maya Okafor")] {
        folder.run(&["import", file]).ok();
        assert!(folder.column("students", "name").contains(&name.into()), "{file}");
    }
    assert!(folder.run(&["import", &right]).ok().out.contains("Nothing new"));
}

#[test]
fn rows_with_one_key_are_both_shown_with_their_lines_and_neither_is_taken() {
    let folder = Folder::station("GYM-2");
    let ran = folder.run(&["import", &fixture("duplicate-students.csv")]).ok_with_words();
    for (line, other) in [(2, 4), (4, 2), (3, 5), (5, 3), (6, 7), (7, 6)] {
        assert!(
            ran.contains(&format!("line {line}: "))
                && ran.contains(&format!("in line {other} too")),
            "{line}: {ran}"
        );
    }
    assert_eq!(folder.list("students").1.len(), 0);
    let ran = folder.run(&["import", &fixture("duplicate-tags.csv")]).ok_with_words();
    assert!(ran.contains("PF3KD8A9 stands in line 5 too"), "{ran}");
    assert!(ran.contains("PF3KD8BE stands in line 7 too"), "{ran}");
    assert!(!ran.contains("s:PF3"), "as printed on the device: {ran}");
    let (_, devices) = folder.list("devices");
    assert_eq!(devices.len(), 2, "one tag on two serials is two devices: {devices:?}");
}

#[test]
fn refused_rows_are_saved_with_the_reason_and_end_well() {
    let folder = Folder::station("GYM-2");
    let to = folder.text("refused.csv");
    let ran = folder.run(&["import", &fixture("command-codes.csv"), "--refused", &to]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let saved = std::fs::read_to_string(&to).unwrap();
    assert!(saved.starts_with("file,line,reason,fields\n"), "{saved}");
    assert_eq!(saved.lines().count(), 5, "{saved}");
    for key in ["XTDYES", "xtdnext", "XTD-004402", "XTD7C5H"] {
        assert!(ran.err.contains(key) && saved.contains(key), "{key}");
    }
    assert_eq!(folder.column("devices", "device"), ["CB-004417", "CB-XTD123"]);
    let ran = folder.run(&["import", &fixture("command-code-student.csv"), "--json"]);
    assert_eq!(ran.code, 0);
    assert_eq!(replies(&ran.out)[0]["line"], 2, "{}", ran.out);
    assert_eq!(folder.column("students", "name"), ["Xtd Lind"]);
}

#[test]
fn a_missing_column_is_named_with_what_is_there() {
    let folder = Folder::station("GYM-2");
    folder.run(&["import", &fixture("missing-column.csv")]).refused(&[
        "tag",
        "serial, model",
        "--map",
    ]);
    let no_ids = fixture("missing-student-column.csv");
    folder.run(&["import", &no_ids]).refused(&["\"student\"", "name, grade", "--map student="]);
    folder.run(&["import", &no_ids, "--as", "students"]).refused(&["--map student="]);
    assert_eq!(folder.column("events", "kind"), ["PolicySet"], "nothing was written");
    let odd = folder.put("odd.csv", "Pupil No,Pupil,Year\n0048213,José Nguyễn,7\n");
    folder.run(&["import", &odd]).refused(&["--map"]);
    folder
        .run(&[
            "import",
            &odd,
            "--as",
            "students",
            "--map",
            "student=Pupil No",
            "--map",
            "name=pupil",
            "--map",
            "grade=Year",
        ])
        .ok();
    assert_eq!(folder.column("students", "name"), ["José Nguyễn"]);
}

#[test]
fn a_roster_that_loses_a_tenth_stops() {
    let folder = Folder::ready("GYM-2");
    let few = register::STUDENTS.lines().take(6).collect::<Vec<_>>().join("\n");
    let few = folder.put("few.csv", few);
    let ran = folder.run(&["import", "--covers", "district", &few]).refused(&["--accept leaving"]);
    assert!(ran.out.is_empty(), "{ran:?}");
    let active = |folder: &Folder| {
        folder.column("students", "active").iter().filter(|a| *a == "yes").count()
    };
    assert_eq!(active(&folder), 11);
    folder.run(&["import", &few, "--dry-run"]).refused(&["--accept leaving"]);
    // Bonner is not in the file: of its people only the whole district's file says that they left.
    folder.run(&["import", &few, "--accept", "leaving"]).ok();
    assert_eq!(active(&folder), 6);
    folder.run(&["import", &few, "--covers", "district", "--accept", "leaving"]).ok();
    assert_eq!(folder.list("students").1.len(), 12, "what vanished is inactive, never deleted");
    assert_eq!(active(&folder), 5);
    // Whoever left still can give back, and is a question at issue.
    let replies = folder.scan(&["S100", "CB-004417"]);
    assert_eq!(replies[1]["ask"], serde_json::json!(["inactive"]));
    // --local adds and takes nobody off.
    let one = folder.put("one.csv", "student,name\n0077001,New Pupil\n");
    folder.run(&["import", &one, "--local"]).ok();
    assert_eq!((folder.list("students").1.len(), active(&folder)), (13, 6));
}

#[test]
fn devices_that_vanish_become_inactive_and_stay_known() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let fewer =
        register::DEVICES.replace("CB-004417,PF3KD8Q2,Lenovo 300e Gen 4,LRK,available\n", "");
    folder.run(&["import", &folder.put("fewer.csv", fewer)]).ok();
    let replies = folder.scan_as(&["--mode", "return"], &["CB-004417"]);
    assert_eq!(
        (replies[0]["outcome"].as_str(), replies[0]["from"].as_str()),
        (Some("returned"), Some("0048213"))
    );
}

/// A price that is one thing here and another there refuses its row and is told, the others go in.
#[test]
fn a_price_that_may_be_two_is_not_guessed() {
    let folder = Folder::station("GYM-2");
    let devices = "tag,serial,price\nCB-1,S1,1.234\nCB-2,S2,\"1,249\"\nCB-3,S3,\"1.279,50\"\n";
    let ran = folder.run(&["import", &folder.put("d.csv", devices)]).ok();
    assert!(ran.err.contains("line 2") && ran.err.contains("1.234"), "{}", ran.err);
    let exported = folder.run(&["export", "devices"]).ok().out;
    assert!(exported.contains("1249.00") && exported.contains("1279.50"), "{exported}");
    assert!(!exported.contains("CB-1") && !exported.contains("1234"), "{exported}");
}

#[test]
fn names_come_out_as_one_line_whatever_was_in_them() {
    let folder = Folder::station("GYM-2");
    let students = "student,name,homeroom\n0048213,\"José\nNguyễn\",\"7\tB\"\n0048214,\u{1b}[2JEve\u{7} Odd,7A\n";
    folder.run(&["import", &folder.put("s.csv", students)]).ok();
    let devices = "tag,serial,model\nCB-1,S1,\"Lenovo\r\n300e\"\n";
    folder.run(&["import", &folder.put("d.csv", devices)]).ok();
    assert_eq!(folder.column("students", "name"), ["José Nguyễn", "[2JEve Odd"]);
    assert_eq!(folder.column("devices", "model"), ["Lenovo 300e"]);
    let ran = folder.feed(&["scan"], b"0048213\nCB-1\n").ok();
    assert_eq!(ran.out.lines().count(), 2, "one reply a line: {}", ran.out);
    for what in ["students", "devices", "loans"] {
        let ran = folder.run(&["list", what]).ok();
        assert!(!ran.out.contains(['\u{1b}', '\u{7}', '\r']), "{what}");
    }
}

#[test]
fn folders_are_taken_whole_and_what_is_not_there_is_said() {
    let folder = Folder::station("GYM-2");
    std::fs::create_dir_all(folder.file("empty")).unwrap();
    folder.run(&["import", &folder.text("empty")]).refused(&["no CSV file"]);
    folder.run(&["import", &folder.text("nowhere.csv")]).refused(&["nowhere.csv"]);
    register::write(&folder.file("csv"));
    std::fs::write(folder.file("csv/notes.txt"), "not a table").unwrap();
    folder.run(&["import", &folder.text("csv")]).ok();
    assert_eq!(folder.list("students").1.len(), 12);
}

#[test]
fn an_import_backs_up_what_was_there() {
    let folder = Folder::ready("GYM-2");
    let backups = folder.data().join("backups");
    let before = std::fs::read_dir(&backups).map_or(0, Iterator::count);
    folder.run(&["import", &folder.put("s.csv", register::STUDENTS.replace("Maya", "May"))]).ok();
    assert!(std::fs::read_dir(&backups).unwrap().count() > before);
}

/// What the hostile files leave behind: people, devices, or a refusal that says these words.
enum Wanted {
    People(usize),
    Devices(usize),
    Refused(&'static str),
}

#[test]
fn every_hostile_file_gets_a_plain_answer() {
    use Wanted::{Devices, People, Refused};
    let mut table = vec![
        ("semicolon.csv", People(4)),
        ("semicolon-prices.csv", Wanted::Devices(0)),
        ("sep-line.csv", Devices(2)),
        ("bom.csv", People(5)),
        ("utf16le.csv", People(5)),
        ("utf16le-tab.txt", People(5)),
        ("utf16le-cut.csv", People(4)),
        ("windows-1252.csv", People(4)),
        ("broken-utf8.csv", People(3)),
        ("double-utf8.csv", People(2)),
        ("cr-only.csv", Devices(2)),
        ("no-last-newline.csv", Devices(2)),
        ("empty.csv", Refused("heading")),
        ("header-only.csv", Refused("no rows")),
        ("title-rows.csv", Devices(2)),
        ("ragged.csv", People(2)),
        ("unclosed-quote.csv", Refused("line 3")),
        ("stray-quotes.csv", Devices(3)),
        ("quoted-newlines.csv", Devices(4)),
        ("missing-column.csv", Refused("tag")),
        ("missing-student-column.csv", Refused("student")),
        ("repeated-heading.csv", Devices(2)),
        ("headings-of-others.csv", Devices(0)),
        ("duplicate-students.csv", People(0)),
        ("duplicate-tags.csv", Devices(2)),
        ("same-code-twice.csv", Devices(3)),
        ("blank-keys.csv", Devices(4)),
        ("blank-students.csv", People(3)),
        ("control-characters.csv", Devices(4)),
        ("command-codes.csv", Devices(2)),
        ("command-code-student.csv", People(1)),
        ("formulas.csv", People(4)),
        ("spreadsheet-ids.csv", People(2)),
        ("spreadsheet-devices.csv", Devices(1)),
        ("accents-two-ways.csv", People(5)),
        ("clever.csv", People(3)),
        ("powerschool.csv", People(5)),
        ("powerschool-no-heading.txt", People(3)),
        ("snipe-it-users.csv", People(3)),
        ("snipe-it-assets.csv", Devices(3)),
        ("snipe-it-report.csv", Devices(3)),
        ("gam.csv", Devices(3)),
    ];
    let mut report = Vec::new();
    let mut files: Vec<String> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    files.sort();
    for name in files {
        let Some(at) = table.iter().position(|(known, _)| *known == name) else {
            report.push(format!("{name} is not in the table here"));
            continue;
        };
        let (_, wanted) = table.swap_remove(at);
        let folder = Folder::station("GYM-2");
        let ran = folder.run(&["import", &fixture(&name)]);
        let (people, devices) = (folder.list("students").1.len(), folder.list("devices").1.len());
        let fits = match wanted {
            People(count) => ran.code == 0 && people == count,
            Devices(count) => ran.code == 0 && devices == count,
            Refused(words) => ran.code == 1 && ran.err.contains(words) && people + devices == 0,
        };
        if !fits {
            report.push(format!("{name}: {people} people, {devices} devices, {ran:?}"));
        }
        if ran.code != 0 || !ran.err.is_empty() {
            ran.plain();
        }
        assert!(!ran.err.contains('\u{1b}') && !ran.err.contains('\0'), "{name}: {:?}", ran.err);
        folder.run(&["check"]).ok();
    }
    assert!(report.is_empty(), "\n{}", report.join("\n"));
    assert!(table.is_empty(), "files of the table that are gone");
}

trait Words {
    fn ok_with_words(self) -> String;
}

impl Words for crate::support::Ran {
    /// It ended well, and had something to say about rows.
    fn ok_with_words(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.plain();
        self.err
    }
}

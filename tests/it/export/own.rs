//! Tagdesk's own tables: what two other programs read of them, and what an import makes of them.

use tagdesk::exchange::export::Table;
use tagdesk::exchange::guard::unguard;
use tagdesk::store::Sheet;

use super::{life, second};
use crate::support::register::{self, FORTY};
use crate::support::{Folder, replies};

/// Names and codes that are easily broken. Cells that begin like a formula are guarded, as an own
/// file has them. José is written in two ways: composed, and with a combining accent.
const STUDENTS: &str = "\
student,name,grade,homeroom,site,household,kind,active,language,slot,case,codes
0000042,Zoë O'Brien,2,2A,BON,H5,student,yes,en,Tue 9:00 AM,12,
00077,'=cmd()|'/C calc'!A0,6,6A,LRK,,student,yes,,'=9:00,'-7,
0000077,'-Anna,6,6A,LRK,,student,yes,,,,
0048213,\"Nguyễn, \"\"Jo\"\" José\",7,7B,LRK,H1,student,yes,vi,\"Mon, 8:15\",007,JO.NGUYEN; ST-000991
0048214,Jose\u{301} Nguye\u{302}\u{303}n,7,7B,LRK,H1,student,yes,vi,,,
0048215,محمد عبد الله,7,7B,LRK,'+H2,student,yes,ar,12,٧,
0048216,李小龍,8,'@8A,LRK,,student,no,zh,,A 1,
ASSET-2026-0123456789-ABCDEFGHIJKLMNOPQR,''Maya',8,8A,LRK,,student,yes,,,,
S100,\"Ruth; \t Alvarez\",,,LRK,,staff,yes,,,,
";

const DEVICES: &str = "\
tag,serial,model,site,status,active,order_number,price,funding,warranty_end,set_of
000123,,Lenovo 300e Gen 4,LRK,available,yes,,,,,cb-004417
CB-004417,0000099,Lenovo 300e Gen 4,LRK,available,yes,PO-0017,339.00,'=Title I,2029-06-30,
CB-004376,5E10,Lenovo 300e Gen 4,LRK,repair,yes,00042,1249.50,\"Bond, 2024\",,
'-9,PF-9,\"iPad \"\"9\"\"\",BON,lost,yes,,,,,
ASSET-2026-0123456789-ABCDEFGHIJKLMNOPQR,PF3KD940,ThinkPad L13,LRK,available,yes,,,,,'-9
";

const TABLES: [&str; 4] = ["sites", "models", "students", "devices"];

/// A station with a register that is not easily written out.
fn tricky() -> Folder {
    let folder = Folder::station("GYM-2");
    let files = [
        folder.put("sites.csv", register::SITES),
        folder.put("models.csv", register::MODELS),
        folder.put("students.csv", STUDENTS),
        folder.put("devices.csv", DEVICES),
    ];
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let ran = folder.run(&[&["import"], &files[..]].concat()).ok();
    assert_eq!(ran.err, "", "the fixture is whole");
    folder
}

fn out(folder: &Folder, what: &str, name: &str) -> Vec<u8> {
    folder.run(&["export", what, "--out", &folder.text(name)]).ok();
    std::fs::read(folder.file(name)).unwrap()
}

/// An import of files: how many are new, updated, unchanged, refused.
fn import(folder: &Folder, files: &[String]) -> [u64; 4] {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let ran = folder.run(&[&["import"], &files[..], &["--json"]].concat()).ok();
    let told = replies(&ran.out).pop().unwrap();
    ["new", "updated", "unchanged", "refused"].map(|key| told[key].as_u64().unwrap())
}

#[test]
fn every_table_is_read_by_others_as_it_was_written() {
    let folder = tricky();
    folder.scan(&["0048213", "CB-004417", "00077", "000123", "XTDRETURN", "000123"]);
    for sheet in Sheet::ALL.into_iter().filter(|sheet| !life::SHEETS.contains(sheet)) {
        let what = sheet.as_str();
        let bytes = out(&folder, what, "out.csv");
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{what}: {text:?}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{what}: CRLF throughout");
        let piped = folder.run(&["export", what]).ok();
        assert_eq!(piped.out, text, "{what}: the same on standard output");
        let Some(read) = second::read(&folder.file("out.csv")) else { continue };
        assert_eq!(read[0], sheet.columns(), "{what}");
        assert!(read.len() > 1, "{what}");
        let mut keys: Vec<&String> = read[1..].iter().map(|row| &row[0]).collect();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all, "{what}: by its key");
        for cell in read.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{what}: {cell:?}");
        }
    }
}

/// Held against `list --csv`, which guards nothing.
#[test]
fn what_others_read_is_what_is_in_the_register() {
    let folder = tricky();
    for (what, key) in [("students", "student"), ("devices", "serial")] {
        out(&folder, what, "out.csv");
        let Some(read) = second::read(&folder.file("out.csv")) else { return };
        let (heading, rows) = folder.list(what);
        let at = |columns: &[String], name: &str| columns.iter().position(|c| c == name).unwrap();
        assert_eq!(read.len() - 1, rows.len());
        for row in &read[1..] {
            let plain: Vec<&str> = row.iter().map(|cell| unguard(cell)).collect();
            let same = |other: &&Vec<String>| other[at(&heading, key)] == plain[at(&read[0], key)];
            let listed = rows.iter().find(same).unwrap_or_else(|| panic!("{row:?}"));
            for name in ["name", "grade", "homeroom", "household", "active", "serial", "model"] {
                let Some(here) = read[0].iter().position(|c| c == name) else { continue };
                let Some(there) = heading.iter().position(|c| c == name) else { continue };
                assert_eq!(plain[here], listed[there], "{what}: {name}");
            }
        }
    }
    out(&folder, "students", "out.csv");
    let text = std::fs::read_to_string(folder.file("out.csv")).unwrap();
    for code in ["0000042,", "00077,", "0000077,", "0048213,", FORTY] {
        assert!(text.contains(&format!("\r\n{code}")), "{code}: {text}");
    }
    assert!(text.contains("'=cmd()|'/C calc'!A0"), "{text}");
}

#[test]
fn an_own_export_taken_in_again_changes_nothing() {
    let folder = tricky();
    let before: Vec<Vec<u8>> =
        TABLES.iter().map(|what| out(&folder, what, &format!("{what}-1.csv"))).collect();
    let files: Vec<String> =
        TABLES.iter().map(|what| folder.text(&format!("{what}-1.csv"))).collect();
    let [new, updated, unchanged, refused] = import(&folder, &files);
    assert_eq!((new, updated, refused), (0, 0, 0));
    assert!(unchanged >= 14, "{unchanged}");
    let kinds = folder.column("events", "kind");
    assert_eq!(kinds.iter().filter(|kind| *kind == "StatusChanged").count(), 2, "{kinds:?}");
    for (what, before) in TABLES.iter().zip(&before) {
        let after = out(&folder, what, &format!("{what}-2.csv"));
        assert_eq!(String::from_utf8_lossy(&after), String::from_utf8_lossy(before), "{what}");
    }
    // Another station that takes them in writes the same bytes.
    let other = Folder::station("LIB-1");
    let [new, _, _, refused] = import(&other, &files);
    assert!(new >= 14 && refused == 0, "{new} {refused}");
    for (what, before) in TABLES.iter().zip(&before) {
        let after = out(&other, what, "there.csv");
        assert_eq!(String::from_utf8_lossy(&after), String::from_utf8_lossy(before), "{what}");
    }
}

/// What an import would tidy up can still be in a name told at the desk.
#[test]
fn any_text_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any.csv");
    let texts = [
        "O'Brien",
        "=cmd()",
        "\"quoted\", and \"\"twice\"\"",
        "a\nb\r\nc\rd",
        "\r\nbegins",
        "\tbegins",
        "محمد",
        "李小龍",
        "Jose\u{301}",
        "'",
        "''",
        "",
        " blanks ",
        "０＝＋",
        "＝fullwidth",
        "a;b|c\td",
        FORTY,
        "0000042",
        "1E10",
        "🎒",
    ];
    let mut out = Vec::new();
    let mut table = Table::new(&mut out, &["key", "text"]).unwrap();
    for (number, text) in texts.iter().enumerate() {
        table.row(&[number.to_string().as_str(), text]).unwrap();
    }
    table.end().unwrap();
    drop(table);
    std::fs::write(&path, &out).unwrap();
    let Some(read) = second::python(&path) else { return };
    let read: Vec<&str> = read[1..].iter().map(|row| unguard(&row[1])).collect();
    assert_eq!(read, texts);
    let Some(read) = second::sqlite(&path) else { return };
    let read: Vec<&str> = read.iter().map(|row| unguard(row["text"].as_str().unwrap())).collect();
    assert_eq!(read, texts);
}

#[test]
fn those_who_left_stay_in_the_file_as_inactive() {
    let folder = Folder::ready("GYM-2");
    let few: Vec<&str> = register::DEVICES.lines().take(9).collect();
    let few = folder.put("few.csv", few.join("\n"));
    folder.run(&["import", &few, "--accept", "leaving"]).ok();
    let first = out(&folder, "devices", "devices-1.csv");
    let text = String::from_utf8(first.clone()).unwrap();
    assert_eq!(text.lines().count(), 16, "{text}");
    assert!(text.contains("LT-0001,R90LT001,ThinkPad L13,LRK,available,no,"), "{text}");
    let [new, updated, unchanged, refused] = import(&folder, &[folder.text("devices-1.csv")]);
    assert_eq!((new, updated, unchanged, refused), (0, 0, 15, 0));
    let again = out(&folder, "devices", "devices-2.csv");
    assert_eq!(String::from_utf8(again).unwrap(), text);
}

//! The other documents with the real program: what is asked for is there, once, and is read back.

use std::collections::BTreeMap;

use tagdesk::desk::request::RunSetup;
use tagdesk::desk::{Desk, Front};
use tagdesk::domain::noted::Note;
use tagdesk::store::Store;

use super::tools::{Paper, scan};

use crate::support::{Folder, Ran, register};

const PAPERS: [&str; 2] = ["letter", "a4"];

fn print(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["print"], args].concat())
}

/// What a document says on both papers; every code of its pages is read where some are expected.
#[track_caller]
fn printed(folder: &Folder, args: &[&str], codes: &[&str]) -> String {
    let out = folder.text("paper.pdf");
    let mut text = None;
    for on in PAPERS {
        let ran = print(folder, &[args, &["--out", &out, "--paper", on]].concat()).ok();
        assert!(ran.out.contains("paper.pdf") && ran.err.is_empty(), "{ran:?}");
        let paper = Paper::of(&std::fs::read(folder.file("paper.pdf")).unwrap());
        paper.is_sound();
        if !codes.is_empty()
            && let Some(pages) = paper.pictures(200)
        {
            let mut left: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
            for page in &pages {
                for code in scan(page).into_iter().flat_map(BTreeMap::into_keys) {
                    assert!(codes.contains(&code.as_str()), "{code} of {args:?}");
                    left.retain(|one| *one != code);
                }
            }
            assert!(left.is_empty(), "{left:?} of {args:?} on {on}");
        }
        text = paper.text();
    }
    text.unwrap_or_default()
}

#[track_caller]
fn says(text: &str, words: &[&str]) {
    // Without poppler there is no text to look at; `tools` says so.
    for word in words.iter().filter(|_| !text.is_empty()) {
        assert!(text.contains(word), "no {word:?} in\n{text}");
    }
}

const SEVENTH: [&str; 3] = ["0048213", "0048284", "0048307"];

#[test]
fn cards_and_sheets_are_read() {
    let folder = Folder::ready("GYM-2");
    let text = printed(&folder, &["cards", "--homeroom", "7B"], &SEVENTH);
    says(&text, &["José Nguyễn", "Larkstone Middle", "Grade 7 · Homeroom 7B", "0048213"]);
    let text = printed(&folder, &["cards", "--sheet", "--homeroom", "7B"], &SEVENTH);
    says(&text, &["Homeroom 7B · Larkstone Middle", "3 people", "Eli Lind"]);
    let all = printed(&folder, &["cards", "--sheet"], &[]);
    says(&all, &["Page 1 of 5", "No homeroom"]);
    let out = folder.text("cards.pdf");
    let stock = ["cards", "--stock", "5371", "--start", "9", "--homeroom", "7B", "--out", &out];
    let ran = print(&folder, &stock).ok();
    assert!(ran.out.contains("3 cards") && ran.out.contains("2 pages"), "{ran:?}");
    print(&folder, &["cards", "--out", &out, "--start", "9"]).refused(&["9", "8"]);
}

#[test]
fn rooms_and_commands_are_read() {
    let folder = Folder::ready("GYM-2");
    let text = printed(&folder, &["rooms"], &[]);
    says(&text, &["7B", "6A", "8A", "2A", "Bonner Elementary"]);
    assert_eq!(text.matches("7B").count(), usize::from(!text.is_empty()), "once: {text}");
    printed(&folder, &["rooms", "--site", "BON", "--code", "code128"], &["BON", "2A"]);
    let commands = [
        "XTDISSUE",
        "XTDRETURN",
        "XTDSWAP",
        "XTDLOOKUP",
        "XTDREPAIR",
        "XTDYES",
        "XTDNO",
        "XTDUNDO",
        "XTDNEXT",
    ];
    let notes = Note::all().map(|note| note.command().text());
    let parts = ["XTDP100", "XTDP75", "XTDP50", "XTDP25"];
    let reasons = ["XTDWOFFICE", "XTDWPLAN", "XTDWCLASS", "XTDWOTHER"];
    let fixed = commands.into_iter().chain(parts).chain(reasons).map(str::to_owned);
    let all: Vec<String> = fixed.chain(notes).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let text = printed(&folder, &["commands"], &all);
    says(&text, &["Issue", "take back", "ready for the next person", "Charger missing", "75 %"]);
    assert!(!text.contains("90.00"), "{text}");
    // What is noted has its price, whatever the model is.
    let prices = folder.put("prices.csv", "type,model,price\nscreen,,90\nhinge,ThinkPad L13,40\n");
    folder.run(&["policy", "--prices", &prices]).ok();
    let text = printed(&folder, &["commands"], &all);
    says(&text, &["Screen damage, 90.00"]);
    assert!(!text.contains("40.00"), "one model's price is on no card for all: {text}");
}

#[test]
fn a_runner_and_a_desk_without_a_computer_have_their_lists() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "XTDNEXT"]);
    let text = printed(&folder, &["pull"], &[]);
    says(&text, &["José Nguyễn", "CB-004417", "with the student", "1 device", "GYM-2"]);
    assert!(!text.contains("Ava Lind"), "who has nothing is not fetched: {text}");
    let text = printed(&folder, &["fallback", "--homeroom", "7B"], &SEVENTH);
    says(&text, &["Device tag", "Time", "has CB-004417"]);
}

#[test]
fn receipts_are_for_a_person_or_a_household() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "XTDNEXT", "0048222", "CB-004376", "XTDNEXT"]);
    folder.scan(&["0048284", "CB-004398", "XTDNEXT", "XTDRETURN", "CB-004398"]);
    let out = folder.text("paper.pdf");
    let count = |args: &[&str]| print(&folder, &[args, &["--out", &out]].concat()).ok().out;
    assert!(count(&["receipt"]).contains("2 letters · 2 pages"));
    assert!(count(&["receipt", "--household"]).contains("1 letter"));
    assert!(count(&["receipt", "--today"]).contains("3 letters"), "what came back, too");
    // A sister without a device is on no receipt.
    folder.scan(&["XTDRETURN", "CB-004376"]);
    let text = printed(&folder, &["receipt", "--household"], &[]);
    says(&text, &["José Nguyễn"]);
    assert!(!text.contains("Ana Nguyễn"), "{text}");
    let list = folder.put("ids.txt", "0048213\n");
    let text = printed(&folder, &["receipt", "--list", &list], &[]);
    says(&text, &["José Nguyễn", "CB-004417", "PF3KD8Q2", "For the family", "For the school"]);
    assert!(text.is_empty() || text.matches("CB-004417").count() == 2, "twice on a page: {text}");
    let text = printed(&folder, &["agreement", "--homeroom", "7B"], &[]);
    says(&text, &["Device loan agreement", "CB-004417", "Version 1, ", "Parent or guardian"]);
    print(&folder, &["receipt", "--out", &out, "--grade", "8"]).refused(&["nothing to print"]);
}

/// Hands out in a run with a due date: the desk sets one, `scan` does not.
fn hand_out(folder: &Folder, due: &str, lines: &[&str]) {
    let now = tagdesk::clock::now();
    let (store, _) = Store::open(folder.data(), "test", &now).unwrap();
    let mut desk = Desk::new(store, Front::Terminal).unwrap();
    let setup = RunSetup { name: format!("Due {due}"), due: due.into(), ..RunSetup::default() };
    desk.start_run(&setup, &now).unwrap();
    desk.close().unwrap();
    folder.scan_as(&["--run", &setup.name], lines);
}

#[test]
fn families_are_written_to_in_their_language() {
    let folder = Folder::station("GYM-2");
    register::write(&folder.file("csv"));
    let mut lines = register::STUDENTS.lines();
    let mut students = format!("{},language\n", lines.next().unwrap());
    for line in lines {
        let language = if line.contains(",H1,") { "es-MX" } else { "Somali" };
        students += &[line, ",", language, "\n"].concat();
    }
    std::fs::write(folder.file("csv/students.csv"), students).unwrap();
    folder.run(&["import", &folder.text("csv")]).ok();
    hand_out(&folder, "2020-06-04", &["0048213", "CB-004417", "XTDNEXT", "0048222", "CB-004376"]);
    hand_out(&folder, "2020-06-04", &["0048284", "CB-004398"]);
    // Due on a day that is still to come.
    hand_out(&folder, "2199-06-04", &["0048307", "LT-0001"]);
    let out = folder.text("paper.pdf");
    let ran = print(&folder, &["overdue", "--out", &out]).ok();
    assert!(ran.out.contains("2 letters"), "one to a household: {ran:?}");
    let text = printed(&folder, &["overdue"], &[]);
    says(&text, &["Ana Nguyễn y José Nguyễn", "4 de junio de 2020", "Versión 1, "]);
    says(&text, &["To the family of Eli Lind", "4 June 2020", "CB-004398"]);
    // The district's own, for one language or for all.
    std::fs::create_dir_all(folder.data().join("letters")).unwrap();
    let own = folder.data().join("letters/overdue.es.txt");
    std::fs::write(&own, "# Hola, {student}\n\n{devices: tag=Código}\n").unwrap();
    let text = printed(&folder, &["overdue"], &[]);
    says(&text, &["Hola, Ana Nguyễn y José Nguyễn", "To the family of Eli Lind"]);
    let file = folder.put("mine.txt", "Dear {family}, you owe {price} for {student}.");
    print(&folder, &["overdue", "--out", &out, "--text", &file]).refused(&[
        "mine.txt",
        "{family}, {price}",
        "{student}",
    ]);
    let file = folder.put("mine.txt", "{devices: tag=Tag | colour=Colour}");
    print(&folder, &["overdue", "--out", &out, "--text", &file]).refused(&["colour", "serial"]);
    let file = folder.put("mine.txt", "Give back {count} for {site}.");
    let text = printed(&folder, &["overdue", "--text", &file], &[]);
    says(&text, &["Give back 2 for Larkstone Middle."]);
}

#[test]
fn a_run_is_told_whole() {
    let folder = Folder::ready("GYM-2");
    folder.scan_as(&["--run", "Fall handout"], &["0048213", "CB-004417", "XTDUNDO", "NOBODY-1"]);
    folder.scan_as(&["--run", "Second day"], &["0048284", "CB-004398"]);
    let text = printed(&folder, &["run", "--run", "fall handout"], &[]);
    says(&text, &["Fall handout", "CB-004417", "ISSUED", "NOBODY-1", "José Nguyễn"]);
    assert!(!text.contains("CB-004398"), "{text}");
    let text = printed(&folder, &["run"], &[]);
    says(&text, &["Fall handout", "Second day", "CB-004398", "Page 2 of 2"]);
    let out = folder.text("paper.pdf");
    print(&folder, &["run", "--out", &out, "--run", "No such"]).refused(&["No such"]);
}

/// What was noted stands on the run sheet and on the statement in words.
#[test]
fn papers_say_what_was_noted() {
    let folder = Folder::ready("GYM-2");
    let prices = folder.put("prices.csv", "type,price\nscreen,90\n");
    folder.run(&["policy", "--prices", &prices]).ok();
    folder.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417", "XTDMCHARGER", "XTDDSCREEN"]);
    folder.scan_as(&["--mode", "repair"], &["CB-004417", "XTDYES", "CB-004376"]);
    folder.run(&["repair", "open", "CB-004417", "--problem", "Hinge"]).ok();
    let run = printed(&folder, &["run"], &[]);
    says(&run, &["charger missing", "screen damage", "repair opened"]);
    let text = printed(&folder, &["statement", "CB-004417"], &[]);
    says(&text, &["Charger missing", "Screen damage", "Charged", "Repair opened: hinge"]);
    assert!(!text.contains("Noted") && !text.contains("TicketOpened"), "{text}");
}

#[test]
fn a_statement_says_what_happened_and_what_is_open() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "XTDNEXT", "XTDRETURN", "CB-004417"]);
    folder.scan(&["0048284", "CB-004417", "XTDNEXT", "0048222", "CB-004376"]);
    let text = printed(&folder, &["statement", "CB-004417"], &[]);
    says(&text, &["Custody of CB-004417", "SN PF3KD8Q2", "Handed out", "Came back"]);
    says(&text, &["Open: with Eli Lind (0048284)", "3 events are in no batch yet"]);
    let text = printed(&folder, &["statement", "CB-004417", "--as-of", "2020-01-01"], &[]);
    says(&text, &["as of 1 January 2020", "Nothing is recorded"]);
    let out = folder.text("all.csv");
    print(&folder, &["statement", "--csv", "--out", &out]).ok();
    let bytes = std::fs::read(folder.file("all.csv")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // The register's own words about four devices are events, too.
    assert_eq!(rows.iter().filter(|row| &row[at("kind")] == "StatusChanged").count(), 4);
    rows.retain(|row| &row[at("kind")] != "StatusChanged");
    let told: Vec<[&str; 4]> = rows
        .iter()
        .map(|row| ["device", "kind", "student", "holder"].map(|column| &row[at(column)]))
        .collect();
    assert_eq!(
        told,
        [
            ["CB-004376", "Issued", "0048222", "0048222"],
            ["CB-004417", "Issued", "0048213", "0048284"],
            ["CB-004417", "Returned", "0048213", "0048284"],
            ["CB-004417", "Issued", "0048284", "0048284"],
        ]
    );
    assert!(rows.iter().all(|row| row[at("batch")].is_empty()));
    // Written into a batch, the statement says which.
    let stick = folder.file("stick");
    std::fs::create_dir_all(&stick).unwrap();
    folder.run(&["batch", "write", &stick.display().to_string()]).ok();
    print(&folder, &["statement", "CB-004417", "--csv", "--out", &out]).ok();
    let text = std::fs::read_to_string(folder.file("all.csv")).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert!(reader.records().all(|row| &row.unwrap()[at("batch")] == "1"), "{text}");
    let list = folder.put("tags.txt", "CB-004398\nno-such\n");
    let ran = print(&folder, &["statement", "--list", &list, "--out", &folder.text("a.pdf")]);
    assert!(ran.code == 0 && ran.err.contains("no-such"), "{ran:?}");
    print(&folder, &["statement", "--as-of", "soon", "--out", &out]).refused(&["soon"]);
}

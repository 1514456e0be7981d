//! Notices to families of what is to be paid, with the real program.

use super::tools::Paper;
use crate::support::{Folder, Ran, register};

fn notices(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["print", "charges", "--out", &folder.text("paper.pdf")], args].concat())
}

/// What the pages say, a text each; nothing without poppler, of which `tools` tells.
fn pages(folder: &Folder) -> Vec<String> {
    let paper = Paper::of(&std::fs::read(folder.file("paper.pdf")).unwrap());
    paper.is_sound();
    let text = paper.text().unwrap_or_default();
    text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect()
}

#[track_caller]
fn says(page: &str, words: &[&str]) {
    for word in words {
        assert!(page.contains(word), "no {word:?} in\n{page}");
    }
}

/// José's family speaks Spanish, Olga has left, Ava owes nothing any more.
fn charged() -> Folder {
    let folder = Folder::station("GYM-2");
    register::write(&folder.file("csv"));
    let students = register::STUDENTS.replace("kind,active\n", "kind,active,language\n");
    let students = students.replace("student,no\n", "student,no,en\n");
    let students = students.replace("staff,yes\n", "staff,yes,en\n");
    let students = students.replace("H1,student,yes\n", "H1,student,yes,es-MX\n");
    let students = students.replace("student,yes\n", "student,yes,Somali\n");
    let stayed = students.replace("8A,LRK,,student,no", "8A,LRK,,student,yes");
    std::fs::write(folder.file("csv/students.csv"), stayed).unwrap();
    folder.run(&["import", &folder.text("csv")]).ok();
    let charge = |args: &[&str]| folder.run(&[&["charge"], args].concat()).ok();
    charge(&["0048213", "90", "--type", "screen", "--device", "CB-004417"]);
    charge(&["0048213", "18", "--type", "Case damaged"]);
    folder.run(&["pay", "0048213", "40.50"]).ok();
    charge(&["0048399", "25", "--type", "insurance"]);
    charge(&["0048291", "5"]);
    folder.run(&["pay", "0048291", "5"]).ok();
    std::fs::write(folder.file("csv/students.csv"), students).unwrap();
    folder.run(&["import", &folder.text("csv"), "--accept", "leaving"]).ok();
    assert!(folder.list("students").1.iter().any(|row| row[0] == "0048399" && row[7] == "no"));
    folder
}

#[test]
fn a_family_is_told_what_is_to_be_paid_in_its_language() {
    let folder = charged();
    let ran = notices(&folder, &[]).ok();
    assert!(ran.out.contains("2 letters · 2 pages") && ran.err.is_empty(), "{ran:?}");
    let pages = pages(&folder);
    let [first, second] = pages.as_slice() else { return };
    says(first, &["A la familia de José Nguyễn, 0048213", "Pantalla", "CB-004417", "Funda dañada"]);
    says(first, &["90.00", "40.50", "49.50", "18.00", "Total pendiente: 67.50", "Talón"]);
    says(second, &["To the family of Olga Gone, 0048399", "insurance", "Total due: 25.00"]);
    says(second, &["Return slip", "0048399 · Larkstone Middle · total due 25.00", "Version 1, "]);
    for page in &pages {
        assert!(!page.contains("Ava Lind"), "{page}");
    }
}

#[test]
fn notices_are_for_who_is_asked_for_and_in_the_districts_own_words() {
    let folder = charged();
    let list = folder.put("ids.txt", "0048213\n0048291\n");
    assert!(notices(&folder, &["--list", &list]).ok().out.contains("1 letter "));
    assert!(notices(&folder, &["--grade", "8"]).ok().out.contains("1 letter "));
    notices(&folder, &["--site", "BON"]).refused(&["nothing to print"]);
    let text = folder.put("mine.txt", "{student}: {total}\n\n{charges: type=For | due=Due}\n");
    notices(&folder, &["--text", &text, "--list", &list]).ok();
    if let [page] = pages(&folder).as_slice() {
        says(page, &["José Nguyễn: 67.50", "Screen"]);
    }
    let wrong = folder.put("wrong.txt", "{charges: type=For | cents=Cents}\n");
    notices(&folder, &["--text", &wrong]).refused(&["cents", "amount"]);
    folder.run(&["print", "texts"]).ok();
    assert!(folder.data().join("letters/charges.es.txt").exists());
}

/// Two desks gave one device to two people; until that is decided nobody is asked to pay for it.
#[test]
fn what_waits_for_a_decision_is_on_no_notice() {
    let (gym, library) = (Folder::ready("GYM-1"), Folder::ready("LIB"));
    let prices = gym.put("prices.csv", "type,price,device\nscreen,90,yes\n");
    gym.run(&["policy", "--prices", &prices]).ok();
    library.scan(&["0048284", "CB-004417", "XTDNEXT"]);
    gym.scan(&["0048213", "CB-004417", "XTDNEXT", "XTDRETURN", "CB-004417", "XTDDSCREEN"]);
    assert!(notices(&gym, &[]).ok().out.contains("1 letter "), "before anybody knows");
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    library.run(&["batch", "write", path]).ok();
    gym.run(&["batch", "merge", path]);
    assert_eq!(gym.column("charges", "due"), ["90.00"], "a merge changes no charge");
    notices(&gym, &[]).refused(&["nothing to print"]);
    gym.run(&["charge", "0048213", "7", "--type", "stylus"]).ok();
    assert!(notices(&gym, &[]).ok().out.contains("1 letter "));
    if let [page] = pages(&gym).as_slice() {
        says(page, &["Stylus missing", "Total due: 7.00"]);
        assert!(!page.contains("90.00"), "{page}");
    }
}

//! Tickets opened, closed and listed through the real program.

use serde_json::Value;

use crate::support::{Folder, replies};

fn json(folder: &Folder, args: &[&str]) -> Value {
    let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(folder.run(&all).ok().out.trim()).unwrap()
}

fn ticket(done: &Value) -> String {
    done["ticket"].as_str().unwrap().to_owned()
}

#[test]
fn a_ticket_is_opened_listed_and_closed() {
    let folder = Folder::ready("GYM-2");
    folder.outcomes(&["0048213", "CB-004417"]);
    let args = ["repair", "open", "CB-004417", "--problem", "Screen", "--vendor", "FIXIT"];
    let more = ["--vendor-name", "Fix-It Ltd", "--warranty", "--note", "dropped on the bus"];
    let opened = json(&folder, &[&args[..], &more[..]].concat());
    assert_eq!((&opened["status"], &opened["student"]), (&"repair".into(), &"0048213".into()));
    assert!(folder.show("0048213")["holds"].as_array().unwrap().is_empty(), "it came back");
    let shown = folder.show("CB-004417");
    assert_eq!((&shown["status"], &shown["stage"]), (&"repair".into(), &"maintenance".into()));
    let waiting = replies(&folder.run(&["repair", "list", "--json"]).ok().out);
    assert_eq!((&waiting[0]["device"], &waiting[0]["days"]), (&"CB-004417".into(), &0.into()));
    let said = folder.run(&["repair", "list"]).ok().out;
    assert!(said.contains("José Nguyễn") && said.contains("screen"), "{said}");

    let close = ["repair", "close", "CB-004417", "--cost", "60", "--part", "screen=45.00"];
    let closed = json(&folder, &close);
    assert_eq!((&closed["status"], &closed["loaner"]), (&"available".into(), &Value::Null));
    let (head, rows) = folder.list("tickets");
    assert_eq!(head[..4], ["ticket", "device", "opened_at", "closed_at"]);
    let row = &rows[0];
    assert_eq!([&row[0], &row[1], &row[4]], [&ticket(&opened), "CB-004417", "0048213"]);
    let rest = ["screen", "fixit", "yes", "60.00", "screen=45.00", "repaired"];
    assert_eq!(row[6..12], rest);
    assert_eq!(row[12], "dropped on the bus");
    assert!(!row[3].is_empty());
    assert!(folder.run(&["repair", "list"]).ok().out.contains("Nothing waits"));

    // Undo takes the closing back, then the ticket with the return.
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["undone"]);
    assert_eq!(folder.show("CB-004417")["status"], "repair");
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["undone"]);
    let shown = folder.show("CB-004417");
    assert_eq!((&shown["status"], &shown["student"]), (&"available".into(), &"0048213".into()));
    assert_eq!(folder.run(&["check"]).ok().code, 0);
}

#[test]
fn parts_cost_what_the_price_list_has_for_the_model() {
    let folder = Folder::ready("GYM-2");
    let list = "type,model,price\nscreen,,90.00\nscreen,Lenovo 300e Gen 4,65.00\nhinge,,40.00\ncharger damaged,,15.00\n";
    folder.run(&["policy", "--prices", &folder.put("prices.csv", list)]).ok();
    json(&folder, &["repair", "open", "CB-004417", "--problem", "screen"]);
    let close = ["repair", "close", "CB-004417", "--part", "screen"];
    let with = |more: &[&str]| folder.run(&[&close[..], more].concat());
    with(&["--part", "motherboard"]).refused(&["motherboard is not on", "hinge, screen"]);
    with(&["--cost", "100", "--part", "hinge"]).refused(&["105.00"]);
    with(&["--part", "screw=0.50", "--part", "charger damaged"]).ok();
    let (_, rows) = folder.list("tickets");
    assert_eq!(rows[0][9..11], ["80.50", "screen=65.00 screw=0.50 charger-damaged=15.00"]);
}

#[test]
fn a_device_given_up_is_retired() {
    let folder = Folder::ready("GYM-2");
    json(&folder, &["repair", "open", "CB-004417", "--problem", "liquid"]);
    let closed = json(&folder, &["repair", "close", "CB-004417", "--scrapped"]);
    assert_eq!(closed["status"], "retired");
    folder.run(&["repair", "open", "CB-004417", "--problem", "x"]).refused(&["retired"]);
    assert_eq!(folder.column("tickets", "result"), ["scrapped"]);
}

#[test]
fn what_it_cost_may_be_told_after_it_was_closed_and_once() {
    let folder = Folder::ready("GYM-2");
    let opened = json(&folder, &["repair", "open", "CB-004417", "--problem", "hinge"]);
    let name = ticket(&opened);
    json(&folder, &["repair", "close", &name]);
    folder.run(&["repair", "close", &name]).refused(&["closed"]);
    json(&folder, &["repair", "close", &name, "--cost", "12.50"]);
    assert_eq!(folder.column("tickets", "cost"), ["12.50"]);
    folder.run(&["repair", "close", &name, "--cost", "1"]).refused(&["closed"]);
}

#[test]
fn repairs_that_cannot_be_are_refused_with_the_reason() {
    let folder = Folder::ready("GYM-2");
    let open =
        |tag: &str, problem: &str| folder.run(&["repair", "open", tag, "--problem", problem]);
    open("CB-LOST", "screen").refused(&["CB-LOST is lost", "found"]);
    open("CB-RETIRED", "screen").refused(&["retired"]);
    open("NOBODY-1", "screen").refused(&["NOBODY-1"]);
    open("CB-004417", "it won't turn on").refused(&["note"]);
    folder.run(&["repair", "close", "CB-004417"]).refused(&["CB-004417", "repair list"]);
    folder.run(&["repair", "close", "GYM-2/00000000/9"]).refused(&["GYM-2/00000000/9"]);
    open("CB-004417", "screen").ok();
    let close = ["repair", "close", "CB-004417"];
    let with = |more: &[&str]| folder.run(&[&close[..], more].concat());
    with(&["--cost", "1", "--part", "screen=45.00"]).refused(&["45.00"]);
    with(&["--cost", "10000.01"]).refused(&["10000.00"]);
    with(&["--part", "screen"]).refused(&["price list", "screen=45.00"]);
    assert_eq!(with(&["--part", "screen="]).code, 2);
    open("CB-004417", "hinge").ok();
    with(&[]).refused(&["more than one", "GYM-2/"]);
    assert_eq!(folder.column("tickets", "result"), ["", ""]);
}

/// Two desks open a ticket for one device: one status, both tickets.
#[test]
fn two_stations_open_a_ticket_on_one_device() {
    let (gym, office) = (Folder::ready("GYM-1"), Folder::ready("OFFICE"));
    json(&gym, &["repair", "open", "CB-004417", "--problem", "screen"]);
    let theirs = json(&office, &["repair", "open", "CB-004417", "--problem", "hinge"]);
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    gym.run(&["batch", "write", path]).ok();
    office.run(&["batch", "merge", path]).ok();
    assert_eq!(office.column("tickets", "problem").len(), 2);
    assert_eq!(office.show("CB-004417")["status"], "repair");
    let closed = json(&office, &["repair", "close", &ticket(&theirs)]);
    assert_eq!(closed["status"], "repair", "the other ticket is open");
    let closed = json(&office, &["repair", "close", "CB-004417"]);
    assert_eq!(closed["status"], "available");
    assert_eq!(office.run(&["check"]).ok().code, 0);
}

/// `scan --mode repair`, in the words of the contract.
#[test]
fn repair_is_a_mode_of_the_terminal() {
    let folder = Folder::ready("GYM-2");
    folder.outcomes(&["0048213", "CB-004417"]);
    let said = folder.scan_as(&["--mode", "repair"], &["CB-004417", "XTDDSCREEN", "CB-004376"]);
    let words =
        |key: &str| -> Vec<&str> { said.iter().map(|r| r[key].as_str().unwrap()).collect() };
    assert_eq!(words("outcome"), ["returned", "noted", "issued"]);
    assert_eq!(words("student"), ["0048213"; 3]);
    let waiting = replies(&folder.run(&["repair", "list", "--json"]).ok().out);
    assert_eq!(waiting[0]["loaner"], "CB-004376");
    assert_eq!(waiting[0]["problem"], serde_json::json!(["screen"]));
    let closed = folder.run(&["repair", "close", "CB-004417"]).ok().out;
    assert!(closed.contains("José Nguyễn still has CB-004376"), "{closed}");
    // The terminal remembers nothing between two processes but what is in the journal.
    let said = folder.scan(&["XTDREPAIR", "CB-004376", "CB-004417"]);
    let words: Vec<&str> = said.iter().map(|r| r["outcome"].as_str().unwrap()).collect();
    assert_eq!(words, ["mode", "shown", "issued"]);
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    assert_eq!(folder.show("CB-004376")["student"], Value::Null);
}

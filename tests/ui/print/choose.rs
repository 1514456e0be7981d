//! What the register offers, stocks, the print command, labels again, letters and tables, and every
//! document from a real desk.

use tagdesk::text::print::letters::{Purpose, lay_out};

use super::*;

#[test]
fn what_the_register_has_is_turned_through_and_chosen_from() {
    let mut page = opened();
    on(&mut page, Row::Slot);
    for (on, slot) in [(true, "Tue 9:00"), (true, "Tue 9:15"), (true, ""), (false, "Tue 9:15")] {
        let making = page.update(Message::Turn(on));
        assert_eq!(made(&mut page, making).slot, slot);
    }
    on(&mut page, Row::Homeroom);
    let _ = page.update(Message::Enter);
    assert!(says(&page, "Choose") && says(&page, "1A"));
    assert_eq!(page.update(Message::Turn(true)), Action::None, "arrows belong to the field");
    // What is typed narrows the list; the arrows mark, Enter takes; a comma asks for one more.
    let _ = page.update(Message::Edited("7".into()));
    assert!(says(&page, "7A") && !says(&page, "8A"));
    let _ = page.update(Message::Press(key::Action::Down));
    let _ = page.update(Message::Press(key::Action::Down));
    let making = page.update(Message::Commit);
    assert_eq!(made(&mut page, making).homeroom, "7B");
    let _ = page.update(Message::Enter);
    let _ = page.update(Message::Edited("7B,12".into()));
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "12C");
    let [Message::Option(option)] = told[..] else { panic!("{told:?}") };
    let making = page.update(Message::Option(option));
    assert_eq!(made(&mut page, making).wanted().homerooms, ["7B", "12C"]);
    // Nothing marked, nothing taken but what is typed.
    let _ = page.update(Message::Enter);
    let _ = page.update(Message::Edited("nowhere".into()));
    assert!(says(&page, "Nothing here is called so. Enter takes it as typed."));
    let _ = page.update(Message::Press(key::Action::Down));
    let making = page.update(Message::Commit);
    assert_eq!(made(&mut page, making).homeroom, "nowhere");
    // What is open already is not taken for a beginning.
    let _ = page.update(Message::Enter);
    let _ = page.update(Message::Edited("7B".into()));
    assert!(says(&page, "1A"));
}

#[test]
fn rows_that_do_not_fit_are_counted() {
    let page = opened();
    let small = Room::new(964.0, 496.0);
    let told = page.rows().len() - 10;
    let sees = |words: &str| sees(page.view(small.around()), small.size, words);
    assert!((told.saturating_sub(3)..told + 4).any(|n| sees(&format!("↓ {n} more"))), "{told}");
}

#[test]
fn stocks_are_given_added_and_removed() {
    let mut page = of_kind(1);
    let folder = PathBuf::from("/home/desk/Documents");
    assert!(says(&page, "save the stock") && says(&page, "remove it"));
    let given = order(page.update(Message::Own('g')));
    assert_eq!(given, Order::GiveStock("Avery 5160".into(), folder));
    assert_eq!(order(page.update(Message::Own('d'))), Order::RemoveStock("Avery 5160".into()));
    let dropped = order(page.update(Message::Dropped("roll.toml".into())));
    assert_eq!(dropped, Order::AddStocks("roll.toml".into()));
    // One of the program's stays.
    on(&mut page, Row::Stock);
    let making = page.update(Message::Turn(true));
    let _ = made(&mut page, making);
    assert!(!says(&page, "remove it"));
    assert_eq!(page.update(Message::Own('d')), Action::None);
    // No list has a stock.
    assert_eq!(opened().update(Message::Own('g')), Action::None);
}

#[test]
fn stocks_and_the_print_command_are_kept_in_a_real_folder() {
    let folder = tempfile::tempdir().unwrap();
    let done = |order| match carry_out(order, folder.path()) {
        Done::Set(said) => said,
        other => panic!("{other:?}"),
    };
    let known = || match carry_out(Order::Know, folder.path()) {
        Done::Known(known, ..) => known,
        other => panic!("{other:?}"),
    };
    let out = folder.path().to_owned();
    let said = done(Order::GiveStock("5160".into(), out)).unwrap();
    let file = folder.path().join("avery-5160.toml");
    assert!(said.contains("avery-5160.toml") && file.is_file(), "{said}");
    let own = std::fs::read_to_string(&file).unwrap().replace("Avery 5160", "Gym sheet");
    std::fs::write(&file, own).unwrap();
    assert_eq!(done(Order::AddStocks(file)).unwrap(), "Added: Gym sheet");
    assert!(known().is_own("Gym sheet") && !known().is_own("Avery 5160"));
    assert!(done(Order::AddStocks("no.toml".into())).unwrap_err().contains("no.toml"));
    assert_eq!(done(Order::RemoveStock("Gym sheet".into())).unwrap(), "Removed: Gym sheet");
    assert!(!known().is_own("Gym sheet"));
    let said = done(Order::Command("printit -to {printer} {file}".into())).unwrap();
    assert!(said.contains("printit -to {printer} {file}"), "{said}");
    let mut page = Print::default();
    let _ = page.open();
    let mut known = known();
    assert_eq!(known.memory.command(), "printit -to {printer} {file}");
    // No system tells its printers: the name is typed.
    known.printers = Some(Vec::new());
    let making = page.update(Message::Done(Done::Known(known, PathBuf::new(), None)));
    let _ = made(&mut page, making);
    assert!(page.rows().contains(&Row::Printer));
    on(&mut page, Row::Printer);
    let _ = page.update(Message::Enter);
    let _ = page.update(Message::Edited("HP 400".into()));
    let making = page.update(Message::Commit);
    assert_eq!(made(&mut page, making).printer, "HP 400");
}

#[test]
fn what_was_set_is_said_when_everything_is_read_anew() {
    let mut page = opened();
    let reads = page.update(Message::Done(Done::Set(Ok("Added: Gym roll".into()))));
    assert_eq!(order(reads), Order::Know);
    let known = Done::Known(Box::new(known()), PathBuf::new(), None);
    let making = page.update(Message::Done(known));
    let _ = made(&mut page, making);
    assert!(says(&page, "Added: Gym roll"));
    let stays = page.update(Message::Done(Done::Set(Err("The disk is full.".into()))));
    assert_eq!(stays, Action::None);
    assert!(says(&page, "The disk is full."));
}

#[test]
fn texts_of_letters_lie_there_to_be_edited() {
    let folder = tempfile::tempdir().unwrap();
    let mut page = opened();
    assert_eq!(page.update(Message::Own('e')), Action::None, "a list has no text");
    let making = page.update(Message::Heard(Heard::Code("12".into())));
    let Order::Make(_, watch) = order(making) else { panic!() };
    let _ = page.update(Message::Done(Done::Made(watch, Err("Nobody".into()))));
    assert!(says(&page, "edit letters"), "though there is no letter");
    let letters = order(page.update(Message::Own('e')));
    assert_eq!(letters, Order::Letters(Purpose::Overdue));
    let own = folder.path().join("letters/overdue.es.txt");
    std::fs::create_dir_all(own.parent().unwrap()).unwrap();
    std::fs::write(&own, "# Hola").unwrap();
    lay_out(Purpose::Overdue, folder.path()).unwrap();
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "# Hola");
    let english = std::fs::read_to_string(folder.path().join("letters/overdue.en.txt")).unwrap();
    assert!(english.contains("{student}"), "{english}");
    assert!(!folder.path().join("letters/receipt.en.txt").exists());
}

/// A desk at which a brother and a sister have a device each; labels were printed.
pub(super) fn lent() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let now = tagdesk::clock::now();
    let (store, _) = Store::open(folder.path(), "a test", &now).unwrap();
    let mut desk = Desk::new(store, Front::Terminal).unwrap();
    let (station, site) = ("GYM-2".to_owned(), "LRK".to_owned());
    desk.init(&Setup { station, site, role: Role::Alone, practice: false }, &now).unwrap();
    let files = ["students.csv", "devices.csv"].map(|name| folder.path().join(name));
    let people = "student,name,grade,homeroom,site,household,slot\n\
                  0048213,Ava Lind,7,7B,LRK,H1,10\n0048214,Eli Lind,K,KA,LRK,H1,2\n";
    std::fs::write(&files[0], people).unwrap();
    std::fs::write(&files[1], "tag,serial,model,site\nCB-1,SN-1,300e,LRK\nCB-2,SN-2,300e,LRK\n")
        .unwrap();
    let (plan, _) = exchange::plan(&files, &Options::default()).unwrap();
    desk.import(&plan, &How::whatever(), &now).unwrap();
    for line in ["0048213", "CB-1", "XTDNEXT", "0048214", "CB-2"] {
        desk.scan(&Channel::Main, line, Source::Scan, &now).unwrap();
    }
    let mut memory = Memory::default();
    memory.begin(labels(&shelf(), &Choice::default(), &Known::new()).unwrap().job.unwrap());
    memory.keep(folder.path()).unwrap();
    folder
}

pub(super) fn laid(folder: &tempfile::TempDir, choice: Choice) -> Result<Made, String> {
    let watch = tagdesk::desk::request::Watch::new();
    match carry_out(Order::Make(Box::new(choice), watch), folder.path()) {
        Done::Made(_, made) => made.map(|drawn| drawn.made),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_real_register_offers_what_it_has() {
    let folder = lent();
    let Done::Known(known, ..) = carry_out(Order::Know, folder.path()) else { panic!() };
    assert_eq!(known.offered(Row::Grade), ["K", "7"]);
    assert_eq!(known.offered(Row::Homeroom), ["7B", "KA"]);
    assert_eq!(known.offered(Row::Slot), ["2", "10"]);
    assert!(known.offered(Row::File).is_empty());
}

#[test]
fn receipts_go_to_households_and_statements_into_tables_of_a_past_day() {
    let folder = lent();
    let receipts = |household| {
        let choice = Choice { kind: 8, household, ..Choice::default() };
        laid(&folder, choice).unwrap().count().to_owned()
    };
    assert_eq!((receipts(false).as_str(), receipts(true).as_str()), ("2 letters", "1 letter"));
    let statements = |as_of: &str, csv| {
        laid(&folder, Choice { kind: 14, as_of: as_of.into(), csv, ..Choice::default() })
    };
    let end = |made: &Made| made.name().rsplit('.').next().map(str::to_owned).unwrap();
    assert_eq!(end(&statements("", false).unwrap()), "pdf");
    assert!(statements("2020-01-01", false).is_err(), "nothing had happened");
    assert!(statements("some day", false).unwrap_err().contains("some day"));
    let made = statements("", true).unwrap();
    assert_eq!((made.is_table(), end(&made).as_str()), (true, "csv"));
    let path = folder.path().join(made.name());
    let save = Save {
        made,
        path: path.clone(),
        then: Then::Keep,
        printer: String::new(),
        watch: tagdesk::desk::request::Watch::new(),
    };
    let saved = carry_out(Order::Save(Box::new(save)), folder.path());
    assert!(matches!(saved, Done::Saved(Ok(_), None)), "{saved:?}");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("device,serial,model") && text.contains("CB-2"), "{text}");
}

#[test]
fn labels_of_the_last_job_are_printed_again() {
    let folder = lent();
    let again = |asked: &str| {
        laid(&folder, Choice { kind: 16, again: asked.into(), start: 5, ..Choice::default() })
    };
    assert_eq!(again("").unwrap().count(), "63 labels");
    let some = again("14-30").unwrap();
    assert_eq!((some.count(), some.is_job()), ("17 labels", false), "nothing is remembered");
    assert_eq!(some.sheet().unwrap().start, 5);
    assert!(again("60-64").unwrap_err().contains("63"));
    assert!(again("many").unwrap_err().contains("14-30"));
    // On the stock of that job, whatever was chosen before.
    let mut page = of_kind(1);
    on(&mut page, Row::Stock);
    let making = page.update(Message::Turn(true));
    assert_ne!(made(&mut page, making).stock, "Avery 5160");
    let making = page.update(Message::Heard(Heard::Code("17".into())));
    assert_eq!(made(&mut page, making).stock, "Avery 5160");
}

/// A desk with a register and a loan: every document is laid out, or says why there is nothing.
#[test]
fn every_document_is_laid_out_from_a_real_desk() {
    let folder = tempfile::tempdir().unwrap();
    let now = tagdesk::clock::now();
    let (store, _) = Store::open(folder.path(), "a test", &now).unwrap();
    let mut desk = Desk::new(store, Front::Terminal).unwrap();
    let (station, site) = ("GYM-2".to_owned(), "LRK".to_owned());
    desk.init(&Setup { station, site, role: Role::Alone, practice: false }, &now).unwrap();
    let files = ["students.csv", "devices.csv"].map(|name| folder.path().join(name));
    let people = "student,name,grade,homeroom,site\n0048213,Ava Lind,7,7B,LRK\n";
    std::fs::write(&files[0], people).unwrap();
    std::fs::write(&files[1], "tag,serial,model,site\nCB-1,SN-1,Lenovo 300e,LRK\n").unwrap();
    let (plan, _) = exchange::plan(&files, &Options::default()).unwrap();
    desk.import(&plan, &How::whatever(), &now).unwrap();
    for line in ["0048213", "CB-1"] {
        desk.scan(&Channel::Main, line, Source::Scan, &now).unwrap();
    }
    let mut laid = 0;
    for kind in 0..19 {
        let choice = Box::new(Choice { kind, ..Choice::default() });
        let order = Order::Make(choice, tagdesk::desk::request::Watch::new());
        match carry_out(order, folder.path()) {
            Done::Made(_, Ok(_)) => laid += 1,
            Done::Made(_, Err(why)) => {
                // Nobody is overdue, nothing went out today, nothing is asked, no labels were printed.
                let nothing = [
                    "Nobody and nothing here fits",
                    "No labels were printed here yet",
                    "Nothing is under way",
                ];
                assert!(nothing.iter().any(|says| why.starts_with(says)), "{kind}: {why}");
            }
            other => panic!("{kind}: {other:?}"),
        }
    }
    assert!(laid >= 13, "{laid} are laid out");
}

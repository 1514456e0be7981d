//! The sheet for the driver of a transfer, chosen and as another page asks for it.

use tagdesk::desk::transfer::{Load, Way};
use tagdesk::desk::transfer_open::WhichStack;
use tagdesk::domain::site::Site;

use super::choose::{laid, lent};
use super::*;

/// The sheet for the driver of nine devices.
pub(super) fn driver(choice: &Choice) -> Draft {
    let load = Load {
        transfer: "LIB-1/9f2c61ab/412".into(),
        from: "Neosho Middle".into(),
        to: "Bonner Elementary".into(),
        at: at(12, 9, 30),
        devices: (0..9).map(|n| card(&format!("CB-{:06}", 4376 + 7 * n), None)).collect(),
        about: about(),
    };
    Draft {
        document: Box::new(tagdesk::text::transfer::sheet(&load, choice.paper, NOW)),
        title: "Sheet for the driver".into(),
        station: "GYM-2".into(),
        count: "9 rows".into(),
        problems: vec![],
        sheet: None,
        job: None,
        table: None,
    }
}

#[test]
fn the_sheet_of_a_transfer_is_chosen_among_those_under_way() {
    let mut page = of_kind(18);
    assert!(says(&page, "12 Aug, 9:30 · Bonner Elementary · 9 devices"));
    on(&mut page, Row::Transfer);
    let named = |devices: u8| WhichStack::Named(format!("LIB-1/9f2c61ab/{devices}"));
    for (on, wanted) in [(true, named(31)), (true, named(1)), (true, WhichStack::Newest)] {
        let making = page.update(Message::Turn(on));
        assert_eq!(made(&mut page, making).transfer, wanted);
    }
    // As another page asks for it: the mark is on which, and nothing else stays chosen.
    let mut page = of_kind(1);
    let site = Site { code: "BON".into(), name: "Bonner Elementary".into() };
    let making = page.update(Message::Sheet(WhichStack::To(site)));
    let choice = made(&mut page, making);
    assert_eq!((choice.kind, choice.start), (18, 1));
    assert!(says(&page, "The newest to Bonner Elementary"));
    let making = page.update(Message::Turn(true));
    assert_eq!(made(&mut page, making).transfer, WhichStack::Newest);
}

#[test]
fn a_real_transfer_is_laid_out_and_offered() {
    let folder = lent();
    let sheet = |transfer| laid(&folder, Choice { kind: 18, transfer, ..Choice::default() });
    assert!(sheet(WhichStack::Newest).unwrap_err().starts_with("Nothing is under way"));
    let now = tagdesk::clock::now();
    let (store, _) = Store::open(folder.path(), "a test", &now).unwrap();
    let mut desk = Desk::new(store, Front::Window).unwrap();
    for line in ["XTDRETURN", "CB-1"] {
        desk.scan(&Channel::Main, line, Source::Scan, &now).unwrap();
    }
    let bonner = folder.path().join("sites.csv");
    std::fs::write(&bonner, "site,name\nLRK,Larkstone\nBON,Bonner\n").unwrap();
    let (plan, _) = exchange::plan(&[bonner], &Options::default()).unwrap();
    desk.import(&plan, &How::whatever(), &now).unwrap();
    let mut way = Way::Send { to: "BON".into(), transfer: String::new() };
    desk.transfer(&mut way, "CB-1", Source::Scan, &now).unwrap();
    drop(desk);
    let made = sheet(WhichStack::Newest).unwrap();
    assert_eq!((made.count(), made.is_job()), ("1 row", false));
    assert!(made.name().starts_with("sheet-for-the-driver-"), "{}", made.name());
    let Done::Known(known, ..) = carry_out(Order::Know, folder.path()) else { panic!() };
    assert_eq!((known.transfers.len(), known.transfers[0].to.as_str()), (1, "Bonner"));
    let site = |code: &str| WhichStack::To(Site { code: code.into(), name: "Talbot High".into() });
    assert_eq!(sheet(site("BON")).unwrap().count(), "1 row");
    assert!(sheet(site("TAL")).unwrap_err().contains("Nothing was sent to Talbot High"));
}

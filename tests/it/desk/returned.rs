//! A return is never refused; devices move with who has them.

use tagdesk::desk::reply::{Notice, Tone};
use tagdesk::desk::request::{Request, RunSetup};
use tagdesk::domain::device::Status;

use crate::support::desk;

#[test]
fn a_return_from_another_person_is_done_and_said_aloud() {
    let counter = desk(
        "0048213 CB-004417 -> issued; 0048307 -> student; XTDRETURN -> mode
         CB-004417 -> returned 0048213 from 0048213 says \"not out to Maya Okafor\"",
    );
    let reply = counter.last.unwrap();
    assert_eq!(reply.tone, Tone::Attention);
    let Notice::Returned { from: Some(from), not_from: Some(other), .. } = reply.notice else {
        panic!("{:?}", reply.notice)
    };
    assert_eq!((from.named.id.as_str(), other.id.as_str()), ("0048213", "0048307"));
}

#[test]
fn a_device_of_another_site_moves_with_who_has_it() {
    let mut counter = desk("0048213 CB-003991 -> issued says \"Larkstone Middle\"");
    let Notice::Issued { moved, .. } = counter.last.clone().unwrap().notice else { panic!() };
    assert_eq!(moved, Some(("Bonner Elementary".into(), "Larkstone Middle".into())));
    assert_eq!(counter.card("CB-003991").site, "LRK");
    counter.go("XTDUNDO -> undone");
    assert_eq!(counter.card("CB-003991").site, "BON", "undo restores the site, too");
    counter.go("0000042 CB-003991 -> issued; (CB-003991 0000042)");
    assert_eq!(counter.card("CB-003991").site, "BON");
    counter.go("return: CB-003991 -> returned says \"Larkstone Middle\"");
    assert_eq!(counter.card("CB-003991").site, "LRK", "it comes back to the run's site");
}

#[test]
fn a_return_goes_to_the_site_of_the_run() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    let setup = RunSetup { name: "Collection".into(), site: "TAL".into(), ..RunSetup::default() };
    counter.ask(Request::StartRun(setup));
    counter.go("return: CB-004417 -> returned says \"Talbot High\"");
    assert_eq!(counter.card("CB-004417").site, "TAL");
}

#[test]
fn a_return_is_never_refused() {
    for tag in ["CB-STOLEN", "CB-LOST", "CB-REPAIR", "CB-RETIRED"] {
        let counter = desk(&format!("return: {tag} -> already written"));
        assert_eq!(counter.last.unwrap().tone, Tone::Attention, "put it aside");
    }
    // Stolen while it was out: it comes back all the same.
    let mut counter = desk("0048213 CB-004417 -> issued");
    let stolen = crate::support::register::DEVICES.replace(
        "PF3KD8Q2,Lenovo 300e Gen 4,LRK,available",
        "PF3KD8Q2,Lenovo 300e Gen 4,LRK,stolen",
    );
    let imported = counter.import(&[&stolen], false);
    assert_eq!(imported.statuses, 1);
    counter.go("0048307 CB-004417 -> refused; (CB-004417 0048213)
         return: CB-004417 -> returned from 0048213; (CB-004417 in)");
    assert_eq!(counter.card("CB-004417").status, Status::Stolen, "a return mends no status");
}

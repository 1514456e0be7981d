//! The agreement: asked for before a device goes out, signed once.

use tagdesk::desk::Error;
use tagdesk::desk::agreement::Signing;
use tagdesk::desk::request::{Answer, Request};
use tagdesk::domain::agreement::Signer;
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::policy::Policy;

use crate::support::{Counter, desk};

fn counter() -> Counter {
    let mut counter = desk("");
    let policy = Policy { agreement: "2026".into(), limit: 5, ..Policy::default() };
    counter.ask(Request::SetPolicy(Box::new(policy)));
    counter
}

fn versions(counter: &Counter) -> Vec<String> {
    let signed = counter.desk.store().signed(&BorrowerId::from_text("0048213")).unwrap();
    signed.into_iter().map(|signed| signed.version).collect()
}

#[test]
fn it_is_signed_once_for_all_devices_and_taken_back_with_the_first() {
    let mut counter = counter();
    counter.go("issue: 0048213 CB-004417 -> question says \"has not signed the agreement 2026\"");
    let asks = &counter.last.as_ref().unwrap().ask;
    assert_eq!(*asks, ["agreement"]);
    counter.go("XTDNO -> no");
    assert_eq!(versions(&counter), Vec::<String>::new());
    counter.go("CB-004417 -> question");
    let before = counter.events();
    counter.go("XTDYES -> issued");
    let kinds = counter.kinds(before);
    assert!(kinds.ends_with(&["AgreementSigned".into(), "Issued".into()]), "{kinds:?}");
    counter.go("CB-004376 -> issued; XTDUNDO -> undone");
    assert_eq!(versions(&counter), ["2026"], "the second device was no signature");
    counter.go("XTDUNDO -> undone");
    assert_eq!(versions(&counter), Vec::<String>::new(), "one command, one undo");
    counter.go("CB-004417 -> question; XTDYES -> issued");
    // A new version is asked for again.
    let policy = Policy { agreement: "2027".into(), limit: 5, ..Policy::default() };
    counter.ask(Request::SetPolicy(Box::new(policy)));
    counter.go("CB-004376 -> question; XTDYES -> issued");
    assert_eq!(versions(&counter).len(), 2);
}

#[test]
fn who_signed_before_is_not_asked_and_a_signature_alone_can_be_taken_back() {
    let mut counter = counter();
    let mut signing = Signing {
        who: BorrowerId::from_text("0048213"),
        version: String::new(),
        by: Signer::Guardian,
        name: "Linh Nguyễn".into(),
    };
    let Answer::Signed(signature) = counter.ask(Request::Sign(signing.clone())) else { panic!() };
    assert_eq!(signature.version, "2026");
    counter.go("issue: 0048213 CB-004417 -> issued; XTDUNDO -> undone");
    counter.go("XTDUNDO -> undone; CB-004417 -> question; XTDNO -> no");
    counter.ask(Request::SetPolicy(Box::default()));
    let none = counter.desk.sign(&signing, counter.clock.now());
    assert!(matches!(none, Err(Error::NoAgreement)));
    signing.who = BorrowerId::from_text("99");
    signing.version = "2026".into();
    let nobody = counter.desk.sign(&signing, counter.clock.now());
    assert!(matches!(nobody, Err(Error::NoBorrower(_))));
}

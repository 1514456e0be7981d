//! Scans that come while something long goes on: each is answered, in its order, none is lost.

use futures_channel::oneshot::Receiver;
use tagdesk::clock;
use tagdesk::desk::batch::{MergeReport, Refusal};
use tagdesk::desk::reply::{Channel, Reply};
use tagdesk::desk::request::{Answer, Files, Found, Outlook, Request, Watch};
use tagdesk::desk::{Client, Desk, Error, Front, How, Imported, Worker};
use tagdesk::domain::event::Source;
use tagdesk::store::{Review, Store};

use crate::batch::{Stick, office, write};
use crate::support::{Folder, register};

type Waits = Receiver<Result<Answer, Error>>;

/// The worker on a folder, as the window has it.
fn window(folder: &Folder) -> (Worker, Client) {
    let (store, _) = Store::open(folder.data(), "a test", &clock::now()).unwrap();
    Worker::start(Desk::new(store, Front::Window).unwrap(), clock::now)
}

fn answer(mut waits: Waits) -> Answer {
    loop {
        if let Some(answer) = waits.try_recv().unwrap() {
            return answer.unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

fn is_answered(waits: &mut Waits) -> bool {
    waits.try_recv().unwrap().is_some()
}

fn scan(client: &Client, line: &str) -> Waits {
    let (channel, line) = (Channel::Main, line.to_owned());
    client.call(Request::Scan { channel, line, source: Source::Scan })
}

fn reply(waits: Waits) -> Reply {
    match answer(waits) {
        Answer::Reply(reply) => *reply,
        other => panic!("{other:?}"),
    }
}

/// A stick with a batch of each of these stations, forty scans in each.
fn stick_of(stations: &[&str]) -> Stick {
    let stick = Stick::new();
    for station in stations {
        let folder = Folder::station(station);
        let scans: Vec<String> = (0..40).map(|number| format!("{station}-T{number:03}")).collect();
        let mut lines = vec!["XTDRETURN"];
        lines.extend(scans.iter().flat_map(|tag| [tag.as_str(), "XTDYES"]));
        let _ = folder.scan(&lines);
        write(&folder, &stick, &[]);
    }
    stick
}

fn merge(client: &Client, stick: &Stick, watch: &Watch) -> Waits {
    let (paths, watch) = (vec![stick.path().to_owned()], watch.clone());
    client.call(Request::MergeBundles { paths, own_site: false, watch })
}

fn merged(waits: Waits) -> MergeReport {
    match answer(waits) {
        Answer::BundlesMerged(report) => *report,
        other => panic!("{other:?}"),
    }
}

const LINES: [&str; 6] = ["0048213", "CB-004417", "0048307", "CB-004376", "XTDRETURN", "CB-004417"];
const OUTCOMES: [&str; 6] = ["student", "issued", "student", "issued", "mode", "returned"];

#[test]
fn between_two_bundles_whoever_waits_is_served() {
    let stick = stick_of(&["GYM-1", "GYM-2", "GYM-3", "GYM-4", "GYM-5", "GYM-6"]);
    let office = office();
    let (worker, client) = window(&office);
    let watch = Watch::new();
    let mut merging = merge(&client, &stick, &watch);
    let waits: Vec<Waits> = LINES.iter().map(|line| scan(&client, line)).collect();
    let mut served = waits.into_iter().map(reply);
    let first = served.next().unwrap();
    assert!(!is_answered(&mut merging), "the merge was not waited for");
    let replies: Vec<Reply> = std::iter::once(first).chain(served).collect();
    assert!(replies.is_sorted_by_key(|reply| reply.number));
    assert_eq!(replies.iter().map(|reply| reply.outcome.as_str()).collect::<Vec<_>>(), OUTCOMES);
    let mut shares = vec![watch.percent()];
    while !is_answered_or_keep(&mut merging, &mut shares, &watch) {}
    assert!(shares.is_sorted(), "{shares:?}");
    assert_eq!(watch.parts(), (6, 6));
    assert_eq!(watch.percent(), Some(100));
    drop(worker);
    let events = office.column("events", "event");
    let own = events.iter().filter(|event| event.starts_with("OFFICE/")).count();
    assert!(events.len() > 240 && own >= 3, "all is there: {own} of {}", events.len());
    assert_eq!(office.show("CB-004376")["student"], "0048307");
}

fn is_answered_or_keep(waits: &mut Waits, shares: &mut Vec<Option<u64>>, watch: &Watch) -> bool {
    shares.push(watch.percent());
    std::thread::sleep(std::time::Duration::from_millis(1));
    is_answered(waits)
}

#[test]
fn a_merge_that_is_stopped_keeps_what_it_has_and_names_the_rest() {
    let stick = stick_of(&["GYM-1", "GYM-2"]);
    let office = office();
    let (_worker, client) = window(&office);
    let watch = Watch::new();
    watch.cancel();
    let report = merged(merge(&client, &stick, &watch));
    assert_eq!(report.bundles.len(), 0);
    assert!(
        report.refused.len() == 2 && report.refused.iter().all(|one| one.why == Refusal::Stopped)
    );
    let report = merged(merge(&client, &stick, &Watch::new()));
    assert!(report.refused.is_empty() && report.bundles.len() == 2, "{report:?}");
    assert_eq!(report.receipts.len(), 2);
}

#[test]
fn closing_ends_a_merge_and_serves_what_was_asked_before() {
    let stick = stick_of(&["GYM-1", "GYM-2"]);
    let office = office();
    let (worker, client) = window(&office);
    let first = merge(&client, &stick, &Watch::new());
    let again = merge(&client, &stick, &Watch::new());
    let served = scan(&client, "0048213");
    drop(worker);
    assert_eq!(merged(first).bundles.iter().filter(|one| one.before.is_none()).count(), 2);
    assert_eq!(merged(again).bundles.iter().filter(|one| one.before.is_some()).count(), 2);
    assert_eq!(reply(served).outcome.as_str(), "student");
    assert!(client.call(Request::Sites).try_recv().is_err(), "closed");
}

fn checked(client: &Client, path: &str) -> Outlook {
    let files = Files { paths: vec![path.into()], ..Files::default() };
    match answer(client.call(Request::Check { files, watch: Watch::new() })) {
        Answer::Outlook(outlook) => outlook,
        other => panic!("{other:?}"),
    }
}

fn import(client: &Client, outlook: &Outlook, watch: &Watch) -> Waits {
    let Found::Checked { plan, .. } = outlook.found() else { panic!("{outlook:?}") };
    let how = How { watch: watch.clone(), ..How::whatever() };
    client.call(Request::Import { plan: plan.clone(), how })
}

#[test]
fn scans_wait_for_an_import_and_come_after_it_in_their_order() {
    let folder = Folder::ready("GYM-2");
    let people = (0..3_000).map(|n| format!("07{n:05},Person {n},7,7C,LRK,,student,yes"));
    let people: Vec<String> = people.collect();
    let roster = folder.put("roster.csv", format!("{}{}\n", register::STUDENTS, people.join("\n")));
    let (_worker, client) = window(&folder);
    let outlook = checked(&client, &roster);
    let watch = Watch::new();
    let mut importing = import(&client, &outlook, &watch);
    // The last of them is on the new list: the import came first.
    let lines = ["0048213", "CB-004417", "0702999", "CB-004376"];
    let waits: Vec<Waits> = lines.iter().map(|line| scan(&client, line)).collect();
    let mut shares = Vec::new();
    while !is_answered_or_keep(&mut importing, &mut shares, &watch) {}
    assert!(shares.iter().flatten().any(|share| (1..100).contains(share)), "{shares:?}");
    let replies: Vec<Reply> = waits.into_iter().map(reply).collect();
    assert!(replies.is_sorted_by_key(|reply| reply.number));
    let outcomes: Vec<&str> = replies.iter().map(|reply| reply.outcome.as_str()).collect();
    assert_eq!(outcomes, ["student", "issued", "student", "issued"]);
    assert_eq!(replies[3].student.as_ref().unwrap().as_str(), "0702999");
}

#[test]
fn an_import_that_is_stopped_writes_nothing_and_the_next_is_served() {
    let folder = Folder::ready("GYM-2");
    let head = "student,name,grade,homeroom,site,household,kind,active\n";
    let roster = folder.put("roster.csv", format!("{head}0800001,New One,7,7C,LRK,,student,yes\n"));
    let (_worker, client) = window(&folder);
    let outlook = checked(&client, &roster);
    let watch = Watch::new();
    watch.cancel();
    let mut importing = import(&client, &outlook, &watch);
    assert_eq!(reply(scan(&client, "0800001")).outcome.as_str(), "unknown");
    assert!(matches!(importing.try_recv(), Ok(Some(Err(Error::Store(_))))));
    let Answer::Imported(done) = answer(import(&client, &outlook, &Watch::new())) else { panic!() };
    let Imported { written, review: Review { people, .. }, .. } = *done;
    assert!(written && people.new == 1);
}

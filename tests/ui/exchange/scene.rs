//! Hand-made answers for Exchange, and its parts as they are shown with them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tagdesk::desk::batch::{MergeReport, MergedBundle, OnStick, ReceiptWritten, Refusal, Refused};
use tagdesk::desk::checking::Guess;
use tagdesk::desk::conflicts::ConflictPage;
use tagdesk::desk::reply::Named as Who;
use tagdesk::desk::request::{Answer, Choice, FileKind, Found, Outlook, Request, Todos, Watch};
use tagdesk::desk::{Checked, Stop};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::clock::Timed;
use tagdesk::domain::conflict::{
    ChoiceCard, ConflictCard, Effect, Fate, OverLimit, Parked, Story, StoryRegister, TodoCard,
};
use tagdesk::domain::custody::Todo;
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::Kind;
use tagdesk::domain::hash::Hash;
use tagdesk::domain::mark::Gap;
use tagdesk::domain::quote::{Proposal, ProposalCard, Why as Because};
use tagdesk::exchange::bundle::{self, Counts, Damaged, Manifest, Why};
use tagdesk::exchange::field::Field;
use tagdesk::exchange::{self, Options};
use tagdesk::store::{
    At, Change, Closed, HolderDiffers, Known, LastBatch, Leaver, Open, Review, StationRow, Taken,
};
use tagdesk::ui::key;
use tagdesk::ui::screen::exchange::{Exchange, Message, Part};
use tagdesk::ui::screen::{Action, Ticket};
use tagdesk::ui::widget::Heard;

use crate::support::*;

pub(super) fn answer(page: &mut Exchange, answer: Answer) -> Action {
    page.update(Message::Answered(Ticket(1), Ok(answer)))
}

pub(super) fn tap(page: &mut Exchange, action: key::Action) -> Action {
    page.update(Message::Press(action))
}

/// What is asked of the desk, of an action.
pub(super) fn asked(action: Action) -> Vec<Request> {
    match action {
        Action::Ask(request) => vec![request],
        Action::Many(all) => all.into_iter().flat_map(asked).collect(),
        _ => vec![],
    }
}

pub(super) fn hash(of: &str) -> Hash {
    Hash::of(&[of.as_bytes()])
}

pub(super) fn story(of: &str, name: &str, place: &str, hour: i64, minute: i64) -> Story {
    Story {
        hash: hash(of),
        event: format!("GYM-1/9f2c61ab/{minute}"),
        kind: Kind::Issued,
        station: "GYM-1".into(),
        place: place.into(),
        operator: Some("A. Ruiz".into()),
        at: at(12, hour, minute),
        within_ms: 0,
        written: at(12, hour, minute),
        entered_later: false,
        person: Some(named("0048301", name, "7B")),
        grade: "7".into(),
        leaves: Some(named("0048301", name, "7B")),
        saw: None,
        saw_site: "Bonner Elementary".into(),
        register: Some(StoryRegister { short: "9f2c61ab".into(), known: Some((41, at(9, 8, 0))) }),
    }
}

pub(super) fn conflict(number: usize) -> ConflictCard {
    let (ava, jose) = (named("0048301", "Ava Lind", "7B"), jose());
    let earlier = story("a", "Ava Lind", "Gym · Table 1", 9, 41);
    let later = Story {
        station: "GYM-2".into(),
        operator: Some("D. Ochoa".into()),
        within_ms: 120_000,
        written: at(12, 11, 0),
        person: Some(jose.clone()),
        leaves: Some(jose.clone()),
        ..story("b", "", "Gym · Table 2", 10, 2)
    };
    let effect = |who: &Who, fate, changed| {
        (
            who.clone(),
            Effect {
                borrower: who.id.clone(),
                issued: hash(&who.name),
                since: at(12, 9, 41),
                fate,
                changed,
            },
        )
    };
    let choice = |choice, holder: Option<&Who>, effects| ChoiceCard {
        choice,
        holder: holder.cloned(),
        effects,
        asks_again: false,
    };
    ConflictCard {
        id: hash(&format!("conflict {number}")),
        short: format!("9f2c61a{number}"),
        device: card("CB-004376", None),
        stories: vec![earlier, later],
        asked: false,
        choices: vec![
            choice(
                Choice::Later,
                Some(&jose),
                vec![
                    effect(&ava, Fate::Ended(at(12, 10, 2)), false),
                    effect(&jose, Fate::Open, false),
                ],
            ),
            choice(
                Choice::Earlier,
                Some(&ava),
                vec![effect(&ava, Fate::Open, true), effect(&jose, Fate::Void, true)],
            ),
            choice(
                Choice::Neither,
                None,
                vec![effect(&ava, Fate::EndsNow, true), effect(&jose, Fate::EndsNow, true)],
            ),
            choice(Choice::AskSchool, Some(&jose), vec![]),
        ],
        decisions: vec![],
        said: vec![],
        standing: vec![],
    }
}

pub(super) fn conflicts(open: u64, page: usize, on_page: usize) -> Answer {
    Answer::Conflicts(Box::new(ConflictPage {
        open: Open { conflicts: open, asked: 0 },
        page,
        conflicts: (0..on_page).map(|index| conflict(page * 20 + index)).collect(),
    }))
}

fn proposal(old_cents: i64, new_cents: i64, why: Because) -> ProposalCard {
    let proposal = Proposal {
        borrower: jose().id,
        charge: (old_cents > 0).then(|| Hash::of(&[b"charge"])),
        basis: Hash::of(&[b"damage"]),
        device: Some(DeviceId::from_text("t:CB-004376")),
        sort: "screen".into(),
        old_cents,
        new_cents,
        why,
    };
    ProposalCard { proposal, person: jose(), tag: "CB-004376".into() }
}

pub(super) fn todos() -> Answer {
    let scan = TodoCard {
        device: card("CB-004376", None),
        todo: Todo::IssuedWhileOut,
        story: story("c", "Maya Okafor", "Gym · Table 3", 10, 20),
        other: Some(story("d", "Ava Lind", "Gym · Table 1", 9, 41)),
    };
    let person = person(vec![held("CB-004417"), held("CB-004376")]);
    Answer::Todos(Box::new(Todos {
        scans: vec![scan; 3],
        over_limit: vec![
            OverLimit {
                person: person.clone(),
                category: "Chromebook".into(),
                held: 2
            };
            2
        ],
        inactive: vec![person.clone()],
        same: Vec::new(),
        parked: vec![
            Parked::Device(Box::new(card("CB-9999", None))),
            Parked::Person(Box::new(person)),
        ],
        proposals: vec![proposal(9_000, 0, Because::Free), proposal(0, 4_000, Because::NotCharged)],
    }))
}

pub(super) fn stations() -> Answer {
    let row = |code: &str, own: bool| StationRow {
        station: code.into(),
        own,
        events: 612,
        last: Some(LastBatch { number: 17, at: at(11, 15, 32) }),
        register: Some(41),
        register_hash: "9f2c61ab".into(),
        gaps: vec![],
        clock: Some(Timed { at_ms: 0, within_ms: 60_000 }),
        unsent: 0,
        forked: false,
        closed: None,
    };
    Answer::Stations(vec![
        StationRow { unsent: 86, ..row("GYM-2", true) },
        StationRow {
            gaps: vec![Gap {
                station: "GYM-1".into(),
                incarnation: "9f2c61ab".into(),
                from: 412,
                to: 430,
            }],
            clock: Some(Timed { at_ms: -58 * 60_000, within_ms: 120_000 }),
            unsent: 19,
            ..row("GYM-1", false)
        },
        StationRow {
            last: None,
            register: None,
            clock: None,
            closed: Some(Closed {
                at: at(11, 8, 0),
                reason: "Laptop stolen from the gym".into(),
                later: 3,
            }),
            ..row("HS-LIBRARY", false)
        },
    ])
}

/// The first page, with its numbers.
pub(super) fn started() -> Exchange {
    let mut page = Exchange::default();
    let wanted = asked(page.open());
    assert_eq!(wanted, [Request::Conflicts { page: 0 }, Request::Todos, Request::Stations]);
    let _ = answer(&mut page, conflicts(3, 0, 3));
    let _ = answer(&mut page, todos());
    let _ = answer(&mut page, stations());
    page
}

pub(super) fn at_part(part: Part) -> Exchange {
    let mut page = started();
    let _ = page.update(Message::Open(part));
    page
}

pub(super) fn bundle(
    station: &str,
    number: u64,
    counts: Counts,
    damaged: Vec<Damaged>,
) -> MergedBundle {
    MergedBundle {
        path: PathBuf::from(format!("/stick/TAGDESK_{station}.zip")),
        id: "b-1".into(),
        station: station.into(),
        incarnation: "9f2c61ab".into(),
        number,
        exported: at(11, 15, 32),
        counts,
        before: None,
        damaged,
        truncated: false,
        resaved: false,
        concatenated: false,
        forks: vec![],
        unknown: 0,
        closed: false,
        clocks: vec![],
    }
}

pub(super) fn merge_report(damaged: bool) -> MergeReport {
    let counts = |applied, already_had, superseded, needs_person, parked, damaged| Counts {
        applied,
        already_had,
        superseded,
        needs_person,
        parked,
        damaged,
    };
    let broken = Damaged {
        file: "events.csv".into(),
        line: 14,
        row: "R13".into(),
        why: Why::Changed,
        old: Some("0048213".into()),
        new: Some("48213".into()),
        taken: false,
    };
    let lost = if damaged { vec![broken; 2] } else { vec![] };
    let receipt = |station: &str| ReceiptWritten {
        station: station.into(),
        folder: PathBuf::from("/stick"),
        path: Ok(PathBuf::from("/stick/TAGDESK-RECEIPT.zip")),
    };
    MergeReport {
        bundles: vec![
            bundle("GYM-2", 17, counts(591, 8, 8, 3, 2, lost.len() as u64), lost),
            MergedBundle {
                truncated: damaged,
                resaved: damaged,
                forks: if damaged { vec!["GYM-1/9f2c61ab/412".into()] } else { vec![] },
                unknown: 3 * u64::from(damaged),
                ..bundle("GYM-1", 9, counts(538, 50, 3, 0, 1, 0), vec![])
            },
        ],
        refused: if damaged {
            vec![Refused { path: PathBuf::from("/stick/demo.zip"), why: Refusal::Practice }]
        } else {
            vec![]
        },
        receipts: vec![receipt("GYM-2"), receipt("GYM-1")],
        gaps: vec![Gap {
            station: "GYM-1".into(),
            incarnation: "9f2c61ab".into(),
            from: 412,
            to: 430,
        }],
    }
}

/// After a merge, with conflicts.
pub(super) fn merged(damaged: bool) -> Exchange {
    let mut page = looked(vec![batch("GYM-2"), batch("GYM-1")]);
    let merge = asked(tap(&mut page, key::Action::Yes));
    let [Request::MergeBundles { paths, own_site: false, .. }] = merge.as_slice() else {
        panic!("{merge:?}")
    };
    assert_eq!(*paths, [PathBuf::from("/media/stick")]);
    let report = Answer::BundlesMerged(Box::new(merge_report(damaged)));
    let wanted = asked(answer(&mut page, report));
    assert_eq!(wanted, [Request::Conflicts { page: 0 }]);
    let _ = answer(&mut page, conflicts(3, 0, 3));
    page
}

pub(super) fn batch(station: &str) -> OnStick {
    let path = format!("/media/stick/TAGDESK_{station}_2026-08-12_1532_000017.zip");
    let manifest = Manifest { station: station.into(), number: 17, ..Manifest::default() };
    OnStick {
        path: path.into(),
        manifest: Ok(manifest),
        for_us: false,
        known: false,
        offered: true,
    }
}

pub(super) fn receipt() -> OnStick {
    let path = "/media/stick/TAGDESK-RECEIPT_GYM-2_2026-08-12_1540_000003.zip";
    let manifest = Manifest {
        kind: bundle::Kind::Receipt,
        station: "OFFICE".into(),
        receiver: "GYM-2".into(),
        number: 3,
        ..Manifest::default()
    };
    OnStick { path: path.into(), manifest: Ok(manifest), for_us: true, known: false, offered: true }
}

/// A stick that was looked at.
pub(super) fn looked(found: Vec<OnStick>) -> Exchange {
    let mut page = at_part(Part::Take);
    let _ = page.update(Message::Typed("/media/stick".into()));
    let look = asked(tap(&mut page, key::Action::Yes));
    assert_eq!(look, [Request::LookOnStick("/media/stick".into())]);
    let _ = answer(&mut page, Answer::OnStick(found));
    page
}

pub(super) const ROSTER: &str = "Student_Number;Last_Name;First_Name;SchoolID;Grade_Level;Home_Room;DOB\n\
    0048213;Nguyễn;José;NMS;7;7B;2013-05-01\n\
    0048214;Okafor;Maya;NMS;7;7A;2013-05-02\n\
    0048214;Park;Zoë;NMS;7;7A;2013-05-03\n\
    1.00921E+09;Lind;Eli;NMS;7;7A;2013-05-04\n\
    ;Lind;Ava;NMS;8;8A;2012-05-04\n";

/// A file as the desk reads it, with something odd everywhere.
pub(super) fn odd() -> Outlook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("devices.csv");
    let mut text = "Devices of 9 August,,,\nAsset Tag,Serial,Model,Holder\n".to_owned();
    let row = |number| format!("CB-{number:06},PF3X{number:04},Chrome Book,0048213\n");
    text.extend((0..40).map(row));
    text += "\u{a0}CB-900001,PF3X9001,Chromebook,jos\u{e9}\n,,,\nCB-900002,PF3X9002,Chromebook,\n";
    // As a spreadsheet of Windows writes it: what it is is a guess.
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    std::fs::write(&path, bytes).unwrap();
    let options = Options { kind: Some(FileKind::Devices), ..Options::default() };
    let known = Known { models: vec!["Chromebook".into()], ..Known::default() };
    let read = exchange::check(&[path], &options, &known, &Watch::new()).unwrap();
    let at = |line| At { file: 0, line };
    let change = |number: u32| Change {
        at: at(number),
        key: format!("CB-{number:06}"),
        fields: vec![
            ("site", "LRK".into(), "BON".into()),
            ("funding", String::new(), "Title I".into()),
        ],
    };
    let leaver = |number: u32| Leaver {
        person: number.is_multiple_of(2),
        key: format!("00{number}"),
        name: format!("Person {number}"),
        grade: "7".into(),
        site: "LRK".into(),
        holds: u64::from(number % 3),
    };
    let review = Review {
        devices: Taken { new: 2, updated: 30, unchanged: 10, leaving: 25 },
        changes: (1..=30).map(change).collect(),
        leavers: (1..=25).map(leaver).collect(),
        differences: vec![HolderDiffers {
            at: at(7),
            tag: "CB-000004".into(),
            file: BorrowerId::from_text("0048213"),
            journal: Some(BorrowerId::from_text("0048301")),
        }],
        ..Review::default()
    };
    let plan = Arc::new(read.plan.clone());
    let checked = Checked { read, review, stops: vec![], contact: None, left: None, before: None };
    Outlook::new(Found::Checked { checked: Box::new(checked), plan })
}

/// That file, checked.
pub(super) fn at_odd() -> Exchange {
    let mut page = at_part(Part::Import);
    let _ = page.update(Message::Dropped("/home/devices.csv".into()));
    let _ = answer(&mut page, Answer::Outlook(odd()));
    page
}

/// A file as the desk reads it.
pub(super) fn checked(stops: Vec<Stop>) -> Outlook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("powerschool-students-0809.csv");
    std::fs::write(&path, ROSTER).unwrap();
    let options = Options { kind: Some(FileKind::Students), ..Options::default() };
    let read = exchange::check(&[path], &options, &Known::default(), &Watch::new()).unwrap();
    let people = Taken { new: 412, updated: 3_018, unchanged: 8_398, leaving: 27 };
    let plan = Arc::new(read.plan.clone());
    let review = Review { people, ..Review::default() };
    let checked = Checked { read, review, stops, contact: None, left: None, before: None };
    Outlook::new(Found::Checked { checked: Box::new(checked), plan })
}

pub(super) fn stops() -> Vec<Stop> {
    vec![
        Stop::Leaving { site: "NMS".into(), leaving: 120, all: 812 },
        Stop::SchoolYear { moved_up: 790, graded: 812 },
    ]
}

/// A check on show.
pub(super) fn at_check(stops: Vec<Stop>) -> Exchange {
    let mut page = at_part(Part::Import);
    let check = asked(page.update(Message::Dropped("/home/roster.csv".into())));
    let [Request::Check { files, .. }] = check.as_slice() else { panic!("{check:?}") };
    assert_eq!(files.paths, [PathBuf::from("/home/roster.csv")]);
    let _ = answer(&mut page, Answer::Outlook(checked(stops)));
    page
}

/// A file that changes the catalogue, which is M. Lane's; A. Ruiz is scanning.
pub(super) fn at_contact() -> Exchange {
    let mut page = at_part(Part::Import);
    let _ = page.update(Message::Dropped("/home/models.csv".into()));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("models.csv");
    std::fs::write(&path, "model,category,price\nPixel Slate,Tablet,400\nL13,Laptop,650\n")
        .unwrap();
    let options = Options::default();
    let read = exchange::check(&[path], &options, &Known::default(), &Watch::new()).unwrap();
    let models = Taken { new: 2, ..Taken::default() };
    let plan = Arc::new(read.plan.clone());
    let review = Review { models, ..Review::default() };
    let contact = Some("M. Lane".to_owned());
    let checked = Checked { read, review, stops: vec![], contact, left: None, before: None };
    let outlook = Outlook::new(Found::Checked { checked: Box::new(checked), plan });
    let _ = answer(&mut page, Answer::Outlook(outlook));
    page
}

/// A file that nobody knows.
pub(super) fn at_mapping() -> Exchange {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(
        &path,
        "Nr,Wer,Raum,Bemerkung\n0048213,José Nguyễn,7B,neu\n0048214,Maya Okafor,7A,\n",
    )
    .unwrap();
    let found = strange(&path, true);
    let mut page = at_part(Part::Import);
    let _ = page.update(Message::Typed("/home/export.csv".into()));
    let _ = tap(&mut page, key::Action::Yes);
    let _ = answer(&mut page, Answer::Outlook(Outlook::new(found)));
    page
}

fn strange(path: &Path, headed: bool) -> Found {
    let kinds = [FileKind::Students, FileKind::Devices, FileKind::Models, FileKind::Sites];
    let guess = |kind, headed| Guess {
        columns: exchange::mapping::columns(path, kind, headed, &Known::default()).unwrap(),
        fields: Field::of(kind).collect(),
    };
    Found::Strange {
        kinds: kinds.into_iter().map(|kind| guess(kind, true)).collect(),
        numbered: kinds.into_iter().map(|kind| guess(kind, false)).collect(),
        path: path.to_owned(),
        headed,
    }
}

/// A file without headings.
pub(super) fn at_headless() -> Exchange {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    let text = "0048213,José Nguyễn,7B\n0048214,Maya Okafor,7A\n0048215,Eli Lind,7B\n";
    std::fs::write(&path, text).unwrap();
    let mut page = at_part(Part::Import);
    let _ = page.update(Message::Typed("/home/export.csv".into()));
    let _ = tap(&mut page, key::Action::Yes);
    let _ = answer(&mut page, Answer::Outlook(Outlook::new(strange(&path, false))));
    page
}

/// A proposal that is being kept.
pub(super) fn settling() -> Exchange {
    let mut page = at_part(Part::Todos);
    for _ in 0..9 {
        let _ = tap(&mut page, key::Action::Down);
    }
    let _ = page.update(Message::Own('k'));
    let _ = page.update(Message::Reason("Agreed with the family".into()));
    page
}

/// The pages that are kept as pictures.
pub(crate) fn kept() -> Vec<(&'static str, Exchange)> {
    let mut marked = merged(false);
    let _ = marked.update(Message::Heard(Heard::Typing("1".into())));
    vec![
        ("exchange", started()),
        ("exchange-check", at_check(vec![])),
        ("exchange-stops", at_check(stops())),
        ("exchange-contact", at_contact()),
        ("exchange-map", at_mapping()),
        ("exchange-take", looked(vec![batch("GYM-1"), receipt()])),
        ("exchange-merged", merged(false)),
        ("exchange-conflict", marked),
        ("exchange-todos", at_part(Part::Todos)),
        ("exchange-proposal", settling()),
        ("exchange-stations", at_part(Part::Stations)),
        ("exchange-export", at_part(Part::Export)),
    ]
}

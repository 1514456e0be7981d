//! `tagdesk retag` and `add-device`, through the real program.

use crate::support::{Folder, replies};

fn carry(from: &Folder, to: &Folder) {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    from.run(&["batch", "write", path, "--all"]).ok();
    to.run(&["batch", "merge", path]).ok();
}

#[test]
fn a_new_label_is_queued_until_it_was_printed() {
    let folder = Folder::ready("LIB-1");
    let out = folder.text("labels.pdf");
    let queued = ["print", "labels", "--queued", "--out", &out];
    folder.run(&queued).refused(&["No label waits"]);
    let done = folder.run(&["retag", "PF3KD8Q2", "CB-009000", "--json"]).ok();
    assert_eq!(replies(&done.out)[0]["outcome"], "labelled");
    assert!(folder.run(&queued).ok().out.contains('1'));
    folder.run(&["print", "well"]).ok();
    folder.run(&queued).refused(&["No label waits"]);
    assert!(folder.column("devices", "device").contains(&"CB-009000".into()));
    let shown = folder.show("CB-004417");
    assert_eq!(
        (&shown["device"], &shown["labels"][0]["tag"]),
        (&"CB-009000".into(), &"CB-004417".into())
    );
    folder.run(&["retag", "CB-004417", "CB-004376"]).refused(&["PF3KD7M4", "--yes"]);
    folder.run(&["retag", "CB-004417", "CB-004376", "--yes"]).ok();
    assert_eq!(folder.show("PF3KD7M4")["shares"][0], "PF3KD8Q2");
    folder.run(&["check"]).ok();
}

/// Two desks give one device a new label each, and each one label to two devices.
#[test]
fn labels_merge_whoever_comes_first() {
    let (a, b) = (Folder::ready("LIB-1"), Folder::ready("GYM-1"));
    a.run(&["retag", "PF3KD8Q2", "CB-009000"]).ok();
    b.run(&["retag", "PF3KD8Q2", "CB-009001"]).ok();
    a.run(&["retag", "PF3KD8A9", "CB-009002"]).ok();
    b.run(&["retag", "PF3KD7M4", "CB-009002"]).ok();
    carry(&a, &b);
    carry(&b, &a);
    for folder in [&a, &b] {
        assert_eq!(folder.show("CB-009000")["device"], "CB-009001", "the later one is on it");
        assert_eq!(folder.show("CB-004417")["device"], "CB-009001");
        assert_eq!(folder.outcomes(&["CB-009002"]), ["refused"]);
        assert_eq!(folder.show("PF3KD8A9")["shares"][0], "PF3KD7M4");
        folder.run(&["check"]).ok();
    }
}

#[test]
fn an_unknown_device_is_added_in_one_line() {
    let folder = Folder::ready("LIB-1");
    let args = ["add-device", "CB-NEW", "--serial", "PFNEW1", "--model", "L13", "--json"];
    let added = replies(&folder.run(&args).ok().out).remove(0);
    assert_eq!((&added["device"], &added["site"]), (&"CB-NEW".into(), &"LRK".into()));
    assert_eq!(folder.outcomes(&["0048213", "CB-NEW"]), ["student", "issued"]);
    folder.run(&["add-device", "CB-NEW"]).refused(&["CB-NEW"]);
    // A site that no list has is a slip; where there is no list, any site will do.
    folder.run(&["add-device", "CB-X", "--site", "ZZZ"]).refused(&["ZZZ", "BON"]);
    let at = |folder: &Folder, site: &str| {
        let args = ["add-device", "CB-X", "--site", site, "--json"];
        replies(&folder.run(&args).ok().out).remove(0)["site"].clone()
    };
    assert_eq!(at(&folder, "bon"), "BON");
    assert_eq!(at(&Folder::station("LIB-2"), "ZZZ"), "ZZZ");
    let (tag, serial) = (folder.show("CB-NEW"), folder.show("PFNEW1"));
    assert_eq!((&tag["student"], &serial["device"]), (&"0048213".into(), &"CB-NEW".into()));
}

//! Prices, the return run and proposals, through the real program.

use serde_json::Value;

use crate::support::Folder;

const PRICES: &str = "\
Type,Model,Price,Steps,Device
Screen,,90.00,yes,yes
screen,ThinkPad L13,\"$1,200.00\",100/75/50/25,yes
hinge,,40,,
insurance,,25.00,no,no
";

fn priced(folder: &Folder, more: &[&str]) {
    let file = folder.put("prices.csv", PRICES);
    let args = [&["policy", "--prices", &file], more].concat();
    folder.run(&args).ok();
}

fn due(folder: &Folder, student: &str) -> Value {
    folder.show(student)["due"].clone()
}

#[test]
fn a_price_list_comes_from_a_file() {
    let folder = Folder::ready("GYM-2");
    priced(&folder, &["--free-breaks", "1", "--block", "50", "--leads", "ar lt"]);
    let (head, rows) = folder.list("prices");
    assert_eq!(head, ["type", "model", "price", "steps", "device"]);
    assert_eq!(
        rows.iter().map(|row| row.join("|")).collect::<Vec<_>>(),
        [
            "hinge||40.00|no|no",
            "insurance||25.00|no|no",
            "screen||90.00|yes|yes",
            "screen|ThinkPad L13|1200.00|yes|yes"
        ]
    );
    let policy: Value =
        serde_json::from_str(folder.run(&["policy", "--json"]).ok().out.trim()).unwrap();
    assert_eq!(policy["free_breaks"], 1);
    assert_eq!((&policy["block_cents"], &policy["leads"][0]), (&5_000.into(), &"AR".into()));
    // What is not named again stays.
    folder.run(&["policy", "--block", "none", "--year-starts", "08-01"]).ok();
    assert_eq!(folder.list("prices").1.len(), 4);
    let nothing = folder.put("nothing.csv", "type,price\n,1\n");
    folder.run(&["policy", "--prices", &nothing]).refused(&[
        "line 2",
        "blank",
        "Nothing was changed",
    ]);
    let columns = folder.put("columns.csv", "tag,serial\nCB-1,X\n");
    let said = folder.run(&["policy", "--prices", &columns]).refused(&["charge_type", "serial"]);
    assert!(!said.err.contains("--map"), "{}", said.err);
    assert_eq!(folder.run(&["policy", "--year-starts", "13-01"]).code, 2);
    assert_eq!(folder.run(&["policy", "--block", "-5"]).code, 2);
    let no_word = folder.run(&["policy", "--name", "workshop=Repair"]);
    assert!(no_word.code == 2 && no_word.err.contains("available, repair"), "{}", no_word.err);
}

/// A list with a row that is no price is nobody's list: what is left of it would be free.
#[test]
fn a_price_list_with_bad_rows_sets_nothing() {
    let folder = Folder::ready("GYM-2");
    priced(&folder, &[]);
    let before = folder.list("prices").1;
    let rows = [
        ("case,,cheap,,", "\"cheap\" is no price"),
        (",,5,,", "blank"),
        ("lost,,20000,,", "no price"),
        ("lost,,90,maybe,", "\"maybe\" is neither yes nor no"),
        ("lost,,90,80,", "\"80\" is neither"),
        ("lost,,90,,some", "\"some\" is neither"),
        ("lost,,1.234,,", "\"1.234\" is no price"),
    ];
    for (row, why) in rows {
        let list = format!("type,model,price,steps,device\nscreen,,10,Yes,N\n{row}\n");
        let file = folder.put("bad.csv", list);
        let set = ["policy", "--prices", &file, "--free-breaks", "3"];
        folder.run(&set).refused(&["line 3", why, "Nothing was changed"]);
        assert_eq!(folder.list("prices").1, before, "{row}");
    }
    let policy = folder.run(&["policy"]).ok().out;
    assert!(!policy.contains('3'), "nothing of the command is set: {policy}");
    // Two prices for one thing: which one is meant?
    let twice = "type,model,price\nScreen,CB 3100,10\nhinge,,5\nscreen,cb 3100,20\n";
    let file = folder.put("twice.csv", twice);
    let ran = folder.run(&["policy", "--prices", &file]);
    let ran = ran.refused(&["line 2: ", "in line 4 too", "line 4: ", "in line 2 too"]);
    assert!(!ran.err.contains("line 3"), "{}", ran.err);
    let same = "type,price,steps\nscreen,10,75 %\nScreen,10.00,yes\nhinge,5,100\n";
    folder.run(&["policy", "--prices", &folder.put("same.csv", same)]).ok();
    let rows: Vec<String> = folder.list("prices").1.iter().map(|row| row.join("|")).collect();
    assert_eq!(rows, ["hinge||5.00|no|no", "screen||10.00|yes|no"]);
}

#[test]
fn who_adds_models_is_named_where_one_is_nearly_another() {
    let folder = Folder::ready("GYM-2");
    let file = folder.put("more.csv", "tag,serial,model\nCB-7001,PF7001,Lenovo 300e Gen-4\n");
    let import = ["import", file.as_str(), "--local", "--dry-run"];
    assert!(!folder.run(&import).ok().err.contains("to add it"));
    let said = folder.run(&["policy", "--contact", "M. Lane, room 12"]).ok().out;
    assert!(said.contains("ask M. Lane, room 12 to add it"), "{said}");
    assert!(folder.run(&import).ok().err.contains("ask M. Lane, room 12 to add it"));
    assert!(!folder.run(&["policy", "--contact", "none"]).ok().out.contains("to add it"));
}

/// What is in the catalogue, by name.
fn catalogue(folder: &Folder) -> Vec<String> {
    let out = folder.text("catalogue.csv");
    folder.run(&["export", "models", "--out", &out]).ok();
    let mut reader = csv::Reader::from_path(out).unwrap();
    reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

#[test]
fn the_catalogue_is_changed_by_its_contact_alone() {
    let folder = Folder::ready("GYM-2");
    let new = folder.put("models.csv", "model,category\nPixel Slate,Tablet\n");
    folder.run(&["policy", "--contact", "M. Lane"]).ok();
    let before = catalogue(&folder);
    let import = ["import", new.as_str(), "--as", "models"];
    let by = |who: &'static str| [&import[..], &["--operator", who]].concat();
    for refused in [import.to_vec(), by("ar")] {
        folder.run(&refused).refused(&["M. Lane alone changes the catalogue", "F6"]);
    }
    // Tried out it is a finding.
    let dry = folder.run(&[&import[..], &["--dry-run"]].concat()).ok();
    assert!(dry.err.contains("M. Lane alone changes the catalogue"), "{}", dry.err);
    let told = folder.run(&[&import[..], &["--dry-run", "--json"]].concat()).ok().out;
    let sum: serde_json::Value = serde_json::from_str(told.trim().lines().last().unwrap()).unwrap();
    assert_eq!(sum["contact"], "M. Lane");
    assert_eq!(catalogue(&folder), before);
    folder.run(&by("m. lane")).ok();
    assert!(catalogue(&folder).contains(&"Pixel Slate".into()));
    // The same again changes nothing: anybody may bring it. A change of an entry is a change.
    folder.run(&by("ar")).ok();
    let other = folder.put("other.csv", "model,category\nPixel Slate,Chromebook\n");
    folder.run(&["import", &other, "--as", "models"]).refused(&["M. Lane"]);
    // Devices are anybody's, of a new model too; a spelling that becomes an alias is not.
    let devices = folder.put("new.csv", "tag,serial,model\nCB-7001,PF7001,Surface Go\n");
    folder.run(&["import", &devices, "--local"]).ok();
    assert_eq!(folder.show("CB-7001")["model"], "Surface Go");
    let near = folder.put("near.csv", "tag,serial,model\nCB-7002,PF7002,Pixel-Slate\n");
    let near = ["import", near.as_str(), "--local", "--accept", "aliases"];
    folder.run(&near).refused(&["M. Lane"]);
    folder.run(&[&near[..], &["--operator", "M. Lane"]].concat()).ok();
    assert_eq!(folder.show("CB-7002")["model"], "Pixel Slate");
    folder.run(&["policy", "--contact", "none"]).ok();
    folder.run(&["import", &other, "--as", "models"]).ok();
    folder.run(&["check"]).ok();
}

#[test]
fn neither_a_list_of_devices_nor_an_undo_passes_the_contact_by() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["policy", "--contact", "M. Lane"]).ok();
    let before = catalogue(&folder);
    let table = "tag,serial,model,category\nCB-7001,PF7001,Surface Go,Tablet\n";
    let devices = folder.put("new.csv", table);
    let import = ["import", devices.as_str(), "--local"];
    let told = folder.run(&import).ok();
    assert!(told.err.contains("M. Lane alone adds it"), "{}", told.err);
    assert_eq!(folder.show("CB-7001")["model"], "Surface Go");
    assert_eq!(catalogue(&folder), before, "the device is taken in without an entry");
    // It was taken in by anybody, and anybody takes it back.
    folder.run(&["import", "--undo"]).ok();
    let by_contact = ["--operator", "m. lane", "--json"];
    let told = folder.run(&[&import[..], &by_contact].concat()).ok().out;
    let sum: serde_json::Value = serde_json::from_str(told.trim().lines().last().unwrap()).unwrap();
    assert_eq!(sum["models_left"], 0);
    let with = catalogue(&folder);
    assert_eq!(with.len(), before.len() + 1);
    folder.run(&["import", "--undo"]).refused(&["M. Lane takes it back"]);
    assert_eq!(catalogue(&folder), with);
    folder.run(&["import", "--undo", "--operator", "M. Lane"]).ok();
    assert_eq!(catalogue(&folder), before);
    folder.run(&["check"]).ok();
}

#[test]
fn a_return_run_is_begun_from_the_terminal() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "XTDNEXT"]);
    let run = ["run", "start", "Summer", "--mode", "return", "--shelf", "Gym cart 3"];
    let says = ["--condition", "Good", "--next", "cleaning", "--accessories", "assumed"];
    folder.run(&[&run[..], &says].concat()).ok();
    // The run says in which mode it goes on.
    let replies = folder.scan_as(&[], &["CB-004417", "XTDDSCREEN"]);
    assert_eq!(replies[0]["outcome"], "returned");
    assert!(replies[0]["message"].as_str().unwrap().contains("Gym cart 3"));
    assert_eq!(replies[1]["outcome"], "noted");
    let card = folder.show("CB-004417");
    assert_eq!((&card["status"], &card["shelf"]), (&"cleaning".into(), &"Gym cart 3".into()));
    assert_eq!((&card["condition"], &card["damage"][0]), (&"good".into(), &"screen".into()));
    let issued = folder.scan_as(&["--mode", "issue"], &["0048213", "CB-004376"]);
    assert_eq!(issued[1]["outcome"], "issued", "said, it is as said");
    folder.run(&["run", "end"]).ok();
    folder.scan_as(&["--mode", "return"], &["CB-004376"]);
    let issued = folder.scan(&["0048213", "CB-004376"]);
    assert_eq!(issued[1]["outcome"], "issued", "the run of the day has no mode of its own");
    folder.run(&["run", "start", "X", "--condition", "shiny"]).refused(&["shiny", "good"]);
    folder.run(&["run", "start", "X", "--next", "lost"]).refused(&["lost", "cleaning"]);
    folder.run(&["run", "start", "X", "--dated", "2999-01-01"]).refused(&["2999", "still to come"]);
    folder.run(&["run", "start", "X", "--dated", "soon"]).refused(&["soon", "no date"]);
}

#[test]
fn only_a_lead_lets_money_go() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["policy", "--leads", "AR"]).ok();
    folder.run(&["charge", "0048213", "10"]).ok();
    let charge = folder.column("charges", "charge").remove(0);
    folder.run(&["waive", &charge, "--reason", "x"]).refused(&["lead"]);
    folder.run(&["waive", &charge, "--reason", "x", "--operator", "LT"]).refused(&["lead"]);
    folder.run(&["waive", &charge, "--reason", "x", "--operator", "ar"]).ok();
    assert_eq!(due(&folder, "0048213"), "0.00");
}

/// Two desks that do not know of each other call the same free break theirs.
#[test]
fn what_a_merge_finds_is_proposed_and_booked_by_a_person() {
    let (gym, library) = (Folder::ready("GYM-1"), Folder::ready("LIB"));
    for folder in [&gym, &library] {
        priced(folder, &["--free-breaks", "1"]);
    }
    let back = |folder: &Folder, tag: &str, damage: &str| {
        folder.scan(&["XTDISSUE", "0048213", tag, "XTDNEXT"]);
        let replies = folder.scan_as(&["--mode", "return"], &[tag, damage]);
        replies[1]["message"].as_str().unwrap().to_owned()
    };
    assert!(back(&gym, "CB-004417", "XTDDHINGE").contains("1 of 1"));
    assert!(back(&library, "CB-004376", "XTDDSCREEN").contains("1 of 1"));
    assert!(back(&library, "CB-004398", "XTDDHINGE").contains("40.00"));
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    library.run(&["batch", "write", path]).ok();
    gym.run(&["batch", "merge", path]).ok();
    // The gym's was first; the screen at the library is no free break any more.
    let (head, rows) = gym.list("proposals");
    assert_eq!(head, ["proposal", "student", "device", "charge", "type", "old", "new", "why"]);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(
        rows[0][1..],
        ["0048213", "CB-004376", "", "screen", "0.00", "90.00", "not-charged"]
    );
    assert_eq!(due(&gym, "0048213"), "40.00", "nothing is changed by a merge");
    gym.run(&["propose", "book", &rows[0][0], "--reason", " "]).refused(&["reason"]);
    gym.run(&["propose", "book", "0000", "--reason", "x"]).refused(&["0000"]);
    gym.run(&["propose", "book", &rows[0][0], "--reason", "second break"]).ok();
    assert_eq!(due(&gym, "0048213"), "130.00");
    assert!(gym.list("proposals").1.is_empty());
    let reasons = gym.column("entries", "reason");
    assert!(reasons.contains(&"second break".into()), "{reasons:?}");
    // Paid, and then the damage is taken back: the charge goes with it, the family is owed.
    gym.run(&["pay", "0048213", "130"]).ok();
    let noted = gym
        .list("events")
        .1
        .into_iter()
        .find(|row| row[2] == "ConditionNoted" && row[4] == "CB-004398");
    gym.run(&["undo", &noted.unwrap()[0], "--yes"]).ok();
    assert_eq!(due(&gym, "0048213"), "-40.00");
    assert_eq!(gym.run(&["check"]).ok().code, 0);
}

#[test]
fn a_proposal_may_be_left_for_good() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "XTDNEXT"]);
    folder.scan_as(&["--mode", "return"], &["CB-004417", "XTDDSCREEN"]);
    assert!(folder.list("proposals").1.is_empty());
    // Set on the same day, the list speaks of that day's damage, too.
    priced(&folder, &[]);
    let proposal = folder.column("proposals", "proposal").remove(0);
    // To charge nothing is to let money go: the same people may as with `waive`.
    folder.run(&["policy", "--leads", "AR"]).ok();
    let keep = ["propose", "keep", &proposal, "--reason", "before the list"];
    let events = folder.list("events").1.len();
    folder.run(&keep).refused(&["lead", "F6"]);
    folder.run(&[&keep[..], &["--operator", "LT"]].concat()).refused(&["lead"]);
    assert_eq!(folder.list("events").1.len(), events, "nothing was written");
    folder.run(&[&keep[..], &["--operator", "ar"]].concat()).ok();
    assert!(folder.list("proposals").1.is_empty());
    assert_eq!(due(&folder, "0048213"), "0.00");
    let charges = folder.list("charges").1;
    assert_eq!((&*charges[0][3], &*charges[0][7]), ("90.00", "90.00"), "charged and let go");
    let kept = folder.list("entries").1.pop().unwrap();
    assert_eq!(kept[4..10].join("|"), "ChargeWaived|-90.00||before the list|lead|AR");
}

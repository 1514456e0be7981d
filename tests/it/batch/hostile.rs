//! What is refused, and what is said of it.

use std::io::Write as _;

use super::*;

/// Writes a bundle as a folder and changes a file of it.
fn spoiled(
    station: &Folder,
    stick: &Stick,
    file: &str,
    change: impl Fn(String) -> String,
) -> String {
    let path = write(station, stick, &["--folder"]);
    let text = std::fs::read_to_string(path.join(file)).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed, "the test changed something");
    std::fs::write(path.join(file), changed).unwrap();
    path.display().to_string()
}

#[test]
fn an_unplugged_stick_is_refused_and_never_made() {
    let gym = Folder::ready("GYM-1");
    let gone = gym.text("media/stick");
    let ran = gym.run(&["batch", "write", &gone]).refused(&["media/stick", "plug it in"]);
    assert!(ran.out.is_empty() && !gym.file("media").exists());
    gym.run(&["batch", "merge", &gone]).refused(&["media/stick"]);
    gym.run(&["batch", "receive", &gone]).refused(&["media/stick"]);
    assert_eq!(status(&gym, "GYM-1")["last_batch"], Value::Null, "nothing counts as written");
}

#[test]
fn practice_stays_practice() {
    let practice = Folder::bare();
    practice.run(&["demo", "--no-window"]).ok();
    let stick = Stick::new();
    let path = write(&practice, &stick, &[]).display().to_string();
    for real in [office(), Folder::ready("GYM-1")] {
        let before = events(&real);
        real.run(&["batch", "merge", &path]).refused(&["practice"]);
        assert_eq!(events(&real), before);
    }
}

#[test]
fn a_newer_layout_says_update() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    let stick = Stick::new();
    let path = spoiled(&gym, &stick, "manifest.csv", |text| text.replace("tagdesk-1", "tagdesk-2"));
    office.run(&["batch", "merge", &path]).refused(&["newer Tagdesk", "tagdesk-2", "Update"]);
    // The others on the stick are taken all the same, and the exit code says that one was not.
    write(&gym, &stick, &[]);
    let ran = office.run(&["batch", "merge", "--json", &stick.text()]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let report = one(&ran.out);
    assert_eq!(report["bundles"].as_array().unwrap().len(), 1);
    assert_eq!(report["refused"].as_array().unwrap().len(), 1);
}

#[test]
fn each_kind_goes_its_own_way() {
    let (gym, lib, office) = (Folder::ready("GYM-1"), Folder::ready("LIB"), office());
    let stick = Stick::new();
    let batch = write(&gym, &stick, &[]).display().to_string();
    merge(&office, &[&stick.text()]);
    let receipt = stick.names().into_iter().find(|name| name.contains("RECEIPT")).unwrap();
    let receipt = stick.path().join(receipt).display().to_string();
    office.run(&["batch", "merge", &receipt]).refused(&["receipt", "batch receive"]);
    gym.run(&["batch", "receive", &batch]).refused(&["batch merge"]);
    lib.run(&["batch", "receive", &receipt]).refused(&["GYM-1"]);
    // On a shared stick what is others' stays where it is, and nobody complains.
    let ran = lib.run(&["batch", "receive", &stick.text()]).ok();
    assert!(ran.err.is_empty(), "{ran:?}");
    office.run(&["batch", "merge", &gym.put("letter.csv", "a,b\n1,2\n")]).refused(&["no bundle"]);
    office.run(&["batch", "merge", &gym.put("x.zip", "PK\x03\x04rubbish")]).refused(&["x.zip"]);
}

#[test]
fn zips_that_mean_no_good_are_refused() {
    let office = office();
    let zipped = |name: &str, files: &[(&str, &[u8])]| {
        let path = office.file(name);
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path.display().to_string()
    };
    let manifest = b"propertyName,value\r\nbundle.format,tagdesk-1\r\n";
    let out = zipped("out.zip", &[("manifest.csv", manifest), ("../../escaped.csv", b"x")]);
    office.run(&["batch", "merge", &out]).refused(&["escaped.csv"]);
    assert!(!office.file("../escaped.csv").exists() && !office.file("escaped.csv").exists());
    let zeros = vec![b'0'; 100 << 20];
    let bomb = zipped("bomb.zip", &[("manifest.csv", manifest), ("events.csv", &zeros)]);
    office.run(&["batch", "merge", &bomb]).refused(&["events.csv"]);
}

#[test]
fn an_office_that_cannot_write_the_receipt_keeps_the_merge_and_says_so() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    gym.scan(&["0048213", "CB-004417"]);
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    let holder = stick.path().join("deep");
    std::fs::create_dir(&holder).unwrap();
    let bundle = stick.names().into_iter().find(|name| name.starts_with("TAGDESK")).unwrap();
    std::fs::rename(stick.path().join(&bundle), holder.join(&bundle)).unwrap();
    // A folder nobody can write to: as root only one that is mounted so, or has a name in the way.
    let limit = std::process::Command::new("chattr").arg("+i").arg(&holder).status();
    let frozen = limit.is_ok_and(|status| status.success());
    if !frozen {
        return;
    }
    let ran = office.run(&["batch", "merge", "--json", &holder.display().to_string()]);
    assert!(
        std::process::Command::new("chattr").arg("-i").arg(&holder).status().unwrap().success()
    );
    assert_eq!(ran.code, 1, "{ran:?}");
    ran.plain();
    assert_eq!(office.show("CB-004417")["student"], "0048213");
    let report = merge(&office, &[&holder.display().to_string()]);
    assert!(report["receipts"][0]["path"].is_string() && classes(&report)[0] == 0, "{report}");
}

#[test]
fn writing_needs_the_desk_and_status_does_not() {
    let gym = Folder::ready("GYM-1");
    let stick = Stick::new();
    let mut child = gym.start(&["scan", "--json"]);
    child.scan("0048213").unwrap();
    for args in [&["batch", "write"][..], &["batch", "merge"], &["batch", "receive"]] {
        let place = stick.text();
        let args = [args, &[place.as_str()]].concat();
        gym.run(&args).refused(&["in use by tagdesk scan"]);
    }
    assert!(status(&gym, "GYM-1")["unsent"].as_u64().unwrap() > 0);
    child.end();
    assert_eq!(gym.run(&["batch", "write"]).code, 2);
}

//! Sets through the real program: taken in, given out whole, and carried to where they are needed.

use serde_json::json;

use crate::support::folder::string;
use crate::support::{Folder, replies};

const SETS: &str = "\
tag,serial,model,site,status,goes along with
CH-004417,,65 W charger,LRK,available,CB-004417
CH-0000001,,65 W charger,LRK,available,CB-004418
CB-004376,PF3KD7M4,Lenovo 300e Gen 4,LRK,available,cb-004376
";

fn import(folder: &Folder, text: &str, more: &[&str]) -> serde_json::Value {
    let file = folder.put("sets.csv", text);
    let args = [&["import", &file, "--local", "--json"], more].concat();
    replies(&folder.run(&args).ok().out).pop().unwrap()
}

#[test]
fn a_list_says_what_goes_along_and_what_names_nothing_is_told() {
    let folder = Folder::ready("LIB-1");
    let told = import(&folder, SETS, &["--dry-run"]);
    assert_eq!(told["unknown_sets"], json!({"CB-004418": 1}));
    assert_eq!(folder.show("CB-004417")["set"], json!([]), "a dry run writes nothing");
    let told = import(&folder, SETS, &[]);
    assert_eq!((&told["new"], &told["unchanged"]), (&json!(2), &json!(1)), "it leads its own set");
    let shown = folder.show("CB-004417");
    assert_eq!((&shown["set"], &shown["set_of"]), (&json!(["CH-004417"]), &json!("")));
    let said = folder.run(&["show", "CH-004417"]).ok().out;
    assert!(said.contains("goes along with CB-004417"), "{said}");
    let replies = folder.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417"]);
    assert!(string(&replies[1], "message").contains("Along went CH-004417"), "{replies:?}");
    assert!(string(&replies[3], "message").contains("Still out: CH-004417"), "{replies:?}");
    let said = folder.run(&["show", "CB-004417"]).ok().out;
    assert!(said.contains("CH-004417 65 W charger, out to José Nguyễn"), "{said}");
    // Cleared again it goes by itself.
    import(&folder, "tag,set_of\nCH-004417,(clear)\n", &[]);
    assert_eq!(folder.show("CB-004417")["set"], json!([]));
    folder.run(&["import", "--undo"]).ok();
    assert_eq!(
        folder.show("CB-004417")["set"],
        json!(["CH-004417"]),
        "taken back, it is one again"
    );
    folder.run(&["check"]).ok();
}

#[test]
fn a_damaged_tag_of_a_set_is_looked_at_and_not_taken() {
    let folder = Folder::ready("LIB-1");
    let rows = (10..40).map(|n| format!("CH-{n},,Charger,LRK,available,00417{n}\n"));
    let text: String = std::iter::once("tag,serial,model,site,status,set_of\n".to_owned())
        .chain(rows)
        .chain(["CH-99,,Charger,LRK,available,4.17E+08\n".to_owned()])
        .collect();
    let told = import(&folder, &text, &[]);
    assert_eq!((&told["new"], &told["needs_look"]), (&json!(30), &json!(1)));
}

/// One desk gives the set out while another has the charger: both scans stand, and the desks agree.
#[test]
fn a_set_that_two_desks_gave_out_is_settled_like_any_device() {
    let (gym, lib) = (Folder::ready("GYM-1"), Folder::ready("LIB-1"));
    for folder in [&gym, &lib] {
        import(folder, SETS, &[]);
    }
    gym.scan(&["0048213", "CB-004417"]);
    lib.scan(&["0048222", "CH-004417"]);
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    for (from, to) in [(&gym, &lib), (&lib, &gym)] {
        from.run(&["batch", "write", path, "--all"]).ok();
        to.run(&["batch", "merge", path]).ok();
    }
    for folder in [&gym, &lib] {
        assert_eq!(folder.show("CB-004417")["student"], "0048213");
        assert_eq!(folder.show("CB-004417")["disputed"], false);
        assert_eq!(folder.show("CH-004417")["disputed"], true, "a person decides whose it is");
        folder.run(&["check"]).ok();
    }
    assert_eq!(gym.show("CH-004417")["student"], lib.show("CH-004417")["student"]);
}

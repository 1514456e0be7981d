//! The district's words for statuses and stages, wherever the terminal names one.

use crate::support::Folder;

#[test]
fn statuses_are_called_as_the_policy_calls_them() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["policy", "--name", "repair=Werkstatt", "--name", "maintenance=Pflege"]).ok();
    let opened = folder.run(&["repair", "open", "CB-004417", "--problem", "screen"]).ok();
    assert!(opened.out.contains("Werkstatt"), "{}", opened.out);
    let shown = folder.run(&["show", "CB-004417"]).ok();
    assert!(shown.out.contains("Pflege · Werkstatt"), "{}", shown.out);
    folder.scan(&["0048213", "CB-004376", "XTDNEXT"]);
    folder.run(&["run", "start", "Summer", "--mode", "return", "--next", "repair"]).ok();
    let replies = folder.scan_as(&["--mode", "return"], &["CB-004376"]);
    let said = replies[0]["message"].as_str().unwrap();
    assert!(said.to_lowercase().contains("werkstatt"), "{said}");
    // What programs read keeps the program's word.
    assert_eq!(folder.show("CB-004417")["status"], "repair");
    assert!(folder.column("devices", "status").contains(&"repair".into()));
}

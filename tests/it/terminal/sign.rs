//! Signatures through the real program.

use crate::support::Folder;

#[test]
fn a_signature_is_kept_listed_and_asked_for() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["sign", "0048213"]).refused(&["--agreement"]);
    folder.run(&["policy", "--agreement", "2026"]).ok();
    let replies = folder.scan(&["0048213", "CB-004417", "XTDNO"]);
    assert_eq!(replies[1]["ask"], serde_json::json!(["agreement"]));
    let by = ["sign", "0048213", "--by", "guardian", "--name", "Linh Nguyễn"];
    let said = folder.run(&by).ok().out;
    assert!(said.contains("signed the agreement 2026"), "{said}");
    folder.run(&["sign", "0048307", "--version", "2025"]).ok();
    folder.run(&["sign", "99"]).refused(&["99"]);
    let (head, rows) = folder.list("agreements");
    assert_eq!(head, ["student", "name", "version", "at", "by", "signed_by", "event"]);
    let told: Vec<String> = rows
        .iter()
        .map(|row| [&row[0], &row[2], &row[4], &row[5]].map(|s| &**s).join("|"))
        .collect();
    assert_eq!(told, ["0048213|2026|guardian|Linh Nguyễn", "0048307|2025|student|"]);
    let replies = folder.scan(&["0048213", "CB-004417"]);
    assert_eq!(replies[1]["outcome"], "issued");
    // Taken back, it is listed no more.
    folder.run(&["undo", &rows[0][6], "--yes"]).ok();
    assert_eq!(folder.list("agreements").1.len(), 1);
}

//! `--operator`: who does it stands beside what was written, in every command.

use crate::support::Folder;

#[test]
fn who_does_it_stands_beside_what_every_command_writes() {
    let folder = Folder::ready("GYM-2");
    let run = |line: &str| {
        let before = folder.list("events").1.len();
        let args: Vec<&str> = line.split(' ').chain(["--operator", "ar"]).collect();
        folder.run(&args).ok();
        let by = folder.column("events", "operator");
        let written = &by[before..];
        assert!(!written.is_empty() && written.iter().all(|by| by == "AR"), "{line}: {written:?}");
    };
    let newest = |table: &str, column: &str| folder.column(table, column).remove(0);
    run("charge 0048213 20");
    let charge = newest("charges", "charge");
    run("pay 0048213 5");
    run(&format!("adjust {charge} 15 --reason x"));
    run(&format!("refund {charge} 5 --reason x"));
    run(&format!("waive {charge} 5 --reason x"));
    run(&format!("void {charge} --reason x"));
    run("lost CB-004417 --date 2026-08-12");
    run("found CB-004417");
    run("repair open CB-004417 --problem screen");
    run("repair close CB-004417");
    run("assign 0048213 CB-004417");
    run("assign --free CB-004417");
    run("retag CB-004417 CB-009000");
    run("add-device CB-NEW");
    run("sign 0048213 --version 1");
}

//! For tests: how SQLite goes about the statements that a desk waits for.
#![allow(clippy::unwrap_used)]

use super::Store;

/// What reads a whole table: SQLite calls it a scan. `allowed` are the aliases of tables that are
/// small, or of which every row is asked for.
fn scans(store: &Store, query: &str, allowed: &[&str]) -> Vec<String> {
    let mut plan = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
    let parameters = (0..plan.parameter_count()).map(|_| rusqlite::types::Null);
    let lines = plan.query_map(rusqlite::params_from_iter(parameters), |row| row.get(3)).unwrap();
    let lines: Vec<String> = lines.map(Result::unwrap).collect();
    let is_scan = |line: &&String| {
        line.strip_prefix("SCAN ").is_some_and(|rest| {
            let table = rest.split(' ').next().unwrap_or_default();
            !allowed.contains(&table) && !rest.starts_with("CONSTANT")
        })
    };
    lines.iter().filter(is_scan).cloned().collect()
}

#[test]
fn no_statement_of_the_desk_reads_a_whole_table() {
    let store = Store::in_memory().unwrap();
    let statements: [(&str, &str, &[&str]); 20] = [
        ("resolve", include_str!("sql/resolve.sql"), &[]),
        ("known_by_events", include_str!("sql/known_by_events.sql"), &[]),
        ("device_by_name", include_str!("sql/device_by_name.sql"), &[]),
        ("custody_by_name", include_str!("sql/custody_by_name.sql"), &[]),
        ("custody_of_device", include_str!("sql/custody_of_device.sql"), &[]),
        ("loans_of_device", include_str!("sql/loans_of_device.sql"), &[]),
        ("holds", include_str!("sql/holds.sql"), &[]),
        ("lines", include_str!("sql/lines.sql"), &[]),
        ("find_people", include_str!("sql/find_people.sql"), &["f"]),
        ("find_walk_ups", include_str!("sql/find_walk_ups.sql"), &[]),
        ("find_devices", include_str!("sql/find_devices.sql"), &["f"]),
        ("shared_events", include_str!("sql/shared_events.sql"), &[]),
        ("runs", include_str!("sql/runs.sql"), &[]),
        ("joins_found", include_str!("sql/joins_found.sql"), &[]),
        ("unsent", super::journal::UNSENT, &["i"]),
        ("undo", super::journal::NEWEST_FIRST, &["i"]),
        // Every device that has a state is asked about, no event and nobody of the register.
        ("parked", include_str!("sql/parked.sql"), &["c"]),
        (
            "a homeroom's progress",
            concat!(
                include_str!("sql/expected.sql"),
                " AND b.site IN (SELECT value FROM json_each(?1, '$.sites'))
                  AND b.homeroom IN (SELECT value FROM json_each(?1, '$.homerooms'))"
            ),
            &["json_each"],
        ),
        (
            "who is expected from a list",
            concat!(
                include_str!("sql/expected.sql"),
                " AND b.id IN (SELECT value FROM json_each(?1, '$.list'))"
            ),
            &["json_each"],
        ),
        ("events of a device", super::project::EVENTS_OF_DEVICE, &[]),
    ];
    for (name, query, allowed) in statements {
        assert_eq!(scans(&store, query, allowed), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn what_is_read_at_start_has_its_own_index() {
    let store = Store::in_memory().unwrap();
    for query in [
        include_str!("sql/shared_events.sql"),
        include_str!("sql/runs.sql"),
        include_str!("sql/find_walk_ups.sql"),
    ] {
        let mut plan = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
        let parameters = (0..plan.parameter_count()).map(|_| rusqlite::types::Null);
        let lines = plan.query_map(rusqlite::params_from_iter(parameters), |r| r.get(3)).unwrap();
        let lines: Vec<String> = lines.map(Result::unwrap).collect();
        assert!(lines.iter().any(|line| line.contains("journal_world")), "{lines:?}");
    }
}

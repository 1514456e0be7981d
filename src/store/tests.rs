//! For tests: how SQLite goes about the statements that a desk waits for.
#![allow(clippy::unwrap_used)]

use super::Store;

/// How SQLite would go about a statement, a line a step.
fn plan(store: &Store, query: &str) -> Vec<String> {
    let mut plan = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
    let parameters = (0..plan.parameter_count()).map(|_| rusqlite::types::Null);
    let lines = plan.query_map(rusqlite::params_from_iter(parameters), |row| row.get(3)).unwrap();
    lines.map(Result::unwrap).collect()
}

/// What reads a whole table: SQLite calls it a scan. `allowed` are the aliases of tables that are
/// small, or of which every row is asked for.
fn scans(store: &Store, query: &str, allowed: &[&str]) -> Vec<String> {
    let is_scan = |line: &String| {
        line.strip_prefix("SCAN ").is_some_and(|rest| {
            let table = rest.split(' ').next().unwrap_or_default();
            !allowed.contains(&table) && !rest.starts_with("CONSTANT")
        })
    };
    plan(store, query).into_iter().filter(is_scan).collect()
}

#[test]
fn no_statement_of_the_desk_reads_a_whole_table() {
    let store = Store::in_memory().unwrap();
    let statements: [(&str, &str, &[&str]); 19] = [
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
        ("people_added", include_str!("sql/people_added.sql"), &[]),
        ("joins_found", include_str!("sql/joins_found.sql"), &[]),
        ("unsent", super::journal::UNSENT, &["i"]),
        ("undo", super::journal::NEWEST_FIRST, &["i"]),
        // Every device that has a state is asked about, no event and nobody of the register.
        ("parked", include_str!("sql/parked.sql"), &["c"]),
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
        include_str!("sql/people_added.sql"),
    ] {
        let lines = plan(&store, query);
        assert!(lines.iter().any(|line| line.contains("journal_world")), "{lines:?}");
    }
}

/// With each way to say who is expected, and with what SQLite learns of a district by then.
#[test]
fn who_is_expected_is_found_by_an_index() {
    let store = Store::in_memory().unwrap();
    let lists = ["sites", "grades", "homerooms", "list"];
    for district in ["", DISTRICT] {
        store.conn.execute_batch(district).unwrap();
        for some in 1..16_usize {
            let asked = |list: &str| (0..4).any(|i| lists[i] == list && some >> i & 1 == 1);
            let query = super::runs::expected_query(asked);
            assert_eq!(scans(&store, &query, &["json_each"]), Vec::<String>::new(), "{query}");
        }
    }
    // What is counted by grade, everywhere, is not looked up person by person.
    let query = super::runs::expected_query(|list| list == "grades");
    let plan = plan(&store, &query);
    assert!(plan.iter().any(|line| line.contains("COVERING INDEX borrower_grade")), "{plan:?}");
}

/// Whole rows are never sorted: the order is an index's, or that of small keys.
#[test]
fn what_is_written_out_comes_in_the_order_of_an_index() {
    let store = Store::in_memory().unwrap();
    let students = include_str!("sql/export_students.sql").to_owned();
    for query in super::export::device_queries().into_iter().chain([students]) {
        let lines = plan(&store, &query);
        // Codes of one person, or devices of one tag, are few.
        let few = |line: &&String| line.contains("group_concat") || line.contains("LAST");
        let sorted = lines.iter().filter(|line| line.contains("TEMP B-TREE") && !few(line));
        assert_eq!(sorted.collect::<Vec<_>>(), Vec::<&String>::new(), "{query}");
    }
    let lines = plan(&store, include_str!("sql/export_events.sql"));
    assert!(
        lines.iter().all(|line| !line.contains("B-TREE") || line.contains("LAST")),
        "{lines:?}"
    );
    for query in [include_str!("sql/export_lent.sql"), include_str!("sql/export_moved.sql")] {
        assert_eq!(scans(&store, query, &["i"]), Vec::<String>::new(), "{query}");
    }
    // Every loan is asked for, and nothing is looked up in the loans but by device.
    for query in [
        include_str!("sql/export_loans.sql"),
        include_str!("sql/export_out_by_device.sql"),
        include_str!("sql/export_out_by_borrower.sql"),
        include_str!("sql/export_last_loans.sql"),
    ] {
        assert_eq!(scans(&store, query, &["l", "i"]), Vec::<String>::new(), "{query}");
        assert_eq!(plan(&store, query)[0], "SCAN l", "{query}");
    }
}

/// 6,000 people at 5 sites, in 13 grades and 4 homerooms each, as SQLite counts them.
const DISTRICT: &str = "
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
    INSERT INTO borrower
    SELECT i, 'ID' || i, '', i % 13, (i % 13) || 'ABCD', 'S' || (i % 5), '', 'student', 1, '', '', '' FROM n;
    ANALYZE;";

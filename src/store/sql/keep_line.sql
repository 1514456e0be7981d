INSERT INTO run_line
    (run, number, wall_ms, utc_offset_min, outcome, code, device, borrower, from_borrower, event)
VALUES
    (?1, (SELECT coalesce(max(number), 0) + 1 FROM run_line WHERE run = ?1),
     ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

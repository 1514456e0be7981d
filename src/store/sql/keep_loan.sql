INSERT OR REPLACE INTO loan
    (device, issued, borrower, issued_ms, issued_offset_min, due, returned, returned_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

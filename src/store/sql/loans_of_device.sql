SELECT issued, borrower, issued_ms, issued_offset_min, due, returned, returned_ms
FROM loan WHERE device = ?1

SELECT b.id FROM borrower_search f JOIN borrower b ON b.subject = f.rowid
WHERE borrower_search MATCH ?1
ORDER BY f.rowid LIMIT ?2 OFFSET ?3

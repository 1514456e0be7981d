SELECT s.name FROM device_search f JOIN subject s ON s.id = f.rowid
WHERE device_search MATCH ?1
ORDER BY f.rowid LIMIT ?2 OFFSET ?3

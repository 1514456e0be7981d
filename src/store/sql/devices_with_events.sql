SELECT j.device, s.name
FROM (SELECT DISTINCT device FROM journal
      WHERE device IS NOT NULL AND device > ?1 ORDER BY device LIMIT ?2) j
JOIN subject s ON s.id = j.device
ORDER BY j.device

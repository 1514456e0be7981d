-- Who holds more than the policy gives, by category, else by model (as `rules` counts).
SELECT h.name, coalesce(nullif(m.category, ''), d.model, '') AS counted, count(*) AS held
FROM custody c
JOIN subject h ON h.id = c.holder
LEFT JOIN device d ON d.subject = c.device
LEFT JOIN model m ON m.name = d.model
WHERE c.holder IS NOT NULL
GROUP BY c.holder, counted
HAVING held > ?1
ORDER BY h.name, counted
LIMIT ?2

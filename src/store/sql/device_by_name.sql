SELECT d.tag, d.serial, d.model, d.site, m.category, m.grades, m.accessories, d.set_of
FROM subject s
JOIN device d ON d.subject = s.id
LEFT JOIN model m ON m.name = d.model
WHERE s.name = ?1

-- What was found while folding, newest event first as it came in. What an open conflict or a
-- decision is about already is left out by whoever reads.
SELECT s.name, t.event, t.kind
FROM todo t
JOIN subject s ON s.id = t.device
JOIN journal j ON j.hash = t.event
ORDER BY j.id DESC

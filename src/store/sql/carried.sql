-- Batches, each with the chain it carried and how far: those written here, then those merged here.
SELECT i.station, i.code, b.number, b.first_seq, b.last_seq, b.at_ms
FROM batch b JOIN incarnation i ON i.own = 1
WHERE b.last_seq > 0
UNION ALL
SELECT m.station, m.incarnation, m.number, 1, m.claimed_seq, NULL
FROM merged m
ORDER BY 5, 3

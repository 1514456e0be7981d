SELECT j.hash, j.body,
       (SELECT count(*) FROM journal f
        WHERE f.incarnation = j.incarnation AND f.seq = j.seq) > 1,
       (SELECT d.tag FROM device d WHERE d.subject = j.device)
FROM incarnation i CROSS JOIN journal j INDEXED BY journal_seq ON j.incarnation = i.id
ORDER BY i.station, i.code, j.seq, j.hash

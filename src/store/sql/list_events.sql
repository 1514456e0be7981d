SELECT j.hash, j.body,
       (SELECT count(*) FROM journal f
        WHERE f.incarnation = j.incarnation AND f.seq = j.seq) > 1,
       d.tag
FROM journal j LEFT JOIN device d ON d.subject = j.device
ORDER BY j.incarnation, j.seq, j.hash

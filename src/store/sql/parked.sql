SELECT (SELECT count(*) FROM custody c
        WHERE (c.seen_ms IS NOT NULL OR c.holder IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM device d WHERE d.subject = c.device)
          AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.device = c.device
                          AND j.kind = 'DeviceJoined'))
     + (SELECT count(DISTINCT c.holder) FROM custody c
        WHERE c.holder IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM borrower b WHERE b.subject = c.holder))

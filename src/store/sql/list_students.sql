SELECT b.id, b.name, b.grade, b.homeroom, b.site, b.household, b.kind,
       iif(b.active, 'yes', 'no'),
       (SELECT group_concat(coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)), ' ')
        FROM custody c JOIN subject s ON s.id = c.device LEFT JOIN device d ON d.subject = c.device
        WHERE c.holder = b.subject),
       NULL,
       (SELECT group_concat(coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)), ' ')
        FROM custody c JOIN subject s ON s.id = c.device LEFT JOIN device d ON d.subject = c.device
        WHERE c.assigned = b.subject),
       (SELECT group_concat(nullif(c.assigned_case, ''), ' ')
        FROM custody c WHERE c.assigned = b.subject)
FROM borrower b
UNION ALL
SELECT substr(s.name, 3), a.text, j.body ->> '$.payload.grade', '', '', '', 'student', 'yes',
       (SELECT group_concat(coalesce(c.label, nullif(d.tag, ''), substr(t.name, 3)), ' ')
        FROM custody c JOIN subject t ON t.id = c.device LEFT JOIN device d ON d.subject = c.device
        WHERE c.holder = s.id),
       j.hash,
       (SELECT group_concat(coalesce(c.label, nullif(d.tag, ''), substr(t.name, 3)), ' ')
        FROM custody c JOIN subject t ON t.id = c.device LEFT JOIN device d ON d.subject = c.device
        WHERE c.assigned = s.id),
       (SELECT group_concat(nullif(c.assigned_case, ''), ' ')
        FROM custody c WHERE c.assigned = s.id)
FROM journal j
JOIN subject s ON s.id = j.borrower
LEFT JOIN addition a ON a.hash = j.hash AND a.field = 'name'
WHERE j.kind IN ('Undone', 'DeviceJoined', 'BorrowerMerged', 'ClockOffset', 'PolicySet',
                 'Resolved', 'RunStarted', 'RunEnded', 'BorrowerAdded', 'RegisterAdopted')
    AND +j.kind = 'BorrowerAdded'
ORDER BY 1

SELECT b.id, b.name, b.grade, b.homeroom, b.site, b.household, b.kind, iif(b.active, 'yes', 'no'),
       b.language, b.slot, b.case_number,
       (SELECT group_concat(c.code, '; ' ORDER BY c.code)
        FROM borrower_code c WHERE c.subject = b.subject)
FROM borrower b
ORDER BY b.id

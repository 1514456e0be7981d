-- ?1 is a JSON object of arrays; which index is asked, and for what, is added to the end.
SELECT count(*),
       coalesce(sum(EXISTS (SELECT 1 FROM custody c WHERE c.holder = b.subject) = ?2), 0)
FROM borrower b

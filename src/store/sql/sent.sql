-- Every event that sent a device, with its device's state: whether it is still under way by it. ?1 is a
-- transfer, or empty for all.
SELECT j.hash, j.body, s.name
FROM journal j
JOIN subject s ON s.id = j.device
WHERE j.kind = 'TransferSent' AND j.device IS NOT NULL
    AND (?1 = '' OR j.body ->> '$.payload.transfer' = ?1)
ORDER BY j.id

-- What was new goes, what was changed is as it was. `:number` is put in as digits.
DELETE FROM borrower_code WHERE EXISTS (
    SELECT 1 FROM intake_row r WHERE r.number = :number AND r.what = 'new-borrower'
    AND subject BETWEEN CAST(r.key AS INTEGER) AND CAST(r.before AS INTEGER));
DELETE FROM borrower WHERE EXISTS (
    SELECT 1 FROM intake_row r WHERE r.number = :number AND r.what = 'new-borrower'
    AND subject BETWEEN CAST(r.key AS INTEGER) AND CAST(r.before AS INTEGER));
DELETE FROM device WHERE EXISTS (
    SELECT 1 FROM intake_row r WHERE r.number = :number AND r.what = 'new-device'
    AND subject BETWEEN CAST(r.key AS INTEGER) AND CAST(r.before AS INTEGER));
DELETE FROM borrower_code WHERE (code, subject) IN (
    SELECT before, CAST(substr(key, 1, instr(key, ' ') - 1) AS INTEGER) FROM intake_row
    WHERE number = :number AND what = 'code');
INSERT OR REPLACE INTO borrower
    (subject, id, name, grade, homeroom, site, household, kind, active, language, slot,
     case_number)
SELECT CAST(key AS INTEGER), before ->> 0, before ->> 1, before ->> 2, before ->> 3, before ->> 4,
       before ->> 5, before ->> 6, before ->> 7, before ->> 8, coalesce(before ->> 9, ''),
       coalesce(before ->> 10, '')
FROM intake_row WHERE number = :number AND what = 'borrower';
INSERT OR REPLACE INTO device
    (subject, tag, tag_key, serial, serial_key, model, site, active, order_number, price_cents,
     funding, warranty_end, set_of, set_key)
SELECT CAST(key AS INTEGER), before ->> 0, before ->> 1, before ->> 2, before ->> 3, before ->> 4,
       before ->> 5, before ->> 6, before ->> 7, before ->> 8, before ->> 9, before ->> 10,
       coalesce(before ->> 11, ''), coalesce(before ->> 12, '')
FROM intake_row WHERE number = :number AND what = 'device';
DELETE FROM model WHERE name IN (
    SELECT key FROM intake_row WHERE number = :number AND what = 'model' AND before IS NULL);
INSERT OR REPLACE INTO model (name, category, price_cents, end_of_life, grades, aliases, accessories)
SELECT key, before ->> 0, before ->> 1, before ->> 2, before ->> 3, before ->> 4,
       coalesce(before ->> 5, '')
FROM intake_row WHERE number = :number AND what = 'model' AND before IS NOT NULL;
DELETE FROM site WHERE code IN (
    SELECT key FROM intake_row WHERE number = :number AND what = 'site' AND before IS NULL);
INSERT OR REPLACE INTO site
SELECT key, before FROM intake_row WHERE number = :number AND what = 'site' AND before IS NOT NULL;
DELETE FROM model_alias WHERE spelling IN (
    SELECT key FROM intake_row WHERE number = :number AND what = 'alias');
DELETE FROM imported;
INSERT INTO imported
SELECT unhex(e.value ->> 0), e.value ->> 1, e.value ->> 2, e.value ->> 3, e.value ->> 4
FROM intake_row r, json_each(r.before) e WHERE r.number = :number AND r.what = 'imported';
DELETE FROM intake_row WHERE number = :number;
UPDATE intake SET undone = 1 WHERE number = :number;
INSERT INTO borrower_search (borrower_search) VALUES ('rebuild');
INSERT INTO device_search (device_search) VALUES ('rebuild');

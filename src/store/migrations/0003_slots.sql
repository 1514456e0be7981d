-- Handing out from cars: when somebody comes, and which case waits for them.
ALTER TABLE borrower ADD COLUMN slot TEXT NOT NULL DEFAULT '';
ALTER TABLE borrower ADD COLUMN case_number TEXT NOT NULL DEFAULT '';

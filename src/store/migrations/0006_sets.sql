-- Accessories with tags of their own: the tag of the device they go along with, as printed and as it
-- is compared.
ALTER TABLE device ADD COLUMN set_of TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN set_key TEXT NOT NULL DEFAULT '';
CREATE INDEX device_set ON device (set_key) WHERE set_key <> '';

-- What a state of a device is made of has changed: it is made anew when this database is opened next.
INSERT OR REPLACE INTO setting VALUES ('rebuild', 'yes');

-- Why somebody revoked a replica, in their own words: for whoever asks later.
ALTER TABLE revocation ADD COLUMN because text NOT NULL DEFAULT '';

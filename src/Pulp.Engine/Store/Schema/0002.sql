-- Bytes that were held, went missing or bad, and could not be had again; they have no artifact row. Gone from here once they are held again.
CREATE TABLE lost(sha256 BLOB PRIMARY KEY, size INTEGER NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID;

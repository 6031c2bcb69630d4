-- What was put into the index, so that it can be made again. Beside an SQLite file this list is a file of
-- its own, for that file is the first that may be damaged.

CREATE TABLE source (
  kind TEXT NOT NULL,
  host TEXT NOT NULL,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (kind, host, place, name, version)
);

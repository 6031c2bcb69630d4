-- Who carries what. All of it can be made again from the documents and statements that were imported.
-- What releases have in common is kept once: a package with its files, whoever carries it; the set of
-- releases that a node holds, whichever nodes hold it.

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  built INTEGER NOT NULL
);
-- The document and the architecture are not known of a release that a node alone has spoken of.
CREATE TABLE release (
  id INTEGER PRIMARY KEY,
  manifest BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  architecture TEXT NOT NULL,
  document_id INTEGER REFERENCES document
);
CREATE INDEX release_by_document ON release (document_id);

CREATE TABLE package (
  id INTEGER PRIMARY KEY,
  fingerprint BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  ecosystem TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  architecture TEXT NOT NULL,
  source TEXT NOT NULL,
  source_version TEXT NOT NULL,
  purl TEXT NOT NULL,
  location TEXT NOT NULL
);
-- All names by which one may ask for a package: its own and its source's, as the document and as the
-- package URL have them.
CREATE TABLE called (
  word TEXT NOT NULL,
  package_id INTEGER NOT NULL,
  PRIMARY KEY (word, package_id)
) WITHOUT ROWID;

CREATE TABLE carries (
  package_id INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  PRIMARY KEY (package_id, document_id)
) WITHOUT ROWID;
CREATE INDEX carries_by_document ON carries (document_id);

CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE path (
  id INTEGER PRIMARY KEY,
  folder_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (folder_id, name)
);
-- The digest's first eight bytes are a number, which an index holds in a quarter of the room.
CREATE TABLE file (
  package_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  digest_key INTEGER NOT NULL,
  digest_rest BLOB NOT NULL,
  PRIMARY KEY (package_id, path_id)
) WITHOUT ROWID;
CREATE INDEX file_by_path ON file (path_id);
CREATE INDEX file_by_digest ON file (digest_key);

CREATE TABLE holding (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  nodes INTEGER NOT NULL
);
CREATE TABLE holding_release (
  release_id INTEGER NOT NULL,
  holding_id INTEGER NOT NULL,
  roles INTEGER NOT NULL,
  PRIMARY KEY (release_id, holding_id)
) WITHOUT ROWID;
-- What failed on the nodes of a holding, whether it is known here or not.
CREATE TABLE barred (
  holding_id INTEGER NOT NULL,
  manifest BLOB NOT NULL,
  PRIMARY KEY (holding_id, manifest)
) WITHOUT ROWID;
CREATE TABLE node (
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  time INTEGER NOT NULL,
  exposure INTEGER NOT NULL,
  holding_id INTEGER NOT NULL,
  PRIMARY KEY (site, name)
) WITHOUT ROWID;
CREATE INDEX node_by_holding ON node (holding_id);

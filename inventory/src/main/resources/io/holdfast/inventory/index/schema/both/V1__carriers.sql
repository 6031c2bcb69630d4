-- Who carries what. All of it can be made again from the documents and statements that were imported.
-- What releases have in common is kept once: a package with its files, whoever carries it; the set of
-- releases that a node holds, whichever nodes hold it.
-- For SQLite and for PostgreSQL; what differs between them is what the words in braces stand for. It is
-- never changed: what comes later is a migration of its own.

CREATE TABLE document (
  id ${id},
  digest ${bytes} NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  built BIGINT NOT NULL
);
-- The document and the architecture are not known of a release that a node alone has spoken of.
CREATE TABLE release (
  id ${id},
  manifest ${bytes} NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  architecture TEXT NOT NULL,
  document_id BIGINT REFERENCES document
);
CREATE INDEX release_by_document ON release (document_id);

CREATE TABLE package (
  id ${id},
  fingerprint ${bytes} NOT NULL UNIQUE,
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
  package_id BIGINT NOT NULL,
  PRIMARY KEY (word, package_id)
) ${clustered};

CREATE TABLE carries (
  package_id BIGINT NOT NULL,
  document_id BIGINT NOT NULL,
  PRIMARY KEY (package_id, document_id)
) ${clustered};
CREATE INDEX carries_by_document ON carries (document_id);

CREATE TABLE folder (id ${id}, path TEXT NOT NULL UNIQUE);
CREATE TABLE path (
  id ${id},
  folder_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (folder_id, name)
);
-- The digest's first eight bytes are a number, which an index holds in a quarter of the room.
CREATE TABLE file (
  package_id BIGINT NOT NULL,
  path_id BIGINT NOT NULL,
  digest_key BIGINT NOT NULL,
  digest_rest ${bytes} NOT NULL,
  PRIMARY KEY (package_id, path_id)
) ${clustered};
CREATE INDEX file_by_path ON file (path_id);
CREATE INDEX file_by_digest ON file (digest_key);

CREATE TABLE holding (
  id ${id},
  fingerprint ${bytes} NOT NULL UNIQUE,
  nodes BIGINT NOT NULL
);
CREATE TABLE holding_release (
  release_id BIGINT NOT NULL,
  holding_id BIGINT NOT NULL,
  roles BIGINT NOT NULL,
  PRIMARY KEY (release_id, holding_id)
) ${clustered};
-- What failed on the nodes of a holding, whether it is known here or not.
CREATE TABLE barred (
  holding_id BIGINT NOT NULL,
  manifest ${bytes} NOT NULL,
  PRIMARY KEY (holding_id, manifest)
) ${clustered};
CREATE TABLE node (
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  time BIGINT NOT NULL,
  exposure BIGINT NOT NULL,
  holding_id BIGINT NOT NULL,
  PRIMARY KEY (site, name)
) ${clustered};
CREATE INDEX node_by_holding ON node (holding_id);

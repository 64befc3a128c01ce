-- The first schema. Times: microseconds since 1970 UTC. Ids: rowids within, guids (text) without. Digests: BLOBs.

CREATE TABLE store(id TEXT NOT NULL, created INTEGER NOT NULL);

-- A process with a lock on its file in workers/. The row comes with its first task or ticket.
CREATE TABLE worker(id TEXT PRIMARY KEY, process INTEGER NOT NULL, started INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE remote(
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  url TEXT NOT NULL,
  layout TEXT,                               -- simple or root; null: not known yet
  settings TEXT NOT NULL,                    -- JSON
  secrets BLOB,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL);

CREATE TABLE repository(
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  description TEXT,
  remote INTEGER REFERENCES remote ON DELETE SET NULL,
  retain INTEGER,
  labels TEXT,
  next_version INTEGER NOT NULL DEFAULT 1,   -- numbers are never used again
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL);
CREATE INDEX repository_remote ON repository(remote);

CREATE TABLE version(
  repository INTEGER NOT NULL REFERENCES repository ON DELETE CASCADE,
  number INTEGER NOT NULL,
  created INTEGER NOT NULL,
  task TEXT,                                 -- the guid: it outlives the task's row
  added INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  present INTEGER NOT NULL,
  labels TEXT,
  PRIMARY KEY(repository, number)) WITHOUT ROWID;

-- Versions that must stay: a distribution names them, or a running task reads them.
CREATE TABLE pin(
  repository INTEGER NOT NULL,
  number INTEGER NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY(repository, number, holder),
  FOREIGN KEY(repository, number) REFERENCES version) WITHOUT ROWID;

CREATE TABLE project(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);   -- normalised

CREATE TABLE file(
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL REFERENCES project,
  name TEXT NOT NULL,
  type TEXT,
  version TEXT,
  sort BLOB,                                 -- memcmp is PEP 440's order
  UNIQUE(project, name));
CREATE INDEX file_name ON file(name COLLATE NOCASE);

CREATE TABLE content(
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file,
  sha256 BLOB NOT NULL,
  size INTEGER,
  digests TEXT,                              -- JSON, kind to hex; without sha256
  metadata TEXT,
  created INTEGER NOT NULL,
  UNIQUE(file, sha256));
CREATE INDEX content_sha256 ON content(sha256);

-- A row: the bytes are in place and flushed.
CREATE TABLE artifact(sha256 BLOB PRIMARY KEY, size INTEGER NOT NULL, touched INTEGER NOT NULL) WITHOUT ROWID;

-- What a page says of a file and a version keeps; yanked null: no.
CREATE TABLE said(id INTEGER PRIMARY KEY, requires TEXT, yanked TEXT, core TEXT, uploaded INTEGER);
CREATE UNIQUE INDEX said_key ON said(ifnull(requires, ''), ifnull(yanked, char(0)), ifnull(core, ''), ifnull(uploaded, -1));

-- A version n holds the members with added <= n and (removed null or > n). hand: came by hand, no sync replaces it.
CREATE TABLE member(
  repository INTEGER NOT NULL REFERENCES repository ON DELETE CASCADE,
  file INTEGER NOT NULL REFERENCES file,
  added INTEGER NOT NULL,
  removed INTEGER,
  content INTEGER NOT NULL REFERENCES content,
  said INTEGER NOT NULL REFERENCES said,
  hand INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(repository, file, added)) WITHOUT ROWID;
CREATE UNIQUE INDEX member_now ON member(repository, file) WHERE removed IS NULL;
CREATE INDEX member_added ON member(repository, added);
CREATE INDEX member_removed ON member(repository, removed) WHERE removed IS NOT NULL;
CREATE INDEX member_content ON member(content);

-- Where content can be fetched; kept for downloaded content too, for repairs.
CREATE TABLE source(
  content INTEGER NOT NULL REFERENCES content ON DELETE CASCADE,
  remote INTEGER NOT NULL REFERENCES remote ON DELETE CASCADE,
  url TEXT NOT NULL,
  PRIMARY KEY(content, remote)) WITHOUT ROWID;
CREATE INDEX source_remote ON source(remote);

-- Pages as last read. name '': the root list; kind 0: simple, 1: legacy. The body is deflated.
CREATE TABLE page(
  id INTEGER PRIMARY KEY,
  remote INTEGER NOT NULL REFERENCES remote ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  url TEXT NOT NULL,
  etag TEXT,
  modified TEXT,
  type TEXT NOT NULL,
  body BLOB,                                 -- null: forgotten, the remote has another url
  serial INTEGER,                            -- what the root list said of it when it was read; null: nothing
  UNIQUE(remote, name, kind));

-- Files seen without a sha256 or an upload time: when first, and what they turned out to be.
CREATE TABLE sight(
  remote INTEGER NOT NULL REFERENCES remote ON DELETE CASCADE,
  project TEXT NOT NULL,
  file TEXT NOT NULL,
  key TEXT NOT NULL,
  first INTEGER NOT NULL,
  sha256 BLOB,
  PRIMARY KEY(remote, project, file, key)) WITHOUT ROWID;

-- The last sync of a repository from a remote, and which revision of each page it read.
CREATE TABLE synced(
  repository INTEGER NOT NULL REFERENCES repository ON DELETE CASCADE,
  remote INTEGER NOT NULL REFERENCES remote ON DELETE CASCADE,
  version INTEGER NOT NULL,
  selection BLOB NOT NULL,
  due INTEGER,
  PRIMARY KEY(repository, remote)) WITHOUT ROWID;
CREATE INDEX synced_remote ON synced(remote);
CREATE TABLE synced_page(
  repository INTEGER NOT NULL,
  remote INTEGER NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY(repository, remote, name),
  FOREIGN KEY(repository, remote) REFERENCES synced ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE unfinished(
  repository INTEGER NOT NULL,
  remote INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY(repository, remote, name),
  FOREIGN KEY(repository, remote) REFERENCES synced ON DELETE CASCADE) WITHOUT ROWID;

-- The names and guids of repository and remote are those of the time it was made; they outlive the rows.
CREATE TABLE task(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state INTEGER NOT NULL,
  cancel INTEGER NOT NULL DEFAULT 0,
  worker TEXT NOT NULL,
  parent INTEGER REFERENCES task ON DELETE SET NULL,
  repository INTEGER REFERENCES repository ON DELETE SET NULL,
  repository_guid TEXT,
  repository_name TEXT,
  remote INTEGER REFERENCES remote ON DELETE SET NULL,
  remote_guid TEXT,
  remote_name TEXT,
  created INTEGER NOT NULL,
  started INTEGER,
  finished INTEGER,
  error TEXT,                                -- JSON
  result TEXT,                               -- JSON
  progress TEXT NOT NULL);                   -- JSON
CREATE INDEX task_open ON task(worker) WHERE finished IS NULL;
CREATE INDEX task_repository ON task(repository);
CREATE INDEX task_remote ON task(remote);
CREATE INDEX task_parent ON task(parent) WHERE parent IS NOT NULL;
CREATE TABLE task_error(
  task INTEGER NOT NULL REFERENCES task ON DELETE CASCADE,
  number INTEGER NOT NULL,
  warning INTEGER NOT NULL DEFAULT 0,        -- 0: a non-fatal error
  code TEXT NOT NULL,
  project TEXT,
  filename TEXT,
  url TEXT,
  description TEXT NOT NULL,
  PRIMARY KEY(task, number)) WITHOUT ROWID;
CREATE TABLE task_resource(
  task INTEGER NOT NULL REFERENCES task ON DELETE CASCADE,
  number INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  guid TEXT NOT NULL,                        -- of the repository
  version INTEGER,
  PRIMARY KEY(task, number)) WITHOUT ROWID;

-- Who may change a repository: the lowest ticket holds it. task null: a cmdlet's own work.
CREATE TABLE writer(
  ticket INTEGER PRIMARY KEY AUTOINCREMENT,
  repository INTEGER NOT NULL REFERENCES repository ON DELETE CASCADE,
  task INTEGER REFERENCES task ON DELETE CASCADE,
  worker TEXT NOT NULL REFERENCES worker,
  what TEXT NOT NULL);
CREATE INDEX writer_repository ON writer(repository, ticket);
CREATE INDEX writer_task ON writer(task);
CREATE INDEX writer_worker ON writer(worker);

CREATE TABLE distribution(
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  base_path TEXT NOT NULL UNIQUE COLLATE NOCASE,
  repository INTEGER NOT NULL REFERENCES repository,
  version INTEGER,
  remote INTEGER REFERENCES remote ON DELETE SET NULL,
  upload INTEGER NOT NULL DEFAULT 0,
  labels TEXT);

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE "articles" (
   "id" INTEGER PRIMARY KEY,
   "key" TEXT NOT NULL,
   "title" TEXT,
   "outlet" TEXT,
   "author" TEXT,
   "url" TEXT,
   "published" TEXT,
   "language" TEXT,
   "text" TEXT NOT NULL,
   "content_hash" TEXT,
   "quotes_hash" TEXT,
   "version" TEXT,
   "model" TEXT,
   "saved" TEXT
, section text, length integer, notes text);
CREATE TABLE "speakers" (
   "id" INTEGER PRIMARY KEY,
   "name" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "key" TEXT NOT NULL
, gender text, wikidata text, pinned integer not null default 0, gender_by text, gender_for integer, gender_against integer);
CREATE TABLE "names" (
   "id" INTEGER PRIMARY KEY,
   "article" INTEGER NOT NULL REFERENCES "articles"("id"),
   "name" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "role" TEXT,
   "speaker" INTEGER NOT NULL REFERENCES "speakers"("id")
, role_key text, why text, place text, probability float, tells text);
CREATE TABLE "quotes" (
   "id" INTEGER PRIMARY KEY,
   "text" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "speaker" INTEGER REFERENCES "speakers"("id"),
   "article" INTEGER NOT NULL REFERENCES "articles"("id"),
   "published" TEXT,
   "outlet" TEXT,
   "speaker_name" TEXT,
   "speaker_kind" TEXT,
   "role" TEXT,
   "reported_by" TEXT,
   "mention" TEXT,
   "cue" TEXT,
   "rule" TEXT,
   "confidence" REAL,
   "start" INTEGER,
   "spans" TEXT,
   "mention_spans" TEXT,
   "cue_spans" TEXT,
   "key" TEXT NOT NULL
, found_rule text, found_confidence float, act text not null default 'states', tells text);
CREATE TABLE "topics" (
   "article" INTEGER REFERENCES "articles"("id"),
   "term" TEXT,
   "score" REAL,
   PRIMARY KEY ("article", "term")
);
CREATE VIRTUAL TABLE "quotes_fts" USING FTS5 (
    "text",
    tokenize='porter unicode61 remove_diacritics 2',
    content="quotes"
);
CREATE VIRTUAL TABLE "articles_fts" USING FTS5 (
    "title", "text",
    tokenize='porter unicode61 remove_diacritics 2',
    content="articles"
);
CREATE VIRTUAL TABLE "speakers_fts" USING FTS5 (
    "name",
    tokenize='unicode61 remove_diacritics 2',
    content="speakers"
);
CREATE TABLE aliases (
  speaker integer not null references speakers(id) on delete cascade, key text not null, name text not null,
  kind text not null, source text not null, primary key (speaker, key, kind)) without rowid;
CREATE TABLE blocks (
  block text not null, speaker integer not null references speakers(id) on delete cascade,
  primary key (block, speaker)) without rowid;
CREATE TABLE roles (
  speaker integer not null references speakers(id) on delete cascade, key text not null, role text not null,
  first text, last text, articles integer not null, primary key (speaker, key)) without rowid;
CREATE TABLE outlets (
  speaker integer not null references speakers(id) on delete cascade, outlet text not null,
  first text, last text, articles integer not null, primary key (speaker, outlet)) without rowid;
CREATE TABLE offices (
  id integer primary key, speaker integer not null references speakers(id) on delete cascade,
  key text not null, role text not null, first text, last text);
CREATE TABLE corrections (
  id integer primary key, made text not null, who text not null, action text not null, why text,
  article text, quote text, speaker integer, other integer, before text not null, after text not null, undone text, part_of integer references corrections(id));
CREATE TABLE fixed (
  article text not null, key text not null, kind text not null, speaker integer not null references speakers(id),
  correction integer not null references corrections(id), primary key (article, key, kind)) without rowid;
CREATE TABLE apart (
  one integer not null, other integer not null, correction integer not null references corrections(id),
  primary key (one, other)) without rowid;
CREATE TABLE speaker_counts (speaker integer primary key, quotes integer not null, articles integer not null);
CREATE TABLE speaker_months (
  speaker integer not null, month text not null, quotes integer not null,
  primary key (speaker, month)) without rowid;
CREATE TABLE outlet_counts (outlet text primary key, quotes integer not null) without rowid;
CREATE TABLE "former_speakers" (
   "id" INTEGER PRIMARY KEY,
   "name" TEXT,
   "became" INTEGER
);
CREATE TABLE joint_speakers (
  quote integer not null references quotes(id), place integer not null, article integer not null,
  name text not null, kind text not null, speaker integer not null references speakers(id),
  primary key (quote, place)) without rowid;
CREATE TABLE stirred (place text primary key, mentions integer not null, since text) without rowid;
CREATE TABLE genders (
  speaker integer not null references speakers(id) on delete cascade, tells text not null, pieces integer not null,
  primary key (speaker, tells)) without rowid;
CREATE TABLE repeats (
  quote integer primary key references quotes(id), statement integer not null);
CREATE TABLE repeat_keys (key integer not null, quote integer not null, primary key (key, quote)) without rowid;
CREATE TABLE "reports" (
   "id" INTEGER PRIMARY KEY,
   "made" TEXT NOT NULL,
   "article" TEXT NOT NULL,
   "quote" TEXT NOT NULL,
   "words" TEXT NOT NULL,
   "what" TEXT NOT NULL,
   "who" TEXT NOT NULL,
   "note" TEXT NOT NULL,
   "settled" TEXT,
   "settled_by" TEXT,
   "outcome" TEXT
);
CREATE TABLE repeat_latest (
  key integer not null, quote integer not null, primary key (key, quote)) without rowid;
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (1,'quotes','m001_initial','2026-11-29 18:27:01.428639+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (2,'quotes','m003_people','2026-11-29 18:27:01.433509+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (3,'quotes','m004_counts','2026-11-29 18:27:01.434438+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (4,'quotes','m005_view','2026-11-29 18:27:01.445147+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (5,'quotes','m006_days','2026-11-29 18:27:01.445487+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (6,'quotes','m007_former','2026-11-29 18:27:01.446007+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (7,'quotes','m008_act','2026-11-29 18:27:01.451406+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (8,'quotes','m009_joint','2026-11-29 18:27:01.453063+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (9,'quotes','m010_together','2026-11-29 18:27:01.465006+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (10,'quotes','m013_rare_acts','2026-11-29 18:27:01.465403+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (11,'quotes','m014_gender','2026-11-29 18:27:01.488553+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (12,'quotes','m015_archive','2026-11-29 18:27:01.510752+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (13,'quotes','m016_repeats','2026-11-29 18:27:01.511960+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (14,'quotes','m017_reports','2026-11-29 18:27:01.512399+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (15,'quotes','m018_waiting','2026-11-29 18:27:01.514236+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (16,'quotes','m019_undated','2026-11-29 18:27:01.514436+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (17,'quotes','m020_kinds','2026-11-29 18:27:01.528846+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (18,'quotes','m021_figures','2026-11-29 18:27:01.529328+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (19,'quotes','m023_names','2026-11-29 18:27:01.529455+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (20,'quotes','m024_all_filters','2026-11-29 18:27:01.529712+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (21,'quotes','m025_kinds','2026-11-29 18:27:01.529824+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (22,'quotes','m026_latest','2026-11-29 18:27:01.530035+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (23,'quotes','m027_surnames','2026-11-29 18:27:01.530168+00:00');
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (24,'quotes','m028_kinds','2026-11-29 18:27:01.530599+00:00');
insert into [articles] (id, key, title, outlet, author, url, published, language, text, content_hash, quotes_hash, version, model, saved, section, length, notes) values (1,'a1','Bridge','Tarn Post',NULL,NULL,'2026-03-01',NULL,'“The bridge is safe,” said Zoë Lindqvist, the harbour master. She said it had been checked.','ebbdc40aa42b1b262820e3372bc8f031bfd9e3291afa591448acdb2e7b8f089d','b6f7a1a2466fa315c89411ad43a072d0085597225f60edd54f83e1695931463b','13','default','2026-11-29T18:27:09.032114+00:00',NULL,NULL,NULL);
insert into [articles] (id, key, title, outlet, author, url, published, language, text, content_hash, quotes_hash, version, model, saved, section, length, notes) values (2,'a2','Ferries','Moor Times',NULL,NULL,'2026-04-02',NULL,'Lindqvist said ferries would sail.

“Ferries are slow,” said Ib Moor, a pilot. “So be it,” he said.','632c6671e7f1463b34533f1b31ff5b50f5f2bb0264e3c322d38ec9cde21fb5f0','4b0b9b79ed828282b362d2e918a652fd724facc8dde1348997bb511f803b2a4a','13','default','2026-11-29T18:27:09.179329+00:00',NULL,NULL,NULL);
insert into [articles] (id, key, title, outlet, author, url, published, language, text, content_hash, quotes_hash, version, model, saved, section, length, notes) values (3,'a3',NULL,NULL,NULL,NULL,NULL,NULL,'According to the council, the “old” quay stays shut. “No comment,” Mona Vester told reporters.','37e9aa2f6adf2291a4bbab94c797d9868e6092e0243d922f62e0cc1267a3d454','b0b263fc79a53669e8c3212953aa5cc56e55320bf69c9974f3a473e197767d56','13','default','2026-11-29T18:27:09.191411+00:00',NULL,NULL,NULL);
insert into [speakers] (id, name, kind, key, gender, wikidata, pinned, gender_by, gender_for, gender_against) values (1,'Zoë Lindqvist','person','zoe lindqvist','female',NULL,0,'pronoun',2,0);
insert into [speakers] (id, name, kind, key, gender, wikidata, pinned, gender_by, gender_for, gender_against) values (2,'Ibrahim Moor','person','ibrahim moor','male',NULL,1,'pronoun',2,0);
insert into [speakers] (id, name, kind, key, gender, wikidata, pinned, gender_by, gender_for, gender_against) values (3,'Lindqvist','organisation','lindqvist',NULL,NULL,0,NULL,NULL,NULL);
insert into [speakers] (id, name, kind, key, gender, wikidata, pinned, gender_by, gender_for, gender_against) values (4,'council','organisation','council',NULL,NULL,0,NULL,NULL,NULL);
insert into [speakers] (id, name, kind, key, gender, wikidata, pinned, gender_by, gender_for, gender_against) values (5,'Mona Vester','person','mona vester','female',NULL,0,'first name',1,0);
insert into [speakers] (id, name, kind, key, gender, wikidata, pinned, gender_by, gender_for, gender_against) values (6,'Renata Holm','person','renata holm',NULL,NULL,1,NULL,NULL,NULL);
insert into [names] (id, article, name, kind, role, speaker, role_key, why, place, probability, tells) values (1,1,'Zoë Lindqvist','person','harbour master',1,'harbour master','name','p:lindkvist',NULL,'female first name');
insert into [names] (id, article, name, kind, role, speaker, role_key, why, place, probability, tells) values (2,2,'Lindqvist','organisation',NULL,3,NULL,'name','p:lindkvist',NULL,NULL);
insert into [names] (id, article, name, kind, role, speaker, role_key, why, place, probability, tells) values (3,2,'Ib Moor','person','pilot',2,'pilot','name','p:mor',NULL,'male first name');
insert into [names] (id, article, name, kind, role, speaker, role_key, why, place, probability, tells) values (4,3,'council','organisation',NULL,4,NULL,'words',NULL,NULL,NULL);
insert into [names] (id, article, name, kind, role, speaker, role_key, why, place, probability, tells) values (5,3,'Mona Vester','person',NULL,5,NULL,'name','p:vester',NULL,'female first name');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (1,'The bridge is safe,','direct',6,1,'2026-03-01','Tarn Post','Renata Holm','person',NULL,NULL,'Zoë Lindqvist','said','correction',1.0,1,'[[1, 20]]','[[27, 40]]','[[22, 26]]','8bd3c700937be521','cue_right_after',0.993,'states',NULL);
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (2,'it had been checked','indirect',1,1,'2026-03-01','Tarn Post','Zoë Lindqvist','person','harbour master',NULL,'She','said','report_clause',0.934,71,'[[71, 90]]','[[62, 65]]','[[66, 70]]','f1207bd79c1574f5',NULL,NULL,'states','female pronoun');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (3,'ferries would sail','indirect',3,2,'2026-04-02','Moor Times','Lindqvist','organisation',NULL,NULL,'Lindqvist','said','report_clause',0.934,15,'[[15, 33]]','[[0, 9]]','[[10, 14]]','a72e914306708166',NULL,NULL,'states',NULL);
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (4,'Ferries are slow,','direct',2,2,'2026-04-02','Moor Times','Ib Moor','person','pilot',NULL,'Ib Moor','said','cue_right_after',0.986,37,'[[37, 54]]','[[61, 68]]','[[56, 60]]','3737fa648d827325',NULL,NULL,'states',NULL);
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (5,'So be it,','direct',2,2,'2026-04-02','Moor Times','Ib Moor','person','pilot',NULL,'he','said','cue_right_after',0.984,80,'[[80, 89]]','[[91, 93]]','[[94, 98]]','6771a2ecac8bfb73',NULL,NULL,'states','male pronoun');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (6,'the “old” quay stays shut','mixed',4,3,NULL,NULL,'council','organisation',NULL,NULL,'the council','According … to','governed',0.764,26,'[[26, 51]]','[[13, 24]]','[[0, 9], [10, 12]]','767c099789319b10',NULL,NULL,'states',NULL);
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key, found_rule, found_confidence, act, tells) values (7,'No comment,','direct',5,3,NULL,NULL,'Mona Vester','person',NULL,NULL,'Mona Vester','told','cue_right_after',0.989,54,'[[54, 65]]','[[67, 78]]','[[79, 83]]','718531474a73a207',NULL,NULL,'states',NULL);
insert into [topics] (article, term, score) values (1,'harbour master',1.0);
insert into [topics] (article, term, score) values (2,'ferries',1.0);
insert into [topics] (article, term, score) values (2,'Lindqvist',0.333);
insert into [aliases] (speaker, key, name, kind, source) values (1,'zoe lindqvist','Zoë Lindqvist','person','text');
insert into [aliases] (speaker, key, name, kind, source) values (2,'ib moor','Ib Moor','person','text');
insert into [aliases] (speaker, key, name, kind, source) values (2,'ibrahim moor','Ibrahim Moor','person','rename');
insert into [aliases] (speaker, key, name, kind, source) values (3,'lindqvist','Lindqvist','organisation','text');
insert into [aliases] (speaker, key, name, kind, source) values (4,'council','council','organisation','text');
insert into [aliases] (speaker, key, name, kind, source) values (5,'mona vester','Mona Vester','person','text');
insert into [aliases] (speaker, key, name, kind, source) values (6,'renata holm','Renata Holm','person','correction');
insert into [blocks] (block, speaker) values ('p:lindkvist',1);
insert into [blocks] (block, speaker) values ('p:lindkvist:z',1);
insert into [blocks] (block, speaker) values ('p:mor',2);
insert into [blocks] (block, speaker) values ('p:mor:i',2);
insert into [blocks] (block, speaker) values ('a:lindqvist',3);
insert into [blocks] (block, speaker) values ('o:lindqvist',3);
insert into [blocks] (block, speaker) values ('p:vester',5);
insert into [blocks] (block, speaker) values ('p:vester:m',5);
insert into [blocks] (block, speaker) values ('p:holm',6);
insert into [blocks] (block, speaker) values ('p:holm:r',6);
insert into [roles] (speaker, key, role, first, last, articles) values (1,'harbour master','harbour master','2026-03-01','2026-03-01',1);
insert into [roles] (speaker, key, role, first, last, articles) values (2,'pilot','pilot','2026-04-02','2026-04-02',1);
insert into [outlets] (speaker, outlet, first, last, articles) values (1,'Tarn Post','2026-03-01','2026-03-01',1);
insert into [outlets] (speaker, outlet, first, last, articles) values (2,'Moor Times','2026-04-02','2026-04-02',1);
insert into [outlets] (speaker, outlet, first, last, articles) values (3,'Moor Times','2026-04-02','2026-04-02',1);
insert into [outlets] (speaker, outlet, first, last, articles) values (4,'',NULL,NULL,1);
insert into [outlets] (speaker, outlet, first, last, articles) values (5,'',NULL,NULL,1);
insert into [corrections] (id, made, who, action, why, article, quote, speaker, other, before, after, undone, part_of) values (1,'2026-11-29T18:27:11+00:00','ida','speaker',NULL,'a1','8bd3c700937be521',6,1,'{"id": 1, "text": "The bridge is safe,", "kind": "direct", "speaker": 1, "article": 1, "published": "2026-03-01", "outlet": "Tarn Post", "speaker_name": "Zoë Lindqvist", "speaker_kind": "person", "role": "harbour master", "reported_by": null, "mention": "Zoë Lindqvist", "cue": "said", "rule": "cue_right_after", "confidence": 0.993, "start": 1, "spans": "[[1, 20]]", "mention_spans": "[[27, 40]]", "cue_spans": "[[22, 26]]", "key": "8bd3c700937be521", "found_rule": null, "found_confidence": null, "act": "states", "tells": null, "others": []}','{"speaker": 6, "speaker_name": "Renata Holm", "speaker_kind": "person", "role": null, "rule": "correction", "confidence": 1.0}',NULL,NULL);
insert into [corrections] (id, made, who, action, why, article, quote, speaker, other, before, after, undone, part_of) values (2,'2026-11-29T18:27:13+00:00','ida','rename',NULL,NULL,NULL,2,NULL,'{"speaker": {"id": 2, "name": "Ib Moor", "kind": "person", "key": "ib moor", "gender": "male", "wikidata": null, "pinned": 0, "gender_by": "pronoun", "gender_for": 2, "gender_against": 0}}','{"name": "Ibrahim Moor"}',NULL,NULL);
insert into [speaker_counts] (speaker, quotes, articles) values (1,1,1);
insert into [speaker_counts] (speaker, quotes, articles) values (2,2,1);
insert into [speaker_counts] (speaker, quotes, articles) values (3,1,1);
insert into [speaker_counts] (speaker, quotes, articles) values (4,1,1);
insert into [speaker_counts] (speaker, quotes, articles) values (5,1,1);
insert into [speaker_counts] (speaker, quotes, articles) values (6,1,1);
insert into [speaker_months] (speaker, month, quotes) values (1,'2026-03',1);
insert into [speaker_months] (speaker, month, quotes) values (2,'2026-04',2);
insert into [speaker_months] (speaker, month, quotes) values (3,'2026-04',1);
insert into [speaker_months] (speaker, month, quotes) values (6,'2026-03',1);
insert into [outlet_counts] (outlet, quotes) values ('',2);
insert into [outlet_counts] (outlet, quotes) values ('Moor Times',3);
insert into [outlet_counts] (outlet, quotes) values ('Tarn Post',2);
insert into [genders] (speaker, tells, pieces) values (1,'female first name',1);
insert into [genders] (speaker, tells, pieces) values (1,'female pronoun',1);
insert into [genders] (speaker, tells, pieces) values (2,'male first name',1);
insert into [genders] (speaker, tells, pieces) values (2,'male pronoun',1);
insert into [genders] (speaker, tells, pieces) values (5,'female first name',1);
insert into [repeat_latest] (key, quote) values (24787722673290,6);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_articles_key"
    ON "articles" ("key");
CREATE INDEX "idx_articles_published"
    ON "articles" ("published");
CREATE UNIQUE INDEX "idx_names_article_name_kind"
    ON "names" ("article", "name", "kind");
CREATE INDEX "idx_names_speaker"
    ON "names" ("speaker");
CREATE UNIQUE INDEX "idx_quotes_article_key"
    ON "quotes" ("article", "key");
CREATE INDEX "idx_quotes_speaker_published"
    ON "quotes" ("speaker", "published");
CREATE INDEX "idx_quotes_outlet_published"
    ON "quotes" ("outlet", "published");
CREATE INDEX "idx_topics_term"
    ON "topics" ("term");
CREATE INDEX idx_speakers_key on speakers (key, kind);
CREATE UNIQUE INDEX idx_speakers_wikidata on speakers (wikidata) where wikidata is not null;
CREATE INDEX idx_names_undecided on names (speaker) where why = 'undecided';
CREATE INDEX idx_aliases_key on aliases (key);
CREATE INDEX idx_blocks_speaker on blocks (speaker);
CREATE INDEX idx_roles_key on roles (key);
CREATE UNIQUE INDEX idx_offices_same on offices (speaker, key, coalesce(first, ''));
CREATE INDEX idx_offices_key on offices (key);
CREATE INDEX idx_corrections_article on corrections (article);
CREATE INDEX idx_corrections_speaker on corrections (speaker);
CREATE INDEX idx_fixed_speaker on fixed (speaker);
CREATE INDEX idx_speaker_counts_quotes on speaker_counts (quotes);
CREATE INDEX idx_quotes_confidence on quotes (confidence, published);
CREATE INDEX idx_quotes_rule on quotes (rule, published);
CREATE INDEX idx_quotes_speaker_article on quotes (speaker, article);
CREATE INDEX idx_speakers_name on speakers (name);
CREATE INDEX "idx_quotes_published_speaker"
    ON "quotes" ("published", "speaker");
CREATE INDEX idx_quotes_role on quotes (role, published) where role is not null;
CREATE INDEX idx_joint_speakers_speaker on joint_speakers (speaker, article);
CREATE INDEX idx_joint_speakers_article on joint_speakers (article, name);
CREATE INDEX idx_speakers_pinned on speakers (id) where pinned;
CREATE INDEX idx_names_place on names (place) where place is not null;
CREATE INDEX idx_quotes_rare_act on quotes (act, published) where act <> 'states';
CREATE INDEX idx_speakers_gender on speakers (gender) where gender is not null;
CREATE INDEX idx_repeats_statement on repeats (statement);
CREATE INDEX idx_quotes_source on quotes (speaker_kind, published)
  where speaker_kind <> 'person';
CREATE INDEX idx_reports_waiting on reports (article, quote) where settled is null;
CREATE INDEX idx_quotes_undated on quotes (article, start) where published is null;
CREATE INDEX "idx_quotes_filters"
    ON "quotes" ("published", "kind", "speaker_kind", "confidence", "speaker", "outlet", "act", "role", "rule");
CREATE TRIGGER "quotes_ai" AFTER INSERT ON "quotes" BEGIN
  INSERT INTO "quotes_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "quotes_ad" AFTER DELETE ON "quotes" BEGIN
  INSERT INTO "quotes_fts" ("quotes_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;
CREATE TRIGGER "quotes_au" AFTER UPDATE OF text ON "quotes" BEGIN
  INSERT INTO "quotes_fts" ("quotes_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "quotes_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "articles_ai" AFTER INSERT ON "articles" BEGIN
  INSERT INTO "articles_fts" (rowid, "title", "text") VALUES (new.rowid, new."title", new."text");
END;
CREATE TRIGGER "articles_ad" AFTER DELETE ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text") VALUES('delete', old.rowid, old."title", old."text");
END;
CREATE TRIGGER "articles_au" AFTER UPDATE OF title, text ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text") VALUES('delete', old.rowid, old."title", old."text");
  INSERT INTO "articles_fts" (rowid, "title", "text") VALUES (new.rowid, new."title", new."text");
END;
CREATE TRIGGER "speakers_ai" AFTER INSERT ON "speakers" BEGIN
  INSERT INTO "speakers_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "speakers_ad" AFTER DELETE ON "speakers" BEGIN
  INSERT INTO "speakers_fts" ("speakers_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
END;
CREATE TRIGGER "speakers_au" AFTER UPDATE OF name ON "speakers" BEGIN
  INSERT INTO "speakers_fts" ("speakers_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
  INSERT INTO "speakers_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER names_join_ai after insert on names begin 
insert into roles (speaker, key, role, first, last, articles)
  select new.speaker, new.role_key, new.role, published, published, 1 from articles
  where id = new.article and new.role_key is not null
  on conflict (speaker, key) do update set articles = articles + 1,
    first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
    last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
insert into outlets (speaker, outlet, first, last, articles)
  select new.speaker, coalesce(outlet, ''), published, published, 1 from articles where id = new.article
  on conflict (speaker, outlet) do update set articles = articles + 1,
    first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
    last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
 end;
CREATE TRIGGER names_join_ad after delete on names begin 
update roles set articles = articles - 1 where speaker = old.speaker and key = old.role_key;
delete from roles where speaker = old.speaker and key = old.role_key and articles < 1;
update outlets set articles = articles - 1 where speaker = old.speaker
  and outlet = (select coalesce(outlet, '') from articles where id = old.article);
delete from outlets where speaker = old.speaker and articles < 1;
 end;
CREATE TRIGGER names_join_au after update of speaker, role_key on names begin 
update roles set articles = articles - 1 where speaker = old.speaker and key = old.role_key;
delete from roles where speaker = old.speaker and key = old.role_key and articles < 1;
update outlets set articles = articles - 1 where speaker = old.speaker
  and outlet = (select coalesce(outlet, '') from articles where id = old.article);
delete from outlets where speaker = old.speaker and articles < 1;
 
insert into roles (speaker, key, role, first, last, articles)
  select new.speaker, new.role_key, new.role, published, published, 1 from articles
  where id = new.article and new.role_key is not null
  on conflict (speaker, key) do update set articles = articles + 1,
    first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
    last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
insert into outlets (speaker, outlet, first, last, articles)
  select new.speaker, coalesce(outlet, ''), published, published, 1 from articles where id = new.article
  on conflict (speaker, outlet) do update set articles = articles + 1,
    first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
    last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
 end;
CREATE TRIGGER speakers_former_ad after delete on speakers begin
  insert into former_speakers (id, name) values (old.id, old.name); end;
CREATE TRIGGER speakers_former_ai after insert on speakers begin
  delete from former_speakers where id = new.id; end;
CREATE TRIGGER quotes_count_ai after insert on quotes begin
  
insert into speaker_counts (speaker, quotes, articles) select new.speaker, 1, 1
  where new.speaker is not null
  on conflict (speaker) do update set quotes = quotes + 1, articles = articles + ((select count(*) from quotes where speaker = new.speaker and article = new.article) = 1
      and not exists (select 1 from joint_speakers where speaker = new.speaker and article = new.article));
insert into speaker_months (speaker, month, quotes) select new.speaker, substr(new.published, 1, 7), 1
  where new.speaker is not null and new.published is not null
  on conflict (speaker, month) do update set quotes = quotes + 1;
 
insert into outlet_counts (outlet, quotes) values (coalesce(new.outlet, ''), 1)
  on conflict (outlet) do update set quotes = quotes + 1;
 end;
CREATE TRIGGER quotes_joint_bd before delete on quotes begin delete from joint_speakers where quote = old.id; end;
CREATE TRIGGER quotes_count_ad after delete on quotes begin
  
update speaker_counts set quotes = quotes - 1, articles = articles - ((select count(*) from quotes where speaker = old.speaker and article = old.article) = 0
      and not exists (select 1 from joint_speakers where speaker = old.speaker and article = old.article)) where speaker = old.speaker;
delete from speaker_counts where speaker = old.speaker and quotes < 1;
update speaker_months set quotes = quotes - 1
  where speaker = old.speaker and month = substr(old.published, 1, 7);
delete from speaker_months where speaker = old.speaker and month = substr(old.published, 1, 7) and quotes < 1;
 
update outlet_counts set quotes = quotes - 1 where outlet = coalesce(old.outlet, '');
delete from outlet_counts where outlet = coalesce(old.outlet, '') and quotes < 1;
 end;
CREATE TRIGGER quotes_count_au after update of speaker, article, published, outlet on quotes when (new.speaker, new.article, new.published, new.outlet)
  is not (old.speaker, old.article, old.published, old.outlet)
  begin 
insert into speaker_counts (speaker, quotes, articles) select new.speaker, 1, 1
  where new.speaker is not null
  and not exists (select 1 from joint_speakers where quote = new.id and speaker = new.speaker)
  on conflict (speaker) do update set quotes = quotes + 1, articles = articles + ((new.speaker, new.article) is not (old.speaker, old.article) and (select count(*) from quotes where speaker = new.speaker and article = new.article) = 1
      and not exists (select 1 from joint_speakers where speaker = new.speaker and article = new.article));
insert into speaker_months (speaker, month, quotes) select new.speaker, substr(new.published, 1, 7), 1
  where new.speaker is not null and new.published is not null
  and not exists (select 1 from joint_speakers where quote = new.id and speaker = new.speaker)
  on conflict (speaker, month) do update set quotes = quotes + 1;

update speaker_counts set quotes = quotes - 1, articles = articles - ((new.speaker, new.article) is not (old.speaker, old.article) and (select count(*) from quotes where speaker = old.speaker and article = old.article) = 0
      and not exists (select 1 from joint_speakers where speaker = old.speaker and article = old.article)) where speaker = old.speaker
  and not exists (select 1 from joint_speakers where quote = new.id and speaker = old.speaker);
delete from speaker_counts where speaker = old.speaker and quotes < 1;
update speaker_months set quotes = quotes - 1
  where speaker = old.speaker and month = substr(old.published, 1, 7)
  and not exists (select 1 from joint_speakers where quote = new.id and speaker = old.speaker);
delete from speaker_months where speaker = old.speaker and month = substr(old.published, 1, 7) and quotes < 1;

insert into outlet_counts (outlet, quotes) values (coalesce(new.outlet, ''), 1)
  on conflict (outlet) do update set quotes = quotes + 1;

update outlet_counts set quotes = quotes - 1 where outlet = coalesce(old.outlet, '');
delete from outlet_counts where outlet = coalesce(old.outlet, '') and quotes < 1;
 end;
CREATE TRIGGER quotes_joint_au after update of published on quotes when substr(new.published, 1, 7) is not substr(old.published, 1, 7)
  begin 
insert into speaker_months (speaker, month, quotes)
  select distinct speaker, substr(new.published, 1, 7), 1 from joint_speakers
  where quote = new.id and new.published is not null
  on conflict (speaker, month) do update set quotes = quotes + 1;
update speaker_months set quotes = quotes - 1 where month = substr(old.published, 1, 7)
  and speaker in (select speaker from joint_speakers where quote = new.id);
delete from speaker_months where month = substr(old.published, 1, 7) and quotes < 1
  and speaker in (select speaker from joint_speakers where quote = new.id);
 end;
CREATE TRIGGER joint_count_ai after insert on joint_speakers begin 
insert into speaker_counts (speaker, quotes, articles) select new.speaker, 1, 1
  where new.speaker is not null
    and not exists (select 1 from quotes where id = new.quote and speaker = new.speaker)
    and not exists (select 1 from joint_speakers
      where quote = new.quote and speaker = new.speaker and place <> new.place)
  on conflict (speaker) do update set quotes = quotes + 1, articles = articles + (not exists (select 1 from quotes where speaker = new.speaker and article = new.article and id <> new.quote)
      and not exists (select 1 from joint_speakers where speaker = new.speaker and article = new.article and quote <> new.quote));
insert into speaker_months (speaker, month, quotes) select new.speaker, substr((select published from quotes where id = new.quote), 1, 7), 1
  where new.speaker is not null and (select published from quotes where id = new.quote) is not null
    and not exists (select 1 from quotes where id = new.quote and speaker = new.speaker)
    and not exists (select 1 from joint_speakers
      where quote = new.quote and speaker = new.speaker and place <> new.place)
  on conflict (speaker, month) do update set quotes = quotes + 1;
 end;
CREATE TRIGGER joint_count_ad after delete on joint_speakers begin 
update speaker_counts set quotes = quotes - 1, articles = articles - (not exists (select 1 from quotes where speaker = old.speaker and article = old.article and id <> old.quote)
      and not exists (select 1 from joint_speakers where speaker = old.speaker and article = old.article and quote <> old.quote)) where speaker = old.speaker
    and not exists (select 1 from quotes where id = old.quote and speaker = old.speaker)
    and not exists (select 1 from joint_speakers
      where quote = old.quote and speaker = old.speaker and place <> old.place);
delete from speaker_counts where speaker = old.speaker and quotes < 1;
update speaker_months set quotes = quotes - 1
  where speaker = old.speaker and month = substr((select published from quotes where id = old.quote), 1, 7)
    and not exists (select 1 from quotes where id = old.quote and speaker = old.speaker)
    and not exists (select 1 from joint_speakers
      where quote = old.quote and speaker = old.speaker and place <> old.place);
delete from speaker_months where speaker = old.speaker and month = substr((select published from quotes where id = old.quote), 1, 7) and quotes < 1;
 end;
CREATE TRIGGER joint_count_au after update of speaker on joint_speakers
  when new.speaker is not old.speaker begin 
insert into speaker_counts (speaker, quotes, articles) select new.speaker, 1, 1
  where new.speaker is not null
    and not exists (select 1 from quotes where id = new.quote and speaker = new.speaker)
    and not exists (select 1 from joint_speakers
      where quote = new.quote and speaker = new.speaker and place <> new.place)
  on conflict (speaker) do update set quotes = quotes + 1, articles = articles + (not exists (select 1 from quotes where speaker = new.speaker and article = new.article and id <> new.quote)
      and not exists (select 1 from joint_speakers where speaker = new.speaker and article = new.article and quote <> new.quote));
insert into speaker_months (speaker, month, quotes) select new.speaker, substr((select published from quotes where id = new.quote), 1, 7), 1
  where new.speaker is not null and (select published from quotes where id = new.quote) is not null
    and not exists (select 1 from quotes where id = new.quote and speaker = new.speaker)
    and not exists (select 1 from joint_speakers
      where quote = new.quote and speaker = new.speaker and place <> new.place)
  on conflict (speaker, month) do update set quotes = quotes + 1;
 
update speaker_counts set quotes = quotes - 1, articles = articles - (not exists (select 1 from quotes where speaker = old.speaker and article = old.article and id <> old.quote)
      and not exists (select 1 from joint_speakers where speaker = old.speaker and article = old.article and quote <> old.quote)) where speaker = old.speaker
    and not exists (select 1 from quotes where id = old.quote and speaker = old.speaker)
    and not exists (select 1 from joint_speakers
      where quote = old.quote and speaker = old.speaker and place <> old.place);
delete from speaker_counts where speaker = old.speaker and quotes < 1;
update speaker_months set quotes = quotes - 1
  where speaker = old.speaker and month = substr((select published from quotes where id = old.quote), 1, 7)
    and not exists (select 1 from quotes where id = old.quote and speaker = old.speaker)
    and not exists (select 1 from joint_speakers
      where quote = old.quote and speaker = old.speaker and place <> old.place);
delete from speaker_months where speaker = old.speaker and month = substr((select published from quotes where id = old.quote), 1, 7) and quotes < 1;
 end;
CREATE TRIGGER quotes_repeats_bd before delete on quotes begin delete from repeats where quote = old.id; end;
CREATE TRIGGER quotes_gender_ai after insert on quotes when new.tells is not null begin 
insert into genders (speaker, tells, pieces) select new.speaker, new.tells, 1
  where new.speaker is not null and new.tells is not null
  on conflict (speaker, tells) do update set pieces = pieces + 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = new.speaker))
)
  where id = new.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 end;
CREATE TRIGGER quotes_gender_ad after delete on quotes when old.tells is not null begin 
update genders set pieces = pieces - 1 where speaker = old.speaker and tells = old.tells;
delete from genders where speaker = old.speaker and tells = old.tells and pieces < 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = old.speaker))
)
  where id = old.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 end;
CREATE TRIGGER quotes_gender_au after update of speaker, tells on quotes when (new.speaker, new.tells) is not (old.speaker, old.tells) begin 
update genders set pieces = pieces - 1 where speaker = old.speaker and tells = old.tells;
delete from genders where speaker = old.speaker and tells = old.tells and pieces < 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = old.speaker))
)
  where id = old.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 
insert into genders (speaker, tells, pieces) select new.speaker, new.tells, 1
  where new.speaker is not null and new.tells is not null
  on conflict (speaker, tells) do update set pieces = pieces + 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = new.speaker))
)
  where id = new.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 end;
CREATE TRIGGER names_gender_ai after insert on names when new.tells is not null begin 
insert into genders (speaker, tells, pieces) select new.speaker, new.tells, 1
  where new.speaker is not null and new.tells is not null
  on conflict (speaker, tells) do update set pieces = pieces + 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = new.speaker))
)
  where id = new.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 end;
CREATE TRIGGER names_gender_ad after delete on names when old.tells is not null begin 
update genders set pieces = pieces - 1 where speaker = old.speaker and tells = old.tells;
delete from genders where speaker = old.speaker and tells = old.tells and pieces < 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = old.speaker))
)
  where id = old.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 end;
CREATE TRIGGER names_gender_au after update of speaker, tells on names when (new.speaker, new.tells) is not (old.speaker, old.tells) begin 
update genders set pieces = pieces - 1 where speaker = old.speaker and tells = old.tells;
delete from genders where speaker = old.speaker and tells = old.tells and pieces < 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = old.speaker))
)
  where id = old.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 
insert into genders (speaker, tells, pieces) select new.speaker, new.tells, 1
  where new.speaker is not null and new.tells is not null
  on conflict (speaker, tells) do update set pieces = pieces + 1;

update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = new.speaker))
)
  where id = new.speaker and gender_by is not 'list' and kind in ('person', 'unknown');

 end;
CREATE TRIGGER speakers_gender_ai after insert on speakers when new.gender is not null
  and new.gender_by is not 'list' begin 
update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = new.id))
)
  where id = new.id and gender_by is not 'list' and kind in ('person', 'unknown');
 end;
CREATE TRIGGER speakers_gender_au after update of kind, gender, gender_by on speakers
  when (new.kind, new.gender, new.gender_by) is not (old.kind, old.gender, old.gender_by)
    and new.gender_by is not 'list'
  begin 
update speakers set (gender, gender_by, gender_for, gender_against) = (
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells < 'g') as woman, total(case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('title pronoun role first name', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('title pronoun role first name', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = new.id))
)
  where id = new.id and gender_by is not 'list' and kind in ('person', 'unknown');

    update speakers set gender = null, gender_by = null, gender_for = null, gender_against = null
      where id = new.id and kind not in ('person', 'unknown');
  end;
CREATE VIEW spoken as
select quotes.speaker as by, quotes.* from quotes
union all
select one.speaker as by, quotes.* from joint_speakers as one join quotes on quotes.id = one.quote where one.speaker is not quotes.speaker and not exists (
      select 1 from joint_speakers as other
      where other.quote = one.quote and other.speaker = one.speaker and other.place < one.place);
CREATE VIEW "said" AS 
select quotes.id, quotes.published, (select name from speakers where id = quotes.speaker) || coalesce((
  select group_concat(iif(later, ', ', ' and ') || name, '') from (
    select (select name from speakers where id = one.speaker) as name, exists (
      select 1 from joint_speakers as after where after.quote = one.quote and after.place > one.place
        and after.speaker is not one.speaker and after.speaker is not quotes.speaker) as later
    from joint_speakers as one where quote = quotes.id and one.speaker is not quotes.speaker and not exists (
      select 1 from joint_speakers as other
      where other.quote = one.quote and other.speaker = one.speaker and other.place < one.place) order by place)), '') as speaker,
  quotes.role, quotes.act, quotes.text, quotes.kind, quotes.outlet,
  (select title from articles where id = quotes.article) as title,
  (select url from articles where id = quotes.article) as url, quotes.reported_by, quotes.rule, quotes.confidence,
  quotes.mention, quotes.cue, quotes.speaker_name || coalesce((
  select group_concat(iif(later, ', ', ' and ') || name, '') from (
    select one.name as name, exists (
      select 1 from joint_speakers as after where after.quote = one.quote and after.place > one.place
        and after.speaker is not one.speaker and after.speaker is not quotes.speaker) as later
    from joint_speakers as one where quote = quotes.id and one.speaker is not quotes.speaker and not exists (
      select 1 from joint_speakers as other
      where other.quote = one.quote and other.speaker = one.speaker and other.place < one.place) order by place)), '') as speaker_name, iif(exists (select 1 from joint_speakers where quote = quotes.id), 'group', quotes.speaker_kind) as speaker_kind, quotes.speaker as speaker_id,
  quotes.article as article_id, (select author from articles where id = quotes.article) as author,
  (select language from articles where id = quotes.article) as language
from quotes;

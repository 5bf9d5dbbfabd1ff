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
);
CREATE TABLE "speakers" (
   "id" INTEGER PRIMARY KEY,
   "name" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "key" TEXT NOT NULL
);
CREATE TABLE "names" (
   "id" INTEGER PRIMARY KEY,
   "article" INTEGER NOT NULL REFERENCES "articles"("id"),
   "name" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "role" TEXT,
   "speaker" INTEGER NOT NULL REFERENCES "speakers"("id")
);
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
);
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
insert into [_sqlite_migrations] (id, migration_set, name, applied_at) values (1,'quotes','m001_initial','2026-11-25 16:36:33.332066+00:00');
insert into [articles] (id, key, title, outlet, author, url, published, language, text, content_hash, quotes_hash, version, model, saved) values (1,'a1','Bridge','Tarn Post',NULL,NULL,'2026-03-01',NULL,'“The bridge is safe,” said Zoë Lindqvist, the harbour master. She said it had been checked.','ebbdc40aa42b1b262820e3372bc8f031bfd9e3291afa591448acdb2e7b8f089d','6dd42813bd7164e7c093162ae4deb7cfb30d5e05bbfd71d7ad308ea27eb9c0d5','1','default','2026-11-25T16:36:35.986876+00:00');
insert into [articles] (id, key, title, outlet, author, url, published, language, text, content_hash, quotes_hash, version, model, saved) values (2,'a2','Ferries','Moor Times',NULL,NULL,'2026-04-02',NULL,'Lindqvist said ferries would sail.

“Ferries are slow,” said Ib Moor, a pilot. “So be it,” he said.','632c6671e7f1463b34533f1b31ff5b50f5f2bb0264e3c322d38ec9cde21fb5f0','8e3a3958e7eefcd21a5c24a2f740643a821e02952b082f8134a742203149049f','1','default','2026-11-25T16:36:36.006672+00:00');
insert into [articles] (id, key, title, outlet, author, url, published, language, text, content_hash, quotes_hash, version, model, saved) values (3,'a3',NULL,NULL,NULL,NULL,NULL,NULL,'According to the council, the “old” quay stays shut. “No comment,” Mona Vester told reporters.','37e9aa2f6adf2291a4bbab94c797d9868e6092e0243d922f62e0cc1267a3d454','898d21684ce0cd581d75607efb700479ec458f78c776582b3ec3a790802c3631','1','default','2026-11-25T16:36:36.025300+00:00');
insert into [speakers] (id, name, kind, key) values (1,'Zoë Lindqvist','person','zoe lindqvist');
insert into [speakers] (id, name, kind, key) values (2,'Lindqvist','organisation','lindqvist');
insert into [speakers] (id, name, kind, key) values (3,'Ib Moor','person','ib moor');
insert into [speakers] (id, name, kind, key) values (4,'council','organisation','council');
insert into [speakers] (id, name, kind, key) values (5,'Mona Vester','person','mona vester');
insert into [names] (id, article, name, kind, role, speaker) values (1,1,'Zoë Lindqvist','person','harbour master',1);
insert into [names] (id, article, name, kind, role, speaker) values (2,2,'Lindqvist','organisation',NULL,2);
insert into [names] (id, article, name, kind, role, speaker) values (3,2,'Ib Moor','person','pilot',3);
insert into [names] (id, article, name, kind, role, speaker) values (4,3,'council','organisation',NULL,4);
insert into [names] (id, article, name, kind, role, speaker) values (5,3,'Mona Vester','person',NULL,5);
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (1,'The bridge is safe,','direct',1,1,'2026-03-01','Tarn Post','Zoë Lindqvist','person','harbour master',NULL,'Zoë Lindqvist','said','cue_right_after',0.972,1,'[[1, 20]]','[[27, 40]]','[[22, 26]]','8bd3c700937be521');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (2,'it had been checked','indirect',1,1,'2026-03-01','Tarn Post','Zoë Lindqvist','person','harbour master',NULL,'She','said','report_clause',0.9,71,'[[71, 90]]','[[62, 65]]','[[66, 70]]','f1207bd79c1574f5');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (3,'ferries would sail','indirect',2,2,'2026-04-02','Moor Times','Lindqvist','organisation',NULL,NULL,'Lindqvist','said','report_clause',0.9,15,'[[15, 33]]','[[0, 9]]','[[10, 14]]','a72e914306708166');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (4,'Ferries are slow,','direct',3,2,'2026-04-02','Moor Times','Ib Moor','person','pilot',NULL,'Ib Moor','said','cue_right_after',0.972,37,'[[37, 54]]','[[61, 68]]','[[56, 60]]','3737fa648d827325');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (5,'So be it,','direct',3,2,'2026-04-02','Moor Times','Ib Moor','person','pilot',NULL,'he','said','cue_right_after',0.972,80,'[[80, 89]]','[[91, 93]]','[[94, 98]]','6771a2ecac8bfb73');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (6,'the “old” quay stays shut','mixed',4,3,NULL,NULL,'council','organisation',NULL,NULL,'the council','According … to','governed',0.903,26,'[[26, 51]]','[[13, 24]]','[[0, 9], [10, 12]]','767c099789319b10');
insert into [quotes] (id, text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, reported_by, mention, cue, rule, confidence, start, spans, mention_spans, cue_spans, key) values (7,'No comment,','direct',5,3,NULL,NULL,'Mona Vester','person',NULL,NULL,'Mona Vester','told','cue_right_after',0.972,54,'[[54, 65]]','[[67, 78]]','[[79, 83]]','718531474a73a207');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_articles_key"
    ON "articles" ("key");
CREATE INDEX "idx_articles_published"
    ON "articles" ("published");
CREATE UNIQUE INDEX "idx_speakers_key_kind"
    ON "speakers" ("key", "kind");
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
CREATE INDEX "idx_quotes_published"
    ON "quotes" ("published");
CREATE INDEX "idx_topics_term"
    ON "topics" ("term");
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
CREATE VIEW "said" AS 
select quotes.id, quotes.published, speakers.name as speaker, quotes.role, quotes.text, quotes.kind,
  quotes.outlet, articles.title, articles.url, quotes.reported_by, quotes.rule, quotes.confidence,
  quotes.mention, quotes.cue, quotes.speaker_name, quotes.speaker_kind, quotes.speaker as speaker_id,
  quotes.article as article_id, articles.author, articles.language
from quotes
  left join articles on articles.id = quotes.article
  left join speakers on speakers.id = quotes.speaker;

"""Many machines: articles go through a Dask cluster into Parquet parts, and the parts into SQLite or DuckDB.

```
sources ─ partition ─▶ workers ─ parts ─▶ OUT/parts/*.parquet ─ collect ─▶ SQLite      (people joined)
                          │                OUT/manifest.jsonl    └ duck ──▶ DuckDB views
                        doing: which article a worker had in hand when it died
```

Dask, pyarrow and DuckDB are imported only when they are used.
"""

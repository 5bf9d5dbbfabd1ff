"""Past one machine: articles through a Dask cluster to Parquet parts, and the parts into SQLite or DuckDB.

```
sources ─ partition ─▶ workers ─ parts ─▶ OUT/parts/*.parquet ─ collect ─▶ SQLite      (people joined)
                          │                OUT/manifest.jsonl    └ duck ──▶ DuckDB views
                        doing: which article a worker had in hand when it died
```

Nothing of Dask, pyarrow or DuckDB is imported before it is used.
"""

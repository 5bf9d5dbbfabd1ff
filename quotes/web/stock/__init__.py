"""Bounds and changes to the stock pages of Datasette: queries, tables, counts and what visitors may see."""

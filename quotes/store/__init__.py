"""Everything that is kept in SQLite: the schema, saving and correcting, and every look-up. All SQL of ours is here."""

"""Child processes: one supervisor, what runs in a child, and the lines of JSON between the two."""

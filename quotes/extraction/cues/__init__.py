"""Cues: the words that report ('said that', 'according to'), who they name, and what they report."""

"""The tests."""

STUCK = 600  # seconds after which something hangs, also on a busy machine

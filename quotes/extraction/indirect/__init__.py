"""Reports without quotation marks: where what a cue reports begins and ends."""

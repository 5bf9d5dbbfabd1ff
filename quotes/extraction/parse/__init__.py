"""From text to a parsed Doc: quotation marks, the frame that the parser reads, and faster parts of the pipeline."""

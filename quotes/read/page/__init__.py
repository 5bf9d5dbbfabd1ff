"""Split a saved page into its articles, and leave out what stands around them."""

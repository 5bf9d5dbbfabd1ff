"""The box of the search: what stands in it, whom it names, how else it could have been spelt, what it could become."""

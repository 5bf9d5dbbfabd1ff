"""The search box: what stands in it, who it names, how else that could be spelt, and what it could become."""

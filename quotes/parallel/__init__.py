"""Find quotations in several processes at once, in the order of the articles."""

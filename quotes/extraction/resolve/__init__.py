"""Who is in an article, and who is meant by 'she', 'Marlow' or 'the minister'."""

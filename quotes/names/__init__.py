"""Names of people and organisations: their parts, and whether two names can be the same one's.

`name` takes a name apart. `compare` decides whether two names from different articles can mean the same one, and
`within_article` whether two names of one article do. `words` holds the titles, nicknames and spellings that both use.
"""

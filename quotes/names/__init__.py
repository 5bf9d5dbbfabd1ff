"""Names of people and organisations: their parts, and whether two of them can be one's.

`name` takes a name apart; `compare` tells whether two names from different articles can mean one, `within_article`
whether two names of one article do; `words` holds the titles, nicknames and spellings that both go by.
"""

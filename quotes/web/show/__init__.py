"""How values are shown on pages: wording, charts, snippets and the page of an article."""

"""What readers yield: articles, and errors in the place of what cannot be read."""

from __future__ import annotations

from quotes.errors import SourceError
from quotes.models import Article

ArticleOrError = Article | SourceError

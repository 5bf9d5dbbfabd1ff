"""Take the pictures of the README from the sample articles: `python -m tools.screenshots`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tools import serving

DOCS = Path(__file__).parents[1] / "docs"
LARGEST = 160_000  # bytes
SIZE = {"width": 980, "height": 840}


def main() -> None:
    """Write docs/article.png, docs/search.png and docs/insights.png."""
    argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__).parse_args()
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quotes.db"
        serving.make_samples(path, hostile_too=False)
        with serving.served(path) as address, serving.chromium() as browser:
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{address}/-/quotes/articles/1")
            page.hover("#q5")
            page.wait_for_timeout(400)
            page.screenshot(path=DOCS / "article.png")
            page.goto(f"{address}/-/quotes?words=crews")
            page.screenshot(path=DOCS / "search.png")
            page.goto(f"{address}/-/quotes/insights")
            page.screenshot(path=DOCS / "insights.png")
    large = [picture.name for picture in DOCS.glob("*.png") if picture.stat().st_size > LARGEST]
    assert not large, f"too large for a README: {large}"


if __name__ == "__main__":
    main()

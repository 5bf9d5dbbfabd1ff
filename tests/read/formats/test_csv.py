"""CSV: a quotation mark that does not close costs its own row and no other, and no row becomes part of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.formats.sources import both

SPOILT = {
    "a mark that opens a cell": ('id,text\n1,One\n2,"He said\n3,Three\n4,"Four, too"\n', ["1", "3", "4"], 3, 1),
    "in a cell in marks": ('id,text\n1,"One"\n2,"He said "no" to it"\n3,"Three"\n', ["1", "3"], 3, 1),
    "no mark at the end": ('id,text\n"1","One"\n"2","Two\n"3","Three"\n', ["1", "3"], 3, 1),
    "to the end of the file": ("id,text\n1,One\n" + '2,"Two\n' + "3,Three\n" * 500, ["1", *["3"] * 500], 3, 1),
    "in a cell of several lines": (
        'id,text\n1,"One\n\nmore"\n2,"Two\nShe "said, once" no.\nYes, he went.\nEnd."\n3,"Three\nmore"\n',
        ["1", "3"],
        5,
        4,
    ),
    "rows that nothing tells from prose": ('title,text\na,One\nb,"He said\nc,Three\nd,Four\n', ["One"], 3, 3),
    "the first row, of rows not known yet": ('id,text\n1,"He said\n2,Two\n3,Three\n', [], 2, 3),
    "a mark that closes in a later row": (
        'id,title,text\n1,T,One\n2,T,"He said no\n3,T,Three\n4,T,He said yes"\n5,T,Five\n',
        ["1", "3", "4", "5"],
        3,
        1,
    ),
    "a mark of the first row that closes in a later one": (
        'id,text\na-1,"He said no\na-2,Two\na-3,yes"\na-4,Four\n',
        [],
        2,
        4,
    ),
    "known by a day": (
        'date,text\n2026-03-01,One\n2026-03-02,"Two\nMay 3, he said\n2026-03-04,Four\n',
        ["One", "Four"],
        3,
        2,
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_the_line_of_a_mark_that_does_not_close_is_named(tmp_path: Path, what: str) -> None:
    content, kept, line, left_out = SPOILT[what]
    (tmp_path / "a.csv").write_text(content)
    articles, (said,) = both(tmp_path / "a.csv")
    assert [article.id if content.startswith("id") else article.text for article in articles] == kept
    assert said.startswith(f"a.csv:{line}: not valid CSV: a quotation mark opens in this row")
    assert (f"{left_out} lines are left out" in said) == (left_out > 1)
    assert not any("\n3," in article.text for article in articles)


@pytest.mark.parametrize("line", ["3,000 people left.", "12, not 13, went", "4,5,6", "1,5 million", "Yes,no,7"])
def test_a_line_of_prose_in_a_cell_is_no_row(tmp_path: Path, line: str) -> None:
    for heading, before in (("id,text", ""), ("id,title,text", "T,")):
        (tmp_path / "a.csv").write_text(f'{heading}\n1,{before}One\n2,{before}"Two\n{line}\n{line}"\n3,{before}Three\n')
        articles, said = both(tmp_path / "a.csv")
        assert [article.text for article in articles] == ["One", f"Two\n{line}\n{line}", "Three"] and not said


def test_one_mark_does_not_put_other_articles_into_the_first(tmp_path: Path) -> None:
    rows = [f'{number},"“Word {number},” said Ida Marlow."' for number in range(1, 21)]
    for spoilt in range(20):
        spoilt_rows = [row.removesuffix('"') if place == spoilt else row for place, row in enumerate(rows)]
        (tmp_path / "a.csv").write_text("\n".join(["id,text", *spoilt_rows, ""]))
        articles, said = both(tmp_path / "a.csv")
        assert all(article.text == f"“Word {article.id},” said Ida Marlow." for article in articles)
        assert len(said) == 1 and f"a.csv:{spoilt + 2}:" in said[0]
        assert len(articles) == (19 if spoilt else 0)


def test_a_row_with_more_cells_than_the_heading_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,He went, she said\n2,Two,,\n\n3,Three\n")
    articles, said = both(tmp_path / "a.csv")
    assert [article.text for article in articles] == ["Two", "Three"]
    assert said == [
        "a.csv:2: a row of more than 2 cells; 'she said' is after the last;"
        " put quotation marks around cells with commas"
    ]


def test_a_cell_after_the_heading_is_no_column_that_tells_where_rows_begin(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,One,7\n2,"He said\n3,Three\n')
    articles, said = both(tmp_path / "a.csv")
    assert [article.id for article in articles] == ["3"]
    assert [line.split(": ")[0] for line in said] == ["a.csv:2", "a.csv:3"]

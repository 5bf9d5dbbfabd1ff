"""A report as a sentence that is true by itself, in the order of the article."""

from __future__ import annotations

import re

import pytest

from quotes.models import Passage
from quotes.store.sentence import Places, SentencePart, balanced, pieces, written

#: What stands between brackets of each kind: the words, who is named, what reports.
MARKED = {"[": "]", "<": ">", "{": "}"}


def read(marked: str) -> tuple[str, Places]:
    """'<Vane> {denied} that [he had sold it]' as the text and the places in it."""
    found: dict[str, list[Passage]] = {opening: [] for opening in MARKED}
    text = ""
    for part in re.split(r"(\[[^\]]*\]|<[^>]*>|\{[^}]*\})", marked):
        inner = part[1:-1] if part[:1] in MARKED else part
        if inner is not part:
            found[part[0]].append((len(text), len(text) + len(inner)))
        text += inner
    return text, Places(found["["], found["<"], found["{"])


@pytest.mark.parametrize(
    ("marked", "speaker", "sentence"),
    [
        ("<Vane> {denied} that [he had sold the mill]", "Oskar Vane", "Oskar Vane denied that he had sold the mill"),
        ("[the mill was sold], <she> {said}", "Ida Marlow", "The mill was sold, Ida Marlow said"),
        ("[The mill], <he> {said}, [was sold]", "Oskar Vane", "The mill, Oskar Vane said, was sold"),
        ("{According to} <Vane>, [it was sold],", "Oskar Vane", "According to Oskar Vane, it was sold"),
        ("<Vane> {called} [the deal “a gift]", "Oskar Vane", "Oskar Vane called the deal “a gift”"),
        ("[the mill is sold],” <Vane> {said}", "Oskar Vane", "“the mill is sold,” Oskar Vane said"),
        (
            "<Vane> {pointed} the reporters {out} that [it rains]",
            "O. V.",
            "O. V. pointed the reporters out that it rains",
        ),
        ("[it was his], {said} nobody", "Ida Marlow", "It was his, Ida Marlow said"),
        ("<Vane> {said} [it was sold.)]", "O. V.", "O. V. said it was sold."),
        ("<Vane> {said} [it was (as agreed) sold (the mill]", "O. V.", "O. V. said it was (as agreed) sold (the mill)"),
        ("[it was his]", "Ida Marlow", "Ida Marlow: it was his"),
        ("[it was his]", None, "It was his"),
        ("<the council> {said} [it was]", None, "The council said it was"),
        (
            "<Vane>, who had bought the mill with his brother's money in a year of drought, {said} [it was his]",
            "Oskar Vane",
            "Oskar Vane … said it was his",
        ),
        (
            "<Vane> spoke of the year of drought and of his brother's money, and also {denied} [it was his]",
            "Oskar Vane",
            "Oskar Vane … and also denied it was his",
        ),
        ("<Vane> left. Marlow stayed. He {said} [it was his]", "Oskar Vane", "Oskar Vane … said it was his"),
        ("<Vane>{said}[it was]", "Oskar Vane", "Oskar Vane said it was"),
        ("<he>’s poised to {argue} [it is his]", "Oskar Vane", "Oskar Vane is poised to argue it is his"),
        ("<He>'s {arguing} [it is his]", "Oskar Vane", "Oskar Vane is arguing it is his"),
        ("<She>’s a miller and {says} [it is hers]", "Ida Marlow", "Ida Marlow is a miller and says it is hers"),
        ("<he>’s never {said} [it was his]", "Oskar Vane", "Oskar Vane has never said it was his"),
        ("<he>’s long {argued} [it was his]", "Oskar Vane", "Oskar Vane has long argued it was his"),
        ("<He>’d {argue} [it was his]", "Oskar Vane", "Oskar Vane would argue it was his"),
        ("<He>’d {argued} [it was his]", "Oskar Vane", "Oskar Vane had argued it was his"),
        ("<they>’ve {said} [it was]", "The millers", "The millers have said it was"),
        ("<They>’re {saying} [it was]", "The millers", "The millers are saying it was"),
        ("<she>'ll {say} [it is hers]", "Ida Marlow", "Ida Marlow will say it is hers"),
        ("<who>'s {said} [it was his]", "Oskar Vane", "Oskar Vane has said it was his"),
        ("<his> {claim} that [it was his]", "Oskar Vane", "Oskar Vane’s claim that it was his"),
        ("<her> own {fear} that [it won't]", "Ida Marlow", "Ida Marlow's own fear that it won't"),
        ("<her> to {declare} that [it is hers]", "Ida Marlow", "Ida Marlow to declare that it is hers"),
        ("{In} <their> view, [it was]", "The millers", "In The millers’ view, it was"),
        ("{In} <their> view, [it was]", "The council", "In The council’s view, it was"),
        ("{According to} <a report by the council>, [it was]", "council", "According to the council, it was"),
        ("<An aide> {said} [it was]", "aide", "An aide said it was"),
        ("<the Harbour Trust> {said} [it was]", "Harbour Trust", "The Harbour Trust said it was"),
        ("<a new poll> {found} [it was]", "a new poll", "A new poll found it was"),
        ("<Vane>’s {claim} that [it was his]", "Oskar Vane", "Oskar Vane’s claim that it was his"),
        ("<He>’s tired. Marlow stayed. And {said} [it was his]", "Oskar Vane", "Oskar Vane … said it was his"),
    ],
)
def test_sentences(marked: str, speaker: str | None, sentence: str) -> None:
    text, places = read(marked)
    assert written(pieces("x" * 7 + text, -7, places, speaker)[:]) == sentence


def test_a_name_within_the_words_stays_there() -> None:
    assert (
        written(pieces("he said it was", 0, Places([(0, 14)], [(0, 2)], [(3, 7)]), "Ida M."))
        == "Ida M.: he said it was"
    )


def test_the_pieces_say_what_they_are_and_where_the_words_stand() -> None:
    text, places = read("[The mill], <he> {said}, [was sold]")
    words = [piece for piece in pieces(text, 0, places, "Oskar Vane") if piece.what == "words"]
    assert words == [SentencePart("words", "The mill"), SentencePart("words", "was sold", 9)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a “b", "a “b”"),
        ("a” b", "“a” b"),
        ('a "b', 'a "b"'),
        ('a" b', '"a" b'),
        ("a ''b", "a ''b''"),
        ("“a” «b", "“a” «b»"),
        ("don't", "don't"),
        ("", ""),
    ],
)
def test_marks_come_in_pairs(text: str, whole: str) -> None:
    assert balanced(text) == whole


@pytest.mark.parametrize(
    ("marked", "others", "sentence"),
    [
        ("<Vane> and his aides have {said} [it was]", ["his aides"], "Oskar Vane and his aides have said it was"),
        ("<Vane> and Ms Ida Marlow {said} [it was]", ["Ida Marlow"], "Oskar Vane and Ida Marlow said it was"),
        (
            "<Vane>, Lund and Marlow {said} [it was]",
            ["Per Lund", "Ida Marlow"],
            "Oskar Vane, Per Lund and Ida Marlow said it was",
        ),
        ("<Vane>, whom we met, {said} [it was]", ["Per Lund"], "Oskar Vane and Per Lund, whom we met, said it was"),
        ("<Vane> met Lund and {said} [it was]", ["Per Lund"], "Oskar Vane and Per Lund met Lund and said it was"),
    ],
)
def test_several_speakers_are_named_once(marked: str, others: list[str], sentence: str) -> None:
    text, places = read(marked)
    who = ", ".join(["Oskar Vane", *others[:-1]]) + f" and {others[-1]}"
    assert written(pieces(text, 0, places, who, others=others)) == sentence

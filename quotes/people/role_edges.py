"""Cut from words given as a role what stands before and after it: 'his', 'who left', 'arrested in Orm', a quotation."""

from __future__ import annotations

import re
from collections.abc import Callable

from quotes.names.first_names import is_first_name
from quotes.names.words import name_words
from quotes.people.role_words import is_role, role_words

EDGES = " ,;:“”\"'<>*_–—"
MARKS = re.compile(r"[“”\"]|''|(?<!\w)['‘](?=\w)")
ASIDE = re.compile(r"\s[-–—]\s")
OPENS = re.compile(r"^[^“\"]*[,.!?](?:”|\"|'')\s*")  # a quotation that ends before the role
BEGUN = re.compile(r"^.*(?:[?!]|,-)\W*(?=\w)")  # 'Who comes next?- Majority Leader', 'today,-Tarn sheriff'
GLUED = re.compile(r"^(?:the|to|an?)-(?=\w)", re.IGNORECASE)
OWNED = re.compile(r"(?<=['’]s)-(?=\w)")
LISTED = re.compile(r": |^\[")  # 'Present: A. Krell (chair)' before another name
GENITIVE = ("'s", "’s", "s'", "s’")

IsNoun = Callable[[str], bool]


def without_edges(text: str, is_noun: IsNoun) -> list[str]:
    """The words of a role without what is no part of it.

    Args:
        is_noun: whether a word in lower case is a noun for a person.

    >>> " ".join(without_edges("his campaign chairman, who left and", {"chairman"}.__contains__))
    'campaign chairman'
    """
    words = _unopened(_plain(text).split(), is_noun)
    while len(words) > 1 and _leads(*words[:2]):
        words = words[1:]
    words = _first_of_two(_without_family(_unmade(_without_some(words, is_noun)), is_noun), is_noun)
    words = _without_another(_last_office(_untold(_before_clause(words), is_noun), is_noun), is_noun)
    if words and words[-1].endswith(GENITIVE):
        words = _without_genitive(words)
    return _without_loose_end(words, is_noun)


def _plain(text: str) -> str:
    """The text without marks that open or close elsewhere, or leave of a quotation; '' for part of a list."""
    if LISTED.search(text):
        return ""
    text = OPENS.sub("", text.strip(EDGES + "-"))
    text = OWNED.sub(" ", GLUED.sub("", BEGUN.sub("", text)))
    if len(MARKS.findall(text)) % 2:
        text = MARKS.sub("", text)
    return ASIDE.split(text.strip(EDGES))[0]


def _unopened(words: list[str], is_noun: IsNoun) -> list[str]:
    """'President' for 'So despite President', 'banker' for 'On the trial of banker': without what opens a sentence.

    What follows is whole if its first part has a noun for a person.
    """
    known = role_words()
    if len(words) < 2 or not words[0][:1].isupper() or words[0].lower() not in known.openers:
        return words
    between = known.openers | known.leading | known.links
    words = words[next((at for at, word in enumerate(words) if word.lower() not in between), len(words)) :]
    if any(map(is_noun, head_of(words))):
        return words
    last = max((at for at, word in enumerate(words) if word.lower() in known.links), default=-1)
    return words[last + 1 :]


def _leads(word: str, following: str) -> bool:
    """Does a word only lead to the role: 'his', or the 'One' of 'One former mayor', not of 'One Nation leader'?"""
    known, low = role_words(), word.lower()
    counted = low in known.counting and (following.islower() or following.lower() in known.parties)
    opens = low in known.opening and word[:1].isupper() and following[:1].isupper()
    return low in known.leading or counted or opens


def _unmade(words: list[str]) -> list[str]:
    """'billionaire' for 'formally backing billionaire': without what somebody else does to them."""
    doing = len(words) > 2 and words[0].endswith("ly") and len(words[0]) > 6 and words[1].endswith(role_words().doing)
    return words[2:] if doing else words


def _without_some(words: list[str], is_noun: IsNoun) -> list[str]:
    """'clerk' for 'clerk and one of the thousands': without a number of many that are nobody."""
    known = role_words()
    for at in range(1, len(words) - 2):
        joined = words[at].lower() in known.joining and words[at + 1].lower() in known.counting
        if joined and words[at + 2].lower() in known.links:
            many = head_of([word for word in words[at + 3 :] if word.lower() not in known.articles])
            return words if any(is_noun(word.removesuffix("s")) for word in many) else words[:at]
    return words


def _first_of_two(words: list[str], is_noun: IsNoun) -> list[str]:
    """'mayoral candidate' for 'mayoral candidate Tarn Senator': the first of two that stand side by side."""
    for at in range(1, len(words) - 1):
        after = words[at + 1 :]
        titled = all(word[:1].isupper() for word in after) and is_role(after[-1].lower())
        whose = words[at - 1].lower() in role_words().links or words[at] in role_words().parties
        if titled and words[at].islower() and is_noun(words[at]) and not whose:
            return words[: at + 1]
    return words


def _without_family(words: list[str], is_noun: IsNoun) -> list[str]:
    """'rapper' for 'husband rapper': what somebody is, not whose."""
    related = len(words) > 1 and words[0].lower() in role_words().families
    return words[1:] if related and all(map(str.islower, words)) and is_noun(words[-1]) and is_noun(words[1]) else words


def _before_clause(words: list[str]) -> list[str]:
    clauses = role_words().clauses
    return words[: next((at for at, word in enumerate(words) if word.lower() in clauses), len(words))]


def head_of(words: list[str]) -> list[str]:
    """The words before 'of' and the like, in lower case: they name what somebody is."""
    low = [word.lower().strip(EDGES) for word in words]
    return low[: next((at for at, word in enumerate(low) if at and word in role_words().links), len(low))]


def _untold(words: list[str], is_noun: IsNoun) -> list[str]:
    """'governor' for 'governor challenged by Vane': without what is told of its holder."""
    head = head_of(words)
    nouns = [at for at, word in enumerate(head) if is_noun(word)]
    for at in range(nouns[-1] + 1 if nouns else len(head), len(head)):
        if words[at].islower() and _tells(head[at]):
            return words[:at]
    return words


def _tells(word: str) -> bool:
    known = role_words()
    return word in known.told_of or (len(word) > 4 and word.endswith(known.telling) and "-" not in word)


def _last_office(words: list[str], is_noun: IsNoun) -> list[str]:
    """'President' for 'The latest on President': the title before the name, where what stands before is nobody.

    'Ministry of Trade official' is whole, and so is 'head of the office of the President'.
    """
    head = head_of(words)
    low = [word.lower() for word in words]
    last = next(
        (at + 1 for at in range(len(words) - 1, 0, -1) if low[at] in role_words().links | role_words().joining), 0
    )
    title = words[last:]
    titled = all(word[:1].isupper() and _is_title(word, is_noun) for word in title)
    return title if last and title and titled and not any(map(is_noun, head)) else words


def _is_title(word: str, is_noun: IsNoun) -> bool:
    plain = word.lower().strip(".")
    return is_noun(plain) or word in name_words().titles.before_titles


def _without_another(words: list[str], is_noun: IsNoun) -> list[str]:
    """'director' for 'director of ports and Nils Lund': without somebody else's name after 'and'."""
    joined = (
        len(words) > 3 and words[-3].lower() in role_words().joining and words[-2].istitle() and words[-1].istitle()
    )
    if joined and is_first_name(words[-2]) and not is_noun(words[-1].lower()):
        return words[:-3]
    same = (
        len(words) > 3
        and is_noun(words[-1].lower())
        and words[-1] in words[:-1]
        and words[-2].lower() not in role_words().links
    )
    return words[:-1] if same else words  # 'professor of political science professor'


def _without_genitive(words: list[str]) -> list[str]:
    """'host' for 'host of TV Orm's', whose noun is missing; 'friend of Vane's' is whole."""
    link = max((at for at, word in enumerate(words) if word.lower() in role_words().links), default=len(words))
    whole = 0 < link < len(words) and words[link - 1].lower() in role_words().relations
    return words if whole else words[:link]


def _without_loose_end(words: list[str], is_noun: IsNoun) -> list[str]:
    """Without 'and', 'currently', 'of the book' whose title is missing, or 'Dr.' of the name after the role."""
    known = role_words()
    if len(words) > 2 and words[-1].lower() in known.cut_off and words[-2].isalpha() and words[-2] in known.joining:
        words = words[:-2]
    if len(words) > 2 and words[-2].lower() in known.when:
        words = words[:-2]
    while words and (words[-1].lower().strip(EDGES) in known.dangling or _is_loose(words, is_noun)):
        words = words[:-1]
    if words and words[-1].lower() in known.works and "of" in words[-3:]:
        words = words[: len(words) - 1 - words[::-1].index("of")]
    return [*words[:-1], words[-1].rstrip(EDGES)] if words else []


def _is_loose(words: list[str], is_noun: IsNoun) -> bool:
    """Is the last word an adverb, or a title or a name after the noun: 'editor Dr.', 'businessman Vane'?"""
    if len(words) < 2:
        return False
    last, before = words[-1], words[-2]
    if not is_noun(before.lower()):
        return last.islower() and last.endswith("ly") and len(last) > 6 and not is_noun(last)
    title = last.lower().rstrip(".") in role_words().ending_titles
    named = before.islower() and last.istitle() and not is_noun(last.lower())
    return title or named or (last.islower() and last.endswith("ly"))

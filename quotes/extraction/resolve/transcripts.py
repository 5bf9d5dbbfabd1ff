"""Interviews and transcripts: paragraphs that begin with their speaker, 'Q:', 'SOIR:' or 'Julien Soir:'.

What follows the label is that speaker's, marks or no marks, with the paragraphs after it that have no label of their
own but go on with the same quotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.cast import MANY, Cast, Character
from quotes.extraction.resolve.labels import Label, is_titled, speaks_by_role

FEWEST = 2  # labelled paragraphs that make a transcript
SENTENCE_ENDS = frozenset(".?!")
SENTENCES = 0.5  # of the turns, at least, hold a verb: a list of names and numbers does not speak


@dataclass(frozen=True)
class Turn:
    """What one speaker says until the next one does.

    Attributes:
        label: the tokens of the label, without its colon.
        name: the label's words.
        content: the token ranges said, one a paragraph.
        asked: the token ranges of the question that it answers, if no named person asked it.
    """

    label: Range
    name: str
    content: tuple[Range, ...]
    asked: tuple[Range, ...] = ()


def find_turns(layout: Layout, lexicon: Lexicon, cast: Cast, labelled: Labels) -> list[Turn]:
    """The turns of a transcript, in order; none if the article is not a transcript."""
    kept = _speaking(layout, labelled, lexicon, cast)
    turns: list[Turn] = []
    waiting: Label | None = None  # it has a line to itself
    for k, (start, end) in enumerate(layout.paragraphs):
        if k in kept and kept[k].alone:
            waiting = kept[k]
        elif k in kept or waiting:
            label = kept.get(k, waiting)
            assert label is not None
            begins = label.begins if k in kept else start
            turns.append(Turn(label.place, label.name, (_content(layout, begins, end),)))
            waiting = None
        elif turns and _goes_on(layout, start):
            last = turns[-1]
            turns[-1] = Turn(last.label, last.name, (*last.content, _content(layout, start, end)))
    return [turn for turn in turns if all(end > start for start, end in turn.content)]


Labels = Mapping[int, Label]  # by paragraph
Counts = Mapping[str, int]  # by the last word of a label's name


def _speaking(layout: Layout, labelled: Labels, lexicon: Lexicon, cast: Cast) -> Labels:
    """The labels that name speakers: first those that are sure by themselves, then the rest of the transcript."""
    begun = {k: label for k, label in labelled.items() if not label.weak and not label.alone}
    kept = _by_themselves(layout, begun, lexicon, cast) or _by_lines(layout, labelled, lexicon, cast)
    others = {k: label for k, label in labelled.items() if k not in kept and not label.alone}
    anybody = bool(kept)
    for k, label in others.items():
        belongs = _belongs(layout, lexicon, cast, k, label) and (anybody or _is_bare(cast, label.name))
        ends = _tells(layout, lexicon, k, label) or _ends(layout, layout.paragraphs[k])
        belongs = belongs or (ends and _shouts(labelled, kept, k))
        if belongs or (k + 1 in kept and _is_question(layout, k)):
            kept[k] = label
    several = len({surname(label.name) for label in kept.values()}) > 1 or _answers(layout, labelled, kept)
    return kept if len(kept) >= FEWEST and several else {}


def _shouts(labelled: Labels, kept: Labels, paragraph: int) -> bool:
    """'DALE: And the motive?' once among several 'KLINE: They are not saying.': both are in capitals."""
    beside = [kept[k] for k in (paragraph - 1, paragraph + 1) if k in kept]
    label = labelled[paragraph]
    return label.name.isupper() and not label.weak and any(one.name.isupper() for one in beside)


def _is_bare(cast: Cast, name: str) -> bool:
    """Does a label only have words of the name of the person it means?"""
    known = character_named(cast, name)
    words = {word.lower() for one in known.names for word in one} if known else set()
    return all(word.lower() in words for word in name.split())


def _belongs(layout: Layout, lexicon: Lexicon, cast: Cast, paragraph: int, label: Label) -> bool:
    """'Halden - We should sell it', 'Opposition senators: Shame!': a speaker of the article among others."""
    if not _tells(layout, lexicon, paragraph, label):
        return False
    return character_named(cast, label.name) is not None or (not label.weak and speaks_by_role(lexicon, label.name))


def _by_themselves(layout: Layout, labelled: Labels, lexicon: Lexicon, cast: Cast) -> dict[int, Label]:
    """'Q' and 'A', names of the article, titles, times, and capitals that come again before sentences."""
    asks, answers = lexicon.words.resolving.asks, lexicon.words.resolving.answers
    named = {label.name for label in labelled.values()}
    both = not asks.isdisjoint(named) and not answers.isdisjoint(named)
    times = Counter(surname(label.name) for label in labelled.values())
    telling = Counter(surname(label.name) for k, label in labelled.items() if _tells(layout, lexicon, k, label))

    def speaks(label: Label) -> bool:
        name, last = label.name, surname(label.name)
        if name in asks | answers:
            return both
        if label.sure or character_named(cast, name) is not None:
            return True
        again = times[last] > 1 and not _is_heading(lexicon, name) and (name.isupper() or speaks_by_role(lexicon, name))
        often = telling[last] >= SENTENCES * times[last]
        return (again and often) or (is_titled(lexicon, name) and telling[last] > 0)

    kept = {k: label for k, label in labelled.items() if speaks(label)}
    kept = kept or _dialogue(layout, lexicon, labelled)
    if max(Counter(surname(label.name) for label in kept.values()).values(), default=0) > 1:
        kept |= {k: label for k, label in labelled.items() if _alternates(labelled, kept, k, telling, times)}
    several = len(kept) >= FEWEST and len({surname(label.name) for label in kept.values()}) > 1
    known = {k for k, one in kept.items() if one.sure or one.name in asks | answers}
    sentences = sum(k in known or _tells(layout, lexicon, k, one) for k, one in kept.items())
    spoken = several or _answers(layout, labelled, kept)
    return kept if spoken and sentences >= SENTENCES * len(kept) else {}


def _answers(layout: Layout, labelled: Labels, kept: Labels) -> bool:
    """'Do you miss it?', 'Soir: Every day.': one person keeps answering questions whose author has no label."""
    asked = sum(k - 1 not in labelled and _is_question(layout, k - 1) for k in kept)
    return asked >= FEWEST and 2 * asked >= len(kept)


def _is_question(layout: Layout, paragraph: int) -> bool:
    start, end = layout.paragraphs[paragraph] if paragraph >= 0 else (0, 0)
    return end > start and "?" in layout.texts[max(end - 2, start) : end]


def _is_heading(lexicon: Lexicon, name: str) -> bool:
    """'QUOTE OF THE DAY', 'ALSO TODAY': small words in capitals make no name."""
    small = lexicon.words.small.in_titles | lexicon.words.resolving.definite
    times = {word.lower() for word in lexicon.words.time.words}
    return name.isupper() and any(word.lower() in small | times for word in name.split()[1:])


def _dialogue(layout: Layout, lexicon: Lexicon, labelled: Labels) -> dict[int, Label]:
    """'Okonkwo: You promised a hospital.', 'Bassey: I promised a clinic.': two who come again, to each other."""
    times = Counter(label.name for label in labelled.values())
    kept = {
        k: label
        for k, label in labelled.items()
        if times[label.name] > 1 and (k - 1 in labelled or k + 1 in labelled) and label.name.istitle()
    }
    addressed = sum(_addresses(layout, lexicon, (kept[k].begins, layout.paragraphs[k][1])) for k in kept)
    several = len({label.name for label in kept.values()}) > 1
    return kept if several and addressed >= SENTENCES * len(kept) else {}


def _addresses(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Does somebody ask, or speak of himself or to another?"""
    pronouns = lexicon.words.pronouns
    spoken = pronouns.first | pronouns.first_plural | pronouns.second
    said = ({layout.texts[i], layout.lowers[i]} for i in range(*place))
    return any("?" in words or not spoken.isdisjoint(words) for words in said)


def _alternates(labelled: Labels, kept: Labels, paragraph: int, telling: Counts, times: Counts) -> bool:
    """'The Courier: Why?' beside 'Julien Soir: …': what comes again with sentences, next to those who speak."""
    last = surname(labelled[paragraph].name)
    often = times[last] > 1 and telling[last] >= SENTENCES * times[last]
    return often and (paragraph - 1 in kept or paragraph + 1 in kept)


def _by_lines(layout: Layout, labelled: Labels, lexicon: Lexicon, cast: Cast) -> dict[int, Label]:
    """'Ida Marlow' in a line, what she says in the next: people of the article, in turn, one of them again."""
    kept = {
        k: label
        for k, label in labelled.items()
        if label.alone
        and (character_named(cast, label.name) is not None or speaks_by_role(lexicon, label.name))
        and k + 1 < len(layout.paragraphs)
        and (_verb(layout, lexicon, layout.paragraphs[k + 1]) or _ends(layout, layout.paragraphs[k + 1]))
    }
    times = Counter(label.name for label in kept.values())
    telling = sum(_verb(layout, lexicon, layout.paragraphs[k + 1]) for k in kept)
    several = len(times) > 1 and max(times.values()) > 1
    return kept if several and telling >= SENTENCES * len(kept) else {}


def _ends(layout: Layout, place: Range) -> bool:
    """'And after that?': a line that ends as a sentence does."""
    return layout.texts[place[1] - 1] in SENTENCE_ENDS


def _tells(layout: Layout, lexicon: Lexicon, paragraph: int, label: Label) -> bool:
    """Does a sentence follow the label?"""
    return _verb(layout, lexicon, (label.begins, layout.paragraphs[paragraph][1]))


def _verb(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    finite = lexicon.words.grammar.finite_tags  # what stands in marks is not parsed
    return any(layout.hidden[i] or layout.tags[i] in finite for i in range(*place))


def character_named(cast: Cast, name: str) -> Character | None:
    """The person of the article that a label names, by the last word of the name."""
    last = surname(name)
    called = cast.called.get(last, ())
    if len(called) > MANY:
        return None
    ending = [m for m in called if any(n[-1].lower() == last for n in m.names)]
    found = [m for m in ending if m.kind == "person" and not m.full_name.isupper()]
    found = found or [m for m in ending if m.kind == "unknown" and " " in m.full_name]
    return found[0] if len(found) == 1 else None


def surname(name: str) -> str:
    """The last word of a label's name, in lower case, before any 'of': 'okpara' of 'Miss OKPARA of Lantana'."""
    words = name.split()
    after = next((k for k, word in enumerate(words) if k and word.islower()), len(words))
    return words[after - 1].lower()


def answering(layout: Layout, cast: Cast, turns: Sequence[Turn]) -> Character | None:
    """Who answers in an interview whose labels say only 'Q' and 'A': the one person of the introduction, or, where
    it names nobody, the one whom the text names after it.
    """
    begins, ends = (turns[0].label[0], turns[-1].content[-1][1]) if turns else (len(layout.tokens), 0)
    people = [m for m in cast.characters if m.kind == "person"]
    people = [m for m in people if max(map(len, m.names)) > 1] or people
    places = [start for one in people for start, _ in one.places]
    outside = range(begins) if any(start < begins for start in places) else range(ends, len(layout.tokens))
    counted = sorted(((sum(start in outside for start, _ in m.places), i) for i, m in enumerate(people)), reverse=True)
    if not counted or not counted[0][0] or (len(counted) > 1 and counted[1][0] == counted[0][0]):
        return None
    return people[counted[0][1]]


def _content(layout: Layout, start: int, end: int) -> Range:
    """What is said in a paragraph, without marks and space at its edges; the last mark of 'You said “no”' stays."""
    doc = layout.tokens
    while start < end and (doc[start].is_space or _is_mark(layout, start)):
        start += 1
    while end > start and (doc[end - 1].is_space or _is_mark(layout, end - 1)):
        run = layout.runs[layout.run_of[end - 1]] if layout.run_of[end - 1] >= 0 else None
        if run is not None and start <= run.open and end - 1 >= run.end:
            break
        end -= 1
    return start, end


def _is_mark(layout: Layout, i: int) -> bool:
    run = layout.runs[layout.run_of[i]] if layout.run_of[i] >= 0 else None
    return layout.tokens[i].text in ("*", "_") or (run is not None and not run.start <= i < run.end)


def _goes_on(layout: Layout, start: int) -> bool:
    """Is a paragraph without a label still the same quotation, opened again because the one before never closed?"""
    index = layout.run_of[start]
    return index >= 0 and layout.runs[index].run.follows and layout.tokens[layout.runs[index].start].text not in "(["

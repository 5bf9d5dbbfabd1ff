"""The lexicon of one language: its word file, and what is made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from quotes.extraction.lexicon.forms import CueForm
from quotes.extraction.lexicon.tables import Gender, WordFile
from quotes.names.words import Titles


@dataclass(frozen=True)
class Lexicon:
    """The word file with what is made from it.

    Attributes:
        words: the file.
        noun_forms: lower-case form of a noun that reports ('claims') to the noun.
        cue_forms: lower-case form ('said') to the cue verbs it can be.
        denying: lower-case form ('debunked') to the verbs it can be that say that something is not so.
        causing, voicing, refusing, naming_deeds, making: every form of these verbs of the file, in lower case.
        unmaking: what makes no statement of the infinitive after it ('declined', 'plans', 'unable').
        first_names: lower-case first name to the gender it says.
        titles: words that stand before and after a name and are no part of it.
        particles: small words inside a name, and those that begin a surname ('van der Meulen').
    """

    words: WordFile
    noun_forms: dict[str, str]
    cue_forms: dict[str, tuple[CueForm, ...]]
    denying: dict[str, tuple[CueForm, ...]]
    causing: frozenset[str]
    voicing: frozenset[str]
    refusing: frozenset[str]
    naming_deeds: frozenset[str]
    making: frozenset[str]
    unmaking: frozenset[str]
    first_names: dict[str, Gender]
    titles: Titles
    particles: frozenset[str]

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Every lower-case form that can be a cue or the head of one."""
        phrases = self.words.phrases
        return (
            phrases.per
            | phrases.views
            | self.words.nouns.put
            | {self.according[0], *self.noun_forms, *self.cue_forms, *self.denying}
        )

    @cached_property
    def patronymic_parts(self) -> frozenset[str]:
        """Every run of letters and marks in a patronymic: of 'a/l' an 'a', a '/' …"""
        words = self.words.names.patronymics
        return frozenset(word[i:j] for word in words for i in range(len(word)) for j in range(i + 1, len(word) + 1))

    @cached_property
    def told_nouns(self) -> frozenset[str]:
        """Every lower-case noun that has a clause of what is told after it."""
        return self.words.nouns.told | self.noun_forms.keys()

    @cached_property
    def report_ends(self) -> frozenset[str]:
        """Every lower-case word before which a report may end."""
        return self.words.small.joining | self.words.small.ending

    @cached_property
    def clause_openers(self) -> frozenset[str]:
        """The words that open a clause beside the main one: 'while', 'though', 'when'."""
        return self.words.small.beside_telling | self.words.small.fronted

    @cached_property
    def saying(self) -> frozenset[str]:
        """The forms of verbs that say something, in lower case: 'said', 'tells'."""
        return frozenset(word for word, forms in self.cue_forms.items() if any("say" in form.groups for form in forms))

    @cached_property
    def deeds(self) -> dict[str, frozenset[str]]:
        """What cues do, each with the cues that do it: verbs of one kind report alike."""
        acts, cues = self.words.acts, self.words.cues
        kinds = {"demand": acts.demands | acts.tells, "ask": acts.asks, "promise": acts.promises | cues.offering}
        return kinds | {"deny": acts.denies, "accuse": acts.accuses, "advise": cues.naming_deeds}

    @cached_property
    def according(self) -> tuple[str, str]:
        """The two words of 'according to', in lower case."""
        head, _, link = self.words.phrases.according.partition(" ")
        return head, link

    @cached_property
    def able_to_say(self) -> frozenset[str]:
        """Every lower-case noun and pronoun for somebody or something that can say what follows."""
        pronouns, roles, phrases = self.words.pronouns, self.words.roles, self.words.phrases
        return frozenset().union(
            *(pronouns.male, pronouns.female, pronouns.plural, pronouns.first_plural),
            *(pronouns.indefinite, pronouns.relative_person),
            *(roles.person, roles.group, roles.organisation, phrases.carriers, phrases.anonymous),
        )

    @cached_property
    def joins_in_names(self) -> frozenset[str]:
        """Every lower-case word or part of one that may join the words of a name: 'and', 'of', 'in', 'van', 'a/l'."""
        names = self.words.names
        small = names.links | names.articles | names.body_joins | names.field_links | names.seats
        return small | self.particles | self.patronymic_parts

    @cached_property
    def persons(self) -> frozenset[str]:
        """Roles of persons, and words for somebody without a name, in lower case."""
        return self.words.roles.person | self.words.phrases.anonymous

    @cached_property
    def honours(self) -> frozenset[str]:
        """Titles that tell the gender of who bears them, as they are written."""
        return self.titles.male | self.titles.female

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Nouns for organisations and for sites, in lower case."""
        return self.words.roles.organisation | self.words.names.sites

    @cached_property
    def classes_of_body(self) -> dict[str, frozenset[str]]:
        """What a body may be that a word stands for: 'lender' a bank, 'company' any business."""
        roles, lines = self.words.roles, self.words.body_classes
        found = {word: frozenset(line for line in lines if word in lines[line]) for of in lines.values() for word in of}
        return found | dict.fromkeys(roles.any_trade, roles.trades)

    def owned(self, owner: str, thing: str) -> str:
        """'Vane' and 'lawyer' as 'Vane's lawyer', 'Rovers' as 'Rovers' lawyer'."""
        mark, short = self.words.resolving.owned_by
        return f"{owner}{short if mark and owner.endswith(mark[-1]) else mark} {thing}"

    def noun_gender(self, noun: str) -> Gender | None:
        """The gender that a noun in lower case implies: 'sister', 'Englishwoman'."""
        nouns = self.words.gender
        if noun in nouns.male or noun.endswith(tuple(nouns.male_endings)):
            return "male"
        return "female" if noun in nouns.female or noun.endswith(tuple(nouns.female_endings)) else None

    @cached_property
    def aged(self) -> re.Pattern[str]:
        """Finds the 34 of 'the 34-year-old'."""
        return re.compile(rf"\b(\d{{1,3}}){self._year_old}\b")

    @cached_property
    def aged_before(self) -> re.Pattern[str]:
        """Finds the 34 at the end of '34-year-old Ostrian nurse'."""
        return re.compile(rf"(\d{{1,3}}){self._year_old}\W+(?:[\w-]+\W+){{0,4}}$")

    @property
    def _year_old(self) -> str:
        year, old = (
            "|".join(map(re.escape, sorted(words))) for words in (self.words.resolving.year, self.words.resolving.old)
        )
        return rf"[-‐‑ ](?:{year})[-‐‑ ](?:{old})"

    @cached_property
    def offices(self) -> frozenset[str]:
        """Roles of persons, and what stands before a name as a title, in lower case."""
        return self.words.roles.person | {title.lower() for title in self.titles.of_office}

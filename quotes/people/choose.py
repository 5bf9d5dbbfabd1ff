"""Choose who is meant, when an article is saved. Decline rather than guess: joining again sees more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from quotes.names.compare import fuller
from quotes.names.name import Name
from quotes.names.words import name_words
from quotes.people.evidence import excluded, of_full_name, of_surname
from quotes.people.match import Mention, Person, level_of, lifetime_apart
from quotes.people.role import Role, alike


class Choice(NamedTuple):
    """Who is meant, and why.

    Attributes:
        person: None if it is somebody new, or if it stays open between several.
        why: 'name', 'likelier' of several namesakes, 'nickname', 'initials', 'surname'; without a person 'new',
            'namesake' (roles say that it is another person) or 'undecided'.
        probability: that it is the person; None if nobody else is known who could be meant.
    """

    person: Person | None
    why: str
    probability: float | None = None


def teaches(mention: Mention, choice: Choice) -> bool:
    """Is the name one of the person's from now on? An initial and a surname are not, for they fit several people."""
    if choice.person is None or choice.why in ("name", "likelier", "nickname"):
        return True
    return choice.why == "initials" and all(fuller(mention.name, known) for known in choice.person.names.values())


def choose(mention: Mention, people: Iterable[Person]) -> Choice:
    """The one person a mention can be; nobody if several remain, or if too little speaks for the one."""
    fits = [(level, person) for person in people if (level := level_of(mention.name, person))]
    free = [(level, person) for level, person in fits if not _contradicts(mention, person)]
    same = [person for level, person in free if level == "same"]
    if same:
        return _among(mention, same, "name")
    if any(level == "same" for level, _ in fits):
        near = [person for level, person in free if level == "near" and supports(mention, person)]
        return Choice(near[0], "nickname") if len(near) == 1 else Choice(None, "namesake")
    for wanted, why in (("near", "nickname"), ("far", "initials"), ("bare", "surname")):
        found = [person for level, person in free if level == wanted]
        if found:
            return guarded(mention, found, why)
    return Choice(None, "new")


def narrow(mention: Mention, people: Sequence[Person], more: Callable[[], Sequence[Person]]) -> Choice:
    """Choose among those of exactly this name; if none of them is meant, among all who can be meant by it."""
    choice = choose(mention, people) if people else None
    if choice and (choice.person or choice.why == "undecided"):
        return choice
    return choose(mention, more())


def _among(mention: Mention, people: Sequence[Person], why: str) -> Choice:
    """Choose the namesake who is far likelier than the others."""
    if len(people) == 1:
        return Choice(people[0], why)
    person, probability = of_full_name(mention, people)
    why = "likelier" if why == "name" else why
    return Choice(person, why if person else "undecided", probability)


def guarded(mention: Mention, people: Sequence[Person], why: str) -> Choice:
    """Accept a candidate who is far likelier; a surname, or a name of the other kind, needs support besides."""
    if why == "surname":
        alone = [person for person in people if all(name.bare for name in person.names.values())]
        if len(alone) == len(people) == 1 and not people[0].also:
            return Choice(people[0], "name")
        people = [person for person in people if person not in alone or person.also]
        person, probability = of_surname(mention, people)
        return Choice(person, why if person else "undecided", probability)
    choice = _among(mention, people, why)
    if choice.person is None:
        return choice
    if not same_office(mention.role, mention.name, choice.person):
        return Choice(None, "new")
    common = mention.name.surname in name_words().common_surnames
    other_kind = all(known.kind != mention.name.kind for known in choice.person.names.values())
    doubtful = (common or other_kind) if why == "initials" else False
    return Choice(None, "new") if doubtful and not supports(mention, choice.person) else choice


def same_office(role: Role | None, name: Name, person: Person) -> bool:
    """Do the names agree about 'Jr'? If only one has it, the role must be exactly the same."""
    if not any(known.suffix != name.suffix and "jr" in known.suffix + name.suffix for known in person.names.values()):
        return True
    return role is not None and role.key in person.roles


def supports(mention: Mention, person: Person) -> bool:
    """Do roles, the same outlet at about that time, or shared topics speak for the person?"""
    role = mention.role
    if role is not None and any(alike(role, other) for other, _ in person.roles.values()):
        return True
    if len(mention.topics & person.topics) >= 2 or person.beside >= 2:
        return True
    return bool(mention.outlet and person.often[mention.outlet] and (person.around or not mention.day))


def _contradicts(mention: Mention, person: Person) -> bool:
    """Do roles or time keep the mention and the person apart?"""
    if lifetime_apart(mention.day, person):
        return True
    role = mention.role
    if role is None or not role.key or mention.name.kind != "person" or role.key in person.roles:
        return False
    linked = bool(person.often[mention.outlet or ""])
    return excluded([role], person, linked=linked)

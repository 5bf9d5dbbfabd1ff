"""Weigh whose name it is, if several have it: how often each is named, when, where, beside whom and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quotes.names.first_names import gender_of
from quotes.names.name import Name
from quotes.names.words import name_words
from quotes.people.match import Mention, Person
from quotes.people.role import Role, against, alike

FAR_LIKELIER = 0.8  # for a full name: all others of that name together are a quarter as likely
NEARLY_ALL = 0.9  # for a bare surname, which somebody unknown may have as well
UNKNOWN, COMMON = 3.0, 8.0  # articles with somebody of a surname whom none names in full; the same for a common surname
WELL_KNOWN = 1.25  # the better known people are, the more often they have only a surname: more than in proportion
NEAR_TIME, SAME_OUTLET = 3.0, 8.0  # how much more an article counts if it is near in time, or from the same outlet
SAME_ROLE, OTHER_ROLE, OTHER_GENDER, SAID_BY_HUMAN = 30.0, 0.05, 0.01, 50.0
TOPICS = (1.0, 2.0, 24.0)  # by the number of shared topics
COMPANY = 2.0  # how much people who are named beside both count at most
MAIN_ROLES = 8  # roles of a person: the most frequent ones


class Likelier(NamedTuple):
    """The person meant, and how likely that is; nobody if it stays open between several."""

    person: Person | None
    probability: float


def weigh(mention: Mention, person: Person) -> float:
    """How many articles speak for the person, each with its weight."""
    amount = (person.total + NEAR_TIME * person.around) / (1 + NEAR_TIME)
    amount += SAME_OUTLET * person.often[mention.outlet or ""]
    amount = (amount or 0.25) * TOPICS[min(len(mention.topics & person.topics), 2)]
    amount *= 1 + min(person.beside, COMPANY)
    if mention.name.key in person.also:
        amount *= SAID_BY_HUMAN
    if of_another_gender(mention, person):
        amount *= OTHER_GENDER
    return amount * _by_role(mention.role, person)


def likeliest(
    mention: Mention, people: Sequence[Person], *, unknown: float, sure: float, power: float = 1.0
) -> Likelier:
    """Choose the person who is likely enough, or nobody.

    Args:
        unknown: how many articles speak for somebody else.
        sure: the least probability.
        power: the exponent of the number of articles that speak for each.
    """
    weights = [weigh(mention, person) ** power for person in people]
    if not weights:
        return Likelier(None, 0.0)
    best = max(range(len(people)), key=lambda number: weights[number])
    probability = round(weights[best] / (sum(weights) + unknown), 3)
    return Likelier(people[best] if probability >= sure else None, probability)


def of_surname(mention: Mention, people: Sequence[Person], others: float = 0.0) -> Likelier:
    """Choose who is meant by a bare surname: whoever bears it in nearly all articles of that time.

    Args:
        others: how many articles speak for bearers who are not among the people.
    """
    common = mention.name.surname in name_words().common_surnames
    unknown = others + (COMMON if common else UNKNOWN)
    return likeliest(mention, people, unknown=unknown**WELL_KNOWN, sure=NEARLY_ALL, power=WELL_KNOWN)


def of_full_name(mention: Mention, people: Sequence[Person]) -> Likelier:
    """Choose which of several namesakes is meant."""
    return likeliest(mention, people, unknown=0.0, sure=FAR_LIKELIER)


def of_another_gender(mention: Mention, person: Person) -> bool:
    """'Mrs Brandt', or the Brandt whom an article calls 'she', against a Robert Brandt."""
    titles, known = set(mention.name.titles), name_words().titles
    said = "female" if titles & known.plain_female else "male" if titles & known.plain_male else mention.gender
    return said is not None and person.gender is not None and said != person.gender


def gender_by_name(names: Sequence[Name]) -> str | None:
    """The gender that a person's titles or first names say, if they all say the same."""
    known = name_words().titles
    said = {"female" for name in names if set(name.titles) & known.plain_female}
    said |= {"male" for name in names if set(name.titles) & known.plain_male}
    western = (name for name in names if name.given and not (name.family_first or name.may_be_family_first))
    first = [name.given[0] for name in western] if not said else []
    said |= {gender for given in first if (gender := gender_of(given))}
    return said.pop() if len(said) == 1 else None


def excluded(roles: Sequence[Role], person: Person, *, linked: bool) -> bool:
    """Do roles keep two apart? Trades that people change between do not, if other evidence links the two."""
    known = [role for role, _ in person.roles.values()][:MAIN_ROLES]
    found = [against(role, other) for role in roles for other in known]
    if not found or any(alike(role, other) for role in roles for other in known):
        return False
    return "surely" in found or ("likely" in found and not linked)


def _by_role(role: Role | None, person: Person) -> float:
    if role is None or not role.key or not person.roles:
        return 1.0
    known = [other for other, _ in person.roles.values()]
    if role.key in person.roles or any(alike(role, other) for other in known):
        return SAME_ROLE
    return OTHER_ROLE if any(against(role, other) for other in known[:MAIN_ROLES]) else 1.0

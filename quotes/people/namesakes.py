"""Decide whether one full name is one person, or whether roles tell several apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quotes.people.match import LIFETIME
from quotes.people.role import Exclusion, Role, against, alike
from quotes.people.someone import Company, Entry, Usual, ordinal

MOST_COMPARED = 40  # roles of one name: the most frequent ones
SLIP = 8  # a role given once among this many mentions is a slip; so is one in a hundred
BOTH_OFTEN, SIDE_BY_SIDE = 10, 3  # two roles that are given this often, neither much rarer, are not a change of trade
SAME_OUTLETS = 0.3  # the share of mentions of either that must be in the same outlets
SHARED, LIFT = 3, 1.5  # people named beside both, and how much more often than by chance


@dataclass
class Agreeing:
    """Mentions of one name whose roles agree."""

    roles: list[Role]
    entries: list[Entry]

    @property
    def outlets(self) -> Counter[str]:
        return Counter(entry.mention.outlet or "" for entry in self.entries)


def parts(entries: Sequence[Entry], company: Company, usual: Usual) -> tuple[list[Agreeing], list[Entry]]:
    """Split the mentions of a name by person, the largest part first; also return those that fit several parts.

    Args:
        company: the other names that each article has.
        usual: the share of all articles that have a name.
    """
    every = _by_lifetime(entries)
    if len(every) > 1:
        return [Agreeing(_roles(part), part) for part in every], []
    given = Counter(e.mention.role.key for e in entries if e.mention.role and e.mention.role.key)
    if len(given) < 2:
        return [Agreeing(_roles(entries), list(entries))], []
    named = {e.mention.role.key: e.mention.role for e in reversed(entries) if e.mention.role}
    roles = [named[key] for key, _ in sorted(given.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPARED]]
    groups = _telling(roles)
    if len(groups) < 2:
        return [Agreeing(roles, list(entries))], []
    return _divided(entries, groups, company, usual)


def _by_lifetime(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Cut the mentions of a name in two at the widest gap, if they span more than a life."""
    days = [day for e in entries if (day := ordinal(e.mention.day)) is not None]
    if not days or max(days) - min(days) <= LIFETIME:
        return [list(entries)]
    dated = sorted((day, e.rank, e) for e in entries if (day := ordinal(e.mention.day)) is not None)
    widest = max(range(1, len(dated)), key=lambda number: dated[number][0] - dated[number - 1][0])
    before = {id(e) for _, _, e in dated[:widest]}
    return [[e for e in entries if id(e) in before], [e for e in entries if id(e) not in before]]


def _roles(entries: Sequence[Entry]) -> list[Role]:
    counted = Counter(e.mention.role for e in entries if e.mention.role and e.mention.role.key)
    return [role for role, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0].text))[:MOST_COMPARED]]


def _telling(roles: Sequence[Role]) -> list[list[Role]]:
    """Group the roles that speak against another one by whether they can be one person's."""
    opposed = {(a.key, b.key) for a, b in combinations(roles, 2) if against(a, b)}
    if not opposed:
        return []
    telling = {key for pair in opposed for key in pair}
    groups: list[list[Role]] = []
    for role in (role for role in roles if role.key in telling):
        fits = [group for group in groups if not any(against(role, other) for other in group)]
        near = [group for group in fits if any(alike(role, other) for other in group)]
        if near or fits:
            (near or fits)[0].append(role)
        else:
            groups.append([role])
    return groups


def _divided(
    entries: Sequence[Entry], groups: list[list[Role]], company: Company, usual: Usual
) -> tuple[list[Agreeing], list[Entry]]:
    whose = {role.key: number for number, group in enumerate(groups) for role in group}
    said: dict[int, list[Entry]] = defaultdict(list)
    open_ones = []
    for entry in entries:
        role = entry.mention.role
        number = whose.get(role.key) if role else None
        if number is None:
            open_ones.append(entry)
        else:
            said[number].append(entry)
    found = [Agreeing(groups[number], said[number]) for number in sorted(said, key=lambda n: (-len(said[n]), n))]
    apart: list[Agreeing] = []
    for part in found:
        other = next((one for one in apart if _one_person(one, part, company, usual)), None)
        if other is None:
            apart.append(part)
        else:
            apart[apart.index(other)] = Agreeing([*other.roles, *part.roles], [*other.entries, *part.entries])
    if len(apart) == 1:
        return [Agreeing(apart[0].roles, list(entries))], []
    return apart, open_ones


def _one_person(one: Agreeing, other: Agreeing, company: Company, usual: Usual) -> bool:
    """Do company, or outlet and time, speak for one person although roles speak for two?"""
    larger, smaller = sorted((len(one.entries), len(other.entries)), reverse=True)
    if smaller >= BOTH_OFTEN and SIDE_BY_SIDE * smaller >= larger:
        return False
    if _shared_company(one, other, company, usual):
        return True
    if larger >= 100 * smaller or (smaller == 1 and larger >= SLIP):
        return True
    return strength(one.roles, other.roles) == "likely" and same_outlets(one.outlets, other.outlets)


def strength(roles: Sequence[Role], others: Sequence[Role]) -> Exclusion | None:
    """How much roles speak against others: the strongest objection of any of them."""
    found = {against(one, other) for one in roles for other in others}
    return "surely" if "surely" in found else "likely" if "likely" in found else None


def same_outlets(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Do the same outlets speak of both?"""
    mine, theirs = max(sum(one.values()), 1), max(sum(other.values()), 1)
    shared = sum(min(count / mine, other.get(outlet, 0) / theirs) for outlet, count in one.items())
    return shared >= SAME_OUTLETS


def _shared_company(one: Agreeing, other: Agreeing, company: Company, usual: Usual) -> bool:
    """Are the same people named beside both, more often than by chance?"""
    mine, theirs = (Counter(key for e in part.entries for key in company(e.article)) for part in (one, other))
    own = one.entries[0].mention.name.key
    shared = [key for key in mine if key in theirs and key != own]
    if len(shared) < SHARED:
        return False
    expected = sum(count * usual(key) for key, count in mine.items() if key != own) * len(other.entries)
    return sum(mine[key] * theirs[key] for key in shared) >= LIFT * expected

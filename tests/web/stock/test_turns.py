"""Each address has its turn, however many requests others have in line."""

from __future__ import annotations

import asyncio

from quotes.web.stock.turns import Turns, address


async def take(turns: Turns, whose: str, taken: list[str]) -> None:
    address.set(whose)
    async with turns:
        taken.append(whose)
        await asyncio.sleep(0)


def test_whoever_comes_last_waits_for_one_turn_of_each_other_address() -> None:
    async def crowd() -> list[str]:
        turns, taken = Turns(1), list[str]()
        asking = [*["a"] * 50, *["b"] * 50, "c"]
        await asyncio.gather(*(asyncio.create_task(take(turns, whose, taken)) for whose in asking))
        return taken

    taken = asyncio.run(crowd())
    assert taken.index("c") <= 3 and taken[4:104:2].count("a") >= 47 and len(taken) == 101


def test_no_turn_is_lost_with_those_who_leave() -> None:
    async def crowd() -> list[str]:
        turns, taken = Turns(2), list[str]()
        async with turns, turns:
            waiting = [asyncio.create_task(take(turns, whose, taken)) for whose in "aabbcc"]
            await asyncio.sleep(0)
            for one in waiting[::2]:
                one.cancel()
        for one in waiting[1::4]:
            one.cancel()  # who has just got a turn, and has not begun yet
        await asyncio.gather(*waiting, return_exceptions=True)
        async with asyncio.timeout(5), turns, turns:
            assert turns.locked()
        assert not turns.locked()
        return taken

    assert asyncio.run(crowd()) == ["b"]

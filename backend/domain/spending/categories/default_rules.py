"""The default sorting rules hold until the borrower says otherwise; in a tier the longer word comes first.

Money's own words (repayment, salary, interest) come before any merchant. A known name in the counterparty comes
before the code of the trade, that before the file's own clear word for it, that before a market where everything
is sold, that before a known name elsewhere in the line; then words that only describe ("餐厅", "supermarket"),
and last what is vague ("日用百货", "transfer").

A word for the way that money was sent ("zelle", "direct deposit") holds only where no word says what it was for: a rent
that was sent to a person is rent, and a benefit that came as a deposit is a benefit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from backend.domain.spending.categories import (
    merchant_kinds,
    merchants_food,
    merchants_home,
    merchants_leisure,
    merchants_money,
    merchants_shopping,
    merchants_transport,
)
from backend.domain.spending.categories.mcc import RANGES
from backend.domain.spending.categories.sorting_rule import Field, Sign, SortingRule
from backend.domain.text.folded_text import fold

_SHELVES = (merchants_food, merchants_home, merchants_transport, merchants_shopping, merchants_leisure)
_EVERYWHERE: tuple[Field, ...] = ("merchant", "text", "kind")
_EARNED = ("income.salary", "income.benefit")


def _phrases(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for category, words in table.items():
        for word in words.replace("\n", ",").split(","):
            if folded := fold(word):
                yield folded, category


def _weight(word: str) -> int:
    """How much a word tells: a Chinese character as much as three Latin letters."""
    return sum(3 if letter >= "\u2e80" else 1 for letter in word)


def _tier(
    words: list[tuple[str, str, Sign | None]], fields: tuple[Field, ...], *, whole: bool = False
) -> list[SortingRule]:
    """One rule a word and field, the weightier word first, whatever the order of the fields."""
    ordered = sorted(dict.fromkeys(words), key=lambda word: -_weight(word[0]))
    return [
        SortingRule(
            id=f"default:{field}:{'is' if whole else 'has'}:{sign or 'any'}:{word}",
            field=field,
            op="equals" if whole else "words",
            value=word,
            category=category,
            sign=sign,
        )
        for word, category, sign in ordered
        for field in fields
    ]


def _signed(table: Mapping[str, str], sign: Sign | None) -> list[tuple[str, str, Sign | None]]:
    return [(word, category, sign) for word, category in _phrases(table)]


def _codes() -> list[SortingRule]:
    return [
        SortingRule(f"default:mcc:{low:04}", "mcc", "between", "", category, low=low, high=high)
        for low, high, category in RANGES
    ]


def build() -> tuple[SortingRule, ...]:
    """Every default rule, in order; of two that see the same the first stays."""
    money = (
        _signed(merchants_money.OUT, "out")
        + _signed(merchants_money.IN, "in")
        + _signed(merchants_money.CARD_IN, "in")
        + _signed(merchants_money.ANY, None)
    )
    brands = [found for shelf in _SHELVES for found in _signed(shelf.BRANDS, None)]
    descriptive = [found for shelf in _SHELVES for found in _signed(shelf.GENERIC, None)]
    descriptive += _signed(merchants_money.GENERIC, "in")
    markets = _signed(merchants_shopping.MARKETS, None)
    vague = _signed(merchant_kinds.VAGUE, None)
    tiers = (
        _tier(money, _EVERYWHERE),
        _tier(brands, ("merchant",)),
        _codes(),
        _tier(_signed(merchant_kinds.CLEAR, None), ("kind",), whole=True),
        _tier(markets, ("merchant",)),
        _tier(brands, ("text", "kind")),
        _tier(markets, ("text", "kind")),
        _tier(descriptive, ("merchant",)),
        _tier(descriptive, ("text",)),
        _tier(vague, ("kind",), whole=True),
        _tier(descriptive, ("kind",)),
        _tier(vague, ("text",)),
    )
    return _firsts(tiers)


def _firsts(tiers: Iterable[list[SortingRule]]) -> tuple[SortingRule, ...]:
    first: dict[str, SortingRule] = {}
    for tier in tiers:
        for rule in tier:
            first.setdefault(rule.id, rule)
    return tuple(first.values())


def _purposes() -> tuple[SortingRule, ...]:
    """What money was for, where the rule that holds says only how it was sent."""
    rent = [found for found in _signed(merchants_home.GENERIC, None) if found[1] == "housing.rent"]
    ways = set(_phrases(merchants_money.WAYS))
    earned = [found for found in _signed(merchants_money.IN, "in") if found[1] in _EARNED]
    return _firsts(
        (
            [replace(rule, sign="out") for rule in _tier(rent, _EVERYWHERE)],
            _tier([found for found in earned if found[:2] not in ways], _EVERYWHERE),
            _tier(_signed(merchants_money.GENERIC, "in"), _EVERYWHERE),
        )
    )


DEFAULT_RULES: tuple[SortingRule, ...] = build()
PURPOSES: tuple[SortingRule, ...] = _purposes()
WAYS: frozenset[str] = frozenset(
    rule.id
    for rule in DEFAULT_RULES
    if rule.op == "words" and (rule.value, rule.category) in set(_phrases(merchants_money.WAYS))
)

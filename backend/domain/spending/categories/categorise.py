"""This module sorts transactions into categories: the borrower's rules come first, and the first rule that holds wins.

Rules on words stand in one tree of letters, so that a line meets only the rules that it spells; what a line met
once is remembered.
"""

from collections.abc import Iterable
from functools import cache
from operator import itemgetter

from backend.domain.spending.categories.category_lookup import UNSORTED_IN, UNSORTED_OUT
from backend.domain.spending.categories.default_rules import DEFAULT_RULES, PURPOSES, WAYS
from backend.domain.spending.categories.sorting_rule import (
    Field,
    Sign,
    SortingRule,
    Subject,
    folded_lines,
    numeric,
    sign_of,
    within,
)
from backend.domain.text.folded_text import fold, merchant_key, merchant_of
from backend.domain.text.word_search import Op, found_in, holds_at

_REMEMBERED = 20_000
_ON_NUMBERS: tuple[Field, ...] = ("amount", "mcc")
_SIGNS: dict[Sign | None, tuple[Sign, ...]] = {None: ("out", "in"), "out": ("out",), "in": ("in",)}
_rank = itemgetter(0)

_Ranked = tuple[int, SortingRule]
_Best = dict[tuple[Field, Sign], _Ranked]


class _Node(dict[str, "_Node"]):
    """A letter of the tree, with the letters that may follow; `rules` are those whose word ends here."""

    __slots__ = ("rules",)

    def __init__(self) -> None:
        self.rules: dict[Op, _Best] | None = None


class _Words:
    """The rules on words as one tree of letters; `best` is the first rule that a line meets, by field and sign."""

    def __init__(self, ranked: Iterable[_Ranked]) -> None:
        self._root = _Node()
        self._met: dict[str, _Best] = {}
        for rank, rule in ranked:
            if needle := fold(rule.value):
                node = self._root
                for letter in needle:
                    node = node.get(letter) or node.setdefault(letter, _Node())
                node.rules = node.rules or {}
                firsts = node.rules.setdefault(rule.op, {})
                for sign in _SIGNS[rule.sign]:
                    firsts.setdefault((rule.field, sign), (rank, rule))

    def best(self, line: str) -> _Best:
        known = self._met.get(line)
        if known is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            known = self._met[line] = self._search(line)
        return known

    def _search(self, line: str) -> _Best:
        best: _Best = {}
        for start, first in enumerate(line):
            node = self._root.get(first)
            end = start + 1
            while node is not None:
                if node.rules is not None:
                    for op, firsts in node.rules.items():
                        if holds_at(op, line, start, end):
                            _keep_first(best, firsts)
                node = node.get(line[end]) if end < len(line) else None
                end += 1
        return best


def _keep_first(best: _Best, firsts: _Best) -> None:
    for where, ranked in firsts.items():
        known = best.get(where)
        if known is None or ranked[0] < known[0]:
            best[where] = ranked


class _Book:
    """A list of rules made ready: the first in its order that holds for a subject."""

    def __init__(self, rules: Iterable[SortingRule]) -> None:
        ranked = list(enumerate(rules))
        self._words = _Words(pair for pair in ranked if pair[1].field not in _ON_NUMBERS)
        self._numbers = [
            (field, [pair for pair in ranked if pair[1].field == field]) for field in _ON_NUMBERS
        ]
        self.on_amounts = any(rule.field == "amount" for _, rule in ranked)

    def first(self, subject: Subject, lines: tuple[tuple[Field, str], ...], sign: Sign) -> SortingRule | None:
        hits = [
            hit for field, line in lines if (hit := self._words.best(line).get((field, sign))) is not None
        ]
        best = min(hits, key=_rank, default=None)
        for field, pairs in self._numbers:
            number = numeric(field, subject) if pairs else None
            for rank, rule in pairs if number is not None else ():
                if best is not None and rank > best[0]:
                    break
                if (rule.sign is None or rule.sign == sign) and within(rule, number):
                    best = (rank, rule)
                    break
        return best[1] if best is not None else None


@cache
def _default_book() -> _Book:
    return _Book(DEFAULT_RULES)


@cache
def _purposes() -> _Book:
    return _Book(PURPOSES)


class Categoriser:
    """Answers for one borrower. The default rules are made ready once a process, the own ones here."""

    def __init__(
        self, own_rules: Iterable[SortingRule] = (), default_rules: Iterable[SortingRule] = DEFAULT_RULES
    ) -> None:
        defaults = _default_book() if default_rules is DEFAULT_RULES else _Book(default_rules)
        self._books = (_Book(own_rules), defaults)
        self._by_amount = any(book.on_amounts for book in self._books)
        self._known: dict[tuple[object, ...], tuple[str, str | None]] = {}

    def of(self, subject: Subject) -> tuple[str, str | None]:
        """The category and the id of the rule that said so; no id where no rule holds."""
        sign = sign_of(subject.amount)
        looks_at = subject.amount if self._by_amount else sign
        key = (subject.counterparty, subject.text, subject.kind, subject.mcc, looks_at)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._sorted(subject, sign)
        return known

    def _sorted(self, subject: Subject, sign: Sign) -> tuple[str, str | None]:
        lines = folded_lines(subject)
        for book in self._books:
            rule = book.first(subject, lines, sign)
            if rule is not None and rule.id in WAYS:
                rule = _purposes().first(subject, lines, sign) or rule
            if rule is not None:
                return rule.category, rule.id
        return (UNSORTED_IN if sign == "in" else UNSORTED_OUT), None


@cache
def default_categoriser() -> Categoriser:
    """The categoriser of someone who has corrected nothing yet."""
    return Categoriser()


def learn(subject: Subject, category: str) -> SortingRule:
    """The rule that a correction becomes: the merchant's stable part, so that another branch or month matches.

    Where the counterparty has no stable part the text stands in, and where that says nothing either, the exact
    amount in the same direction. A correction about income holds for money arriving only.
    """
    sign: Sign | None = "in" if category.startswith("income.") else None
    merchant = merchant_of(subject.counterparty, subject.text)
    if key := merchant_key(merchant):
        op: Op = "words" if len(key) > 1 else "equals"
        return SortingRule(f"learned:merchant:{sign or 'any'}:{key}", "merchant", op, key, category, sign)
    if words := merchant_key(subject.text):
        line = fold(subject.text)
        if not found_in(
            "words", words, line
        ):  # a number inside it was dropped: only the whole text is sure to match
            words = line
        return SortingRule(f"learned:text:{sign or 'any'}:{words}", "text", "words", words, category, sign)
    size, way = abs(subject.amount), sign_of(subject.amount)
    return SortingRule(f"learned:amount:{way}:{size}", "amount", "between", "", category, way, size, size)

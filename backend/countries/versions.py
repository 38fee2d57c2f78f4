"""What must hold between a country's rules: one version of a key at a time, and every number that others need."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.countries import keys
from backend.domain.bureau.country_law import LegalRule

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """The ids that a key may name: of the country's bureaus, and of the bodies to complain to."""

    bureaus: Collection[str] = ()
    bodies: Collection[str] = ()


def faults(rules: Sequence[LegalRule], ids: Named, needed: Collection[str] = keys.NEEDED) -> Iterator[Fault]:
    """Each fault as the key that it is of and what is wrong."""
    by_key: dict[str, list[LegalRule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: rule.from_on):
        by_key[rule.key].append(rule)
    yield from ((key, "is missing") for key in sorted(set(needed) - by_key.keys()))
    for key, versions in by_key.items():
        yield from ((key, fault) for fault in _version_faults(versions))
        for other in keys.TOGETHER.get(key, ()):
            if other not in by_key:
                yield key, f"has no {other} beside it"
        yield from ((key, fault) for fault in _name_faults(key, ids))
    if "report.free_count" in by_key and not any(key in by_key for key in keys.FREE_WINDOWS):
        yield "report.free_count", f"has neither {' nor '.join(keys.FREE_WINDOWS)} beside it"
    for ladder in (keys.REPORTED, keys.REMINDED):
        yield from _step_faults(ladder, rules)


def _name_faults(key: str, ids: Named) -> Iterator[str]:
    bureau, body = keys.bureau_named(key), keys.body_named(key)
    if bureau and bureau not in ids.bureaus:
        yield f"there is no bureau {bureau}"
    if body and body not in ids.bodies:
        yield f"there is no body {body} to complain to"


def _version_faults(versions: Sequence[LegalRule]) -> Iterator[str]:
    """Of one key's versions, oldest first."""
    for version in versions:
        if version.until_on is not None and version.until_on < version.from_on:
            yield f"ends on {version.until_on}, before it begins on {version.from_on}"
    for older, newer in pairwise(versions):
        if older.until_on is None or older.until_on >= newer.from_on:
            yield f"the version from {newer.from_on} begins while that from {older.from_on} is in force"


def _step_faults(ladder: str, rules: Sequence[LegalRule]) -> Iterator[Fault]:
    """On every day the steps of lateness are numbered from 1 without a gap, each later than the one before."""
    steps = [(step[1], rule) for rule in rules if (step := keys.late_step(rule.key)) and step[0] == ladder]
    for day in sorted({rule.from_on for _, rule in steps}):
        held = sorted((step, int(rule.value)) for step, rule in steps if rule.holds_on(day))
        if [step for step, _ in held] != list(range(1, len(held) + 1)):
            yield ladder, f"its steps have a gap on {day}"
        if any(milder >= worse for (_, milder), (_, worse) in pairwise(held)):
            yield ladder, f"its steps do not grow on {day}"

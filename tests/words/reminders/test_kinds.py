"""Every kind of reminder has words: a due and the borrower's own entry common ones, every other its own."""

import pytest

from backend.domain.reminders.kinds import KINDS, family
from backend.domain.reminders.presets import PRESETS, default_policy
from backend.words.catalogue import LOCALES
from backend.words.reminders.kind_words import WORDS
from backend.words.reminders.sentences import body_of, title_of
from tests.words.samples import HERE, card


def test_every_check_every_end_and_every_alert_has_words_of_its_own_and_no_other_kind_has() -> None:
    assert set(WORDS) == {kind for kind in KINDS if family(kind) in ("check", "end", "alert")}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_something_at_every_stage(kind: str, locale: str) -> None:
    for stage in ("upcoming", "today", "autopay", "in_grace", "before_report", "late"):
        one = card(kind=kind, stage=stage, owed=family(kind) == "owed")
        assert title_of(one, locale, HERE) and body_of(one, locale, HERE)


def test_what_is_owed_is_reminded_of_most_and_an_alert_by_no_ladder() -> None:
    assert {default_policy(kind) for kind in KINDS if family(kind) == "owed"} == {PRESETS["standard"]}
    assert {len(default_policy(kind).rules) for kind in KINDS if family(kind) == "alert"} == {0}
    assert all(default_policy(kind).rules for kind in KINDS if family(kind) != "alert")

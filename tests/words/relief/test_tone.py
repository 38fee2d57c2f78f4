"""Each stage of each place has a tone and a preset, and what a reminder says at that stage keeps to its tone."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.countries.lateness import reportable_days
from backend.countries.relief import places
from backend.domain.credit.delinquency import CHECK_THE_GUESS, GONE_ELSEWHERE, NOTHING_DUE, Stage, strategy
from backend.domain.reminders.policy import TONES
from backend.domain.reminders.presets import PRESETS
from backend.words.catalogue import LOCALES
from backend.words.reminders.push_text import render
from backend.words.reminders.sentences import body_of, title_of
from tests.words.samples import HERE, card

FIRST_DAY = {
    Stage.DPD_1_29: 4,
    Stage.DPD_30_59: 31,
    Stage.DPD_60_89: 61,
    Stage.DPD_90_119: 95,
    Stage.DPD_120_179: 125,
    Stage.DPD_180_PLUS: 200,
}
# Words that press, whatever the tone: none of them is a fact.
PRESSING = {
    "en": ("urgent", "immediately", "at once", "final", "must", "warning", "!", "asap", "last notice"),
    "zh-CN": ("立即", "马上", "立刻", "务必", "必须", "紧急", "警告", "最后通知", "！", "赶快"),
}
# What a tone says beyond "it is late": grace names the last chance, urgent the day from which it is worse.
NAMES = {
    "grace": {"en": "last chance", "zh-CN": "最后"},
    "urgent": {"en": "days past due", "zh-CN": "逾期"},
    "late": {"en": "past due", "zh-CN": "逾期"},
    "steady": {"en": "past due", "zh-CN": "逾期"},
}


def tone_of(stage: Stage) -> str:
    return strategy(stage, amount_at_risk=1, autopay="off").tone


def said(tone: str, days: int, locale: str) -> str:
    """What a due says that is so many days past due, when it is told in this tone."""
    stage = {"grace": "in_grace", "urgent": "before_report", "soon": "upcoming"}.get(tone, "late")
    begins = datetime(2026, 12, 5, 16, tzinfo=UTC) + timedelta(days=days)
    line = card(
        stage=stage, days=days, chance_days=2, boundary_days=days + 1, boundary_at=begins, boundary_in=1
    )
    return f"{title_of(line, locale, HERE)} {body_of(line, locale, HERE)}".lower()


@pytest.mark.parametrize("country", ["ZZ", *places()])
@pytest.mark.parametrize("stage", list(Stage))
def test_each_stage_of_each_place_has_a_preset_and_a_tone(country: str, stage: Stage) -> None:
    for at_risk in (0, 1):
        chosen = strategy(stage, amount_at_risk=at_risk, autopay="off")
        assert chosen.cadence in PRESETS and chosen.tone in TONES
    # What the tone of a stage promises to warn of is ahead in that place.
    if tone_of(stage) == "urgent":
        days = reportable_days(country, datetime(2026, 11, 28, tzinfo=UTC).date())
        assert any(each > FIRST_DAY[stage] for each in days)


def test_what_no_stage_says_has_a_tone_without_lateness() -> None:
    assert {each.tone for each in (NOTHING_DUE, CHECK_THE_GUESS, GONE_ELSEWHERE)} <= {"soon", "steady"}


def test_the_longer_it_is_late_the_fewer_reminders_and_the_calmer_the_tone() -> None:
    late = [strategy(stage, amount_at_risk=1, autopay="off") for stage in FIRST_DAY]
    rank = {"close": 0, "standard": 1, "light": 2}
    cadences = [rank[each.cadence] for each in late]
    assert cadences == sorted(cadences)
    assert [each.tone for each in late] == ["late", "urgent", "urgent", "steady", "steady", "steady"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("stage", [Stage.IN_GRACE, *FIRST_DAY])
def test_the_words_follow_the_tone_and_none_of_them_presses(stage: Stage, locale: str) -> None:
    tone = tone_of(stage)
    text = said(tone, FIRST_DAY.get(stage, 1), locale)
    assert NAMES[tone][locale] in text
    assert not [word for word in PRESSING[locale] if word in text]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locked_screen_tells_no_tone_of_lateness(locale: str) -> None:
    shown = {
        render([card(stage=stage, days=40)], locale=locale, discreet=True, borrower_zone=HERE)
        for stage in ("in_grace", "late", "before_report")
    }
    assert len(shown) == 1
    assert not [
        word for word in (*PRESSING[locale], "due", "逾期", "欠") if word in next(iter(shown)).body.lower()
    ]

"""What each place advises is reviewed as data: the whole table is written down, and every slip in a file is refused."""

from datetime import date
from importlib.resources import files

import pytest

from backend.countries import CountryFileError, law_of
from backend.countries.relief import guidance_of, places, read_guidance
from backend.domain.credit.delinquency import Stage
from backend.domain.relief.next_steps import AccountFacts, Case, Part, steps_for
from tests.countries.relief_table import FILE, written

TODAY = date(2026, 11, 28)
EVERYWHERE = ("ZZ", *places())


def text_of(name: str) -> str:
    return (files("backend.countries") / "data" / "relief" / f"{name}.toml").read_text(encoding="utf-8")


def facts(kind: str = "card", stage: Stage = Stage.DPD_30_59, **more: object) -> AccountFacts:
    plain = {"case": Case.KNOWN, "currency": "XAF", "past_due": None, "balance": None, "secured": None}
    return AccountFacts(kind=kind, stage=stage, **(plain | {"perhaps_barred": False} | more))


def test_the_whole_table_is_as_it_was_reviewed() -> None:
    """Changed on purpose? `python -m tests.countries.relief_table` writes it anew: read the difference."""
    assert written() == FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("country", EVERYWHERE)
@pytest.mark.parametrize("kind", ["card", "loan"])
@pytest.mark.parametrize("stage", list(Stage))
def test_each_stage_of_each_place_has_something_to_do_first(country: str, kind: str, stage: Stage) -> None:
    found = steps_for(facts(kind, stage), guidance_of(country).steps)
    assert any(step.part is Part.FIRST for step in found)
    parts = {step.part for step in found}
    assert stage is Stage.CURRENT or Part.AVOID in parts


@pytest.mark.parametrize("country", EVERYWHERE)
@pytest.mark.parametrize("stage", [s for s in Stage if s not in (Stage.CURRENT, Stage.IN_GRACE)])
def test_the_traps_of_a_late_borrower_are_named_at_their_stage(country: str, stage: Stage) -> None:
    avoid = {step.id for step in steps_for(facts(stage=stage), guidance_of(country).steps)}
    assert "no_new_loan" in avoid
    past_thirty = stage is not Stage.DPD_1_29
    assert ({"no_unverified_collector", "no_fixer"} <= avoid) is past_thirty


@pytest.mark.parametrize("country", EVERYWHERE)
def test_nobody_is_told_to_pay_what_is_only_a_guess_or_perhaps_too_old(country: str) -> None:
    table = guidance_of(country).steps
    assert [step.id for step in steps_for(facts(case=Case.UNSURE), table)] == ["check_statement"]
    old = {step.id for step in steps_for(facts(stage=Stage.DPD_180_PLUS, perhaps_barred=True), table)}
    young = {step.id for step in steps_for(facts(stage=Stage.DPD_180_PLUS), table)}
    assert old - young == {"no_token_payment", "ask_lawyer_age"}


def test_an_unknown_sum_or_another_currency_chooses_no_row() -> None:
    table = guidance_of("CN").steps

    def chosen(past_due: int | None, currency: str = "CNY", balance: int | None = None) -> set[str]:
        found = facts(stage=Stage.DPD_60_89, currency=currency, past_due=past_due, balance=balance)
        early = facts(stage=Stage.DPD_1_29, currency=currency, past_due=past_due)
        both = (*steps_for(found, table), *steps_for(early, table))
        return {step.id for step in both if step.sum}

    assert chosen(1_000) == {"pay_small_rest"}
    assert chosen(1_001) == chosen(None) == chosen(1_000, "USD") == set()
    assert chosen(None, balance=5_000_000) == {"answer_demands"}
    assert chosen(None, balance=4_999_999) == set()


@pytest.mark.parametrize("country", places())
def test_a_step_leans_on_cards_that_its_place_has(country: str) -> None:
    law = law_of(country)
    assert law
    cards = {rule.key for rule in law.rights(TODAY)}
    own = read_guidance(text_of(country.lower()), country)
    assert {right for step in own.steps for right in step.rights} <= cards


@pytest.mark.parametrize(
    ("old", "new", "row", "fault"),
    [
        ('part = "first"', 'part = "last"', "step pay_on_time", "part is none of first, ask, avoid"),
        ('id = "pay_on_time"', 'id = "pay_in_grace"', "step pay_in_grace", "stands there twice"),
        ('stages = ["current"]', 'stages = ["dpd_2"]', "step pay_on_time", "stages is no list of current"),
        ("confirmed = true", 'confirmed = "yes"', "step pay_on_time", "confirmed is neither true nor false"),
        ("says.en", "says.fr", "step pay_on_time", "says is not in en and zh-CN"),
        ("checked_on = 2026-11-27", 'checked_on = "today"', "step pay_on_time", "checked_on is no date"),
        ("[[step]]\n", "[[step]]\nmood = 1\n", "step pay_on_time", "does not know mood"),
        ("red_flags_from_days = 30", "red_flags_from_days = -1", "file", "is no number of at least 0"),
        ('kind = "cannot_pay_today"', 'kind = "shout"', "script shout", "kind is none of cannot_pay_today"),
    ],
)
def test_a_slip_is_refused_with_its_row(old: str, new: str, row: str, fault: str) -> None:
    text = text_of("default")
    assert old in text
    with pytest.raises(CountryFileError) as caught:
        read_guidance(text.replace(old, new, 1), "default.toml")
    assert caught.value.key == row
    assert fault in caught.value.fault


def test_a_sum_has_a_currency_and_a_bound() -> None:
    for slip in (
        text_of("cn").replace('currency = "CNY"', 'currency = "XYZ"', 1),
        text_of("cn").replace("at_most = 1000\n", "", 1),
    ):
        with pytest.raises(CountryFileError, match="its sum has no currency"):
            read_guidance(slip, "cn.toml")


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(CountryFileError, match="cn.toml"):
        read_guidance("step = [", "cn.toml")

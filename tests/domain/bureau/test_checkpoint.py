"""When to look at which report: each cause on its day, shared, free where it can be, withdrawn with its cause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.bureau.checkpoint import Checkpoint, KeptVisit, checkpoints
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import ClosedDispute, History, PlannedApplication, ReportLook
from tests.domain.bureau.countries_samples import BUREAUS, FROM, TODAY, account, country_law, due, rule

ONE = ("east",)
ON_TIME = account(due(TODAY - timedelta(days=40), 0))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def looked(
    offset: int = 0, bureaus: tuple[str, ...] = BUREAUS, country: str = "US"
) -> tuple[ReportLook, ...]:
    return tuple(ReportLook(country, name, day(offset)) for name in bureaus)


def visits(
    history: History, where: CountryLaw | None = None, *, today: date = TODAY, kept: Sequence[KeptVisit] = ()
) -> tuple[Checkpoint, ...]:
    where = where or country_law()
    return checkpoints(history, {where.country: where}, today=today, kept=kept)


def told(found: tuple[Checkpoint, ...], bureau: str = "east") -> list[tuple[int, list[str]]]:
    """Offset from today and codes of each visit to a bureau."""
    return [
        ((each.on - TODAY).days, [reason.code for reason in each.reasons])
        for each in found
        if each.bureau == bureau
    ]


def kept(found: tuple[Checkpoint, ...]) -> list[KeptVisit]:
    return [KeptVisit(each.key, each.bureau, each.on) for each in found]


def test_a_newcomer_begins_today_and_the_bureaus_take_turns() -> None:
    found = visits(History((ON_TIME,)))

    assert {name: [on for on, _ in told(found, name)] for name in BUREAUS} == {
        "east": [0, 120, 240, 360],
        "middle": [40, 160, 280, 400],
        "west": [80, 200, 320],
    }
    assert {code for name in BUREAUS for _, codes in told(found, name) for code in codes} == {"periodic"}


def test_bureaus_looked_at_on_one_day_take_turns_from_then_on() -> None:
    found = visits(History((ON_TIME,), looked()))

    assert sorted(on for name in BUREAUS for on, _ in told(found, name)[:1]) == [40, 80, 120]


def test_after_a_look_for_another_cause_a_bureau_comes_back_to_its_own_days() -> None:
    """Looked at today, east's own days begin in 40 days and west's in 120; both come every 120."""
    soon, later = account(due(day(-55), 35)), account(due(day(-15), 35), id="acc_2")
    east = visits(History((replace(soon, bureaus=("east",)),), looked()))
    west = visits(History((replace(later, bureaus=("west",)),), looked(), ()), today=day(20))

    # 20 days before its own day it would be looked at twice in a row; 60 days before it is worth it
    assert [on for on, _ in told(east)] == [20, 140, 260, 380]
    assert [on for on, _ in told(west, "west")] == [60, 120, 240, 360]


def test_a_late_payment_is_looked_for_once_it_can_be_seen_at_each_bureau() -> None:
    late = account(due(day(-40), 35))
    found = visits(History((late,), looked(-1)))

    # 40 days ago + 30 until it is reported + 45 until it shows
    assert [told(found, name)[0] for name in BUREAUS] == [(35, ["late_reported"])] * 3
    assert found[0].reasons[0].subject_id == "dl_2026-10-15"
    assert {"late.from.1@2000-01-01", "late.visible_days@2000-01-01"} <= set(found[0].rules)


def test_every_boundary_crossed_is_a_need_and_none_that_is_ahead() -> None:
    found = visits(History((account(due(day(-95), None)),), looked(-1)), country_law(bureaus=ONE))

    late = [each for each in found if each.reasons[0].code == "late_reported"]
    assert [reason.on for each in late for reason in each.reasons if reason.code == "late_reported"] == [
        day(-95 + 60 + 45),
        day(-95 + 90 + 45),
    ]  # the first boundary's was met by the look


@pytest.mark.parametrize("days", [3, 29])
def test_lateness_that_is_not_reported_calls_for_no_look(days: int) -> None:
    found = visits(History((account(due(day(-60), days, grace=3)),), looked()))

    assert not any("late_reported" in codes for name in BUREAUS for _, codes in told(found, name))


def test_an_excused_late_takes_its_visit_along() -> None:
    late = due(day(-40), 35)
    before = visits(History((account(late),), looked(-1)))
    after = visits(History((account(replace(late, excused=True)),), looked(-1)), kept=kept(before))

    assert told(before)[0] == (35, ["late_reported"])
    assert not any("late_reported" in codes for _, codes in told(after))
    assert after == visits(History((account(),), looked(-1)), kept=kept(before))


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        ("paid_off", "paid_off"),
        ("settled", "settled"),
        ("closed", "closed"),
        ("charged_off", "charged_off"),
        ("sold", "closed"),
    ],
)
def test_how_an_account_ended_is_looked_for(ended: str, code: str) -> None:
    gone = account(ended=ended, ended_on=day(-10), bureaus=("west",))
    found = visits(History((gone,), looked(-1)))

    assert told(found, "west")[0] == (30, [code])
    assert told(found, "middle")[0][1] == ["periodic"]


def test_a_correction_should_still_stand_later_at_its_bureau() -> None:
    dispute = ClosedDispute("dsp_1", "US", "middle", day(-80))
    found = visits(History((ON_TIME,), looked(-1), (dispute,)))

    assert told(found, "middle")[0] == (10, ["dispute_closed"])
    assert all("dispute_closed" not in codes for _, codes in told(found) + told(found, "west"))


def test_before_an_application_every_bureau_is_looked_at() -> None:
    planned = PlannedApplication("app_1", "US", day(90))
    found = visits(History((ON_TIME,), looked(-1), (), (planned,)))

    assert [told(found, name)[0] for name in BUREAUS] == [(30, ["before_application"])] * 3


def test_on_the_day_of_an_application_it_is_not_too_late() -> None:
    planned = PlannedApplication("app_1", "US", TODAY)
    history = History((ON_TIME,), looked(-70, ONE), (), (planned,))

    assert told(visits(history, country_law(bureaus=ONE)))[0] == (0, ["before_application"])


def test_no_need_is_waited_for_until_after_an_application() -> None:
    where = country_law(bureaus=ONE, apply__look_before_days=5)
    planned = PlannedApplication("app_1", "US", day(30))
    inside, after = account(due(day(-47), 35)), account(due(day(-44), 35), id="acc_2")
    found = visits(History((inside, after), looked(-1), (), (planned,)), where)

    assert told(found)[:2] == [(28, ["before_application", "late_reported"]), (35, ["late_reported"])]


def test_an_application_that_has_been_made_needs_no_look() -> None:
    planned = PlannedApplication("app_1", "US", day(-1))

    assert visits(History((ON_TIME,), looked(-1), (), (planned,))) == visits(History((ON_TIME,), looked(-1)))


def test_a_mark_that_should_be_gone_is_looked_for() -> None:
    old = account(due(date(2020, 1, 15), 40))
    found = visits(History((old,), looked(-1)), country_law(bureaus=ONE))

    # seven years from the first due missed, and forty days until it shows
    assert [each.on for each in found if each.reasons[0].code == "drop_off"] == [date(2027, 2, 24)]
    dropped = next(each for each in found if each.reasons[0].code == "drop_off")
    assert "keep.late.months@2000-01-01" in dropped.rules


def test_what_should_have_been_looked_at_is_due_today() -> None:
    late = account(due(day(-300), 35))

    assert told(visits(History((late,), looked(-230))))[0] == (0, ["late_reported", "periodic"])


def test_a_look_meets_what_could_be_seen_by_then() -> None:
    late = account(due(day(-75), 35))  # seen from today on

    assert "late_reported" in told(visits(History((late,), looked(-1))))[0][1]
    assert "late_reported" not in told(visits(History((late,), looked(0))))[0][1]


def test_needs_within_a_fortnight_share_a_visit_on_the_last_ones_day() -> None:
    first, second = account(due(day(-45), 35)), account(due(day(-31), 30), id="acc_2")
    third = account(due(day(-30), 30), id="acc_3")
    found = visits(History((first, second, third), looked(-1)), country_law(bureaus=ONE))

    assert told(found)[:2] == [
        (44, ["late_reported"] * 2),
        (51, ["late_reported"]),
    ]  # a week for the next free one


def test_it_waits_for_a_free_report() -> None:
    twice_a_year = country_law(bureaus=ONE, report__free_count=2, report__free_days=365)
    late = account(due(day(-75), 35))
    found = visits(History((late,), looked(-200, ONE) + looked(-10, ONE)), twice_a_year)

    assert told(found)[0] == (165, ["late_reported", "periodic"])


def test_before_an_application_it_does_not_wait_and_says_so_first() -> None:
    twice_a_year = country_law(bureaus=ONE, report__free_count=2, report__free_days=365)
    late = account(due(day(-75), 35))
    planned = PlannedApplication("app_1", "US", day(80))
    found = visits(History((late,), looked(-200, ONE) + looked(-10, ONE), (), (planned,)), twice_a_year)

    assert told(found)[0] == (20, ["before_application", "late_reported"])


def test_a_routine_look_leaves_the_free_report_to_an_application() -> None:
    twice_a_year = country_law(bureaus=ONE, report__free_count=2, report__free_days=365)
    planned = PlannedApplication("app_1", "US", day(200))
    found = visits(History((ON_TIME,), looked(-100, ONE), (), (planned,)), twice_a_year)

    assert told(found)[0] == (140, ["before_application", "periodic"])


def test_visits_to_several_bureaus_within_a_week_fall_on_one_day() -> None:
    late = account(due(day(-60), 35), bureaus=("east",))
    dispute = ClosedDispute("dsp_1", "US", "west", day(-70))
    found = visits(History((late,), looked(-1), (dispute,)))

    assert told(found)[0] == (20, ["late_reported"])
    assert told(found, "west")[0] == (20, ["dispute_closed"])
    assert (told(visits(History((late,), looked(-1))))[0][0]) == 15


def test_computing_with_what_was_promised_gives_it_again() -> None:
    history = History((account(due(day(-40), 35)), ON_TIME), looked(-20))
    first = visits(history)

    assert visits(history, kept=kept(first)) == first


def test_a_promised_visit_keeps_its_key_and_day_while_it_serves() -> None:
    first = account(due(day(-45), 35))
    second = account(due(day(-40), 35), id="acc_2")
    before = visits(History((first, second), looked(-1)), country_law(bureaus=ONE))
    after = visits(
        History((account(replace(first.dues[0], excused=True)), second), looked(-1)),
        country_law(bureaus=ONE),
        kept=kept(before),
    )
    fewer = visits(
        History((first, account(replace(second.dues[0], excused=True), id="acc_2")), looked(-1)),
        country_law(bureaus=ONE),
        kept=kept(before),
    )

    assert (before[0].key, before[0].on) == ("US:east:late_reported:dl_2026-10-10:30", day(35))
    assert [(each[0].key, each[0].on, len(each[0].reasons)) for each in (after, fewer)] == [
        (before[0].key, before[0].on, 1)
    ] * 2


def test_a_visit_missed_is_due_today_under_its_key() -> None:
    history = History((ON_TIME,))
    before = visits(history)
    later = checkpoints(history, {"US": country_law()}, today=day(5), kept=kept(before))

    assert (later[0].key, later[0].on) == (before[0].key, day(5))
    assert [each.on for each in later if each.bureau == "middle"][0] == day(40)


def test_a_visit_missed_keeps_a_key_that_it_is_no_longer_named_for() -> None:
    first, second = account(due(day(-45), 35)), account(due(day(-40), 35), id="acc_2")
    before = visits(History((first, second), looked(-1)), country_law(bureaus=ONE))
    excused = History((account(replace(first.dues[0], excused=True)), second), looked(-1))
    later = visits(excused, country_law(bureaus=ONE), today=day(37), kept=kept(before))

    assert (later[0].key, later[0].on) == (before[0].key, day(37))
    assert [reason.subject_id for reason in later[0].reasons] == ["dl_2026-10-15"]


def test_a_first_routine_look_stands_where_it_was_promised_though_it_shares_its_visit() -> None:
    # The second can be seen on the very day of middle's turn.
    late = account(due(day(-40), 35), due(day(-35), 35), bureaus=("middle",))
    before = visits(History((late,)))
    later = visits(History((late,)), today=day(3), kept=kept(before))

    assert told(before, "middle")[0] == (40, ["late_reported", "late_reported", "periodic"])
    assert [each for each in later if each.bureau == "middle"] == [
        each for each in before if each.bureau == "middle"
    ]


def test_a_need_that_moves_takes_its_key_along() -> None:
    where, sooner = country_law(bureaus=ONE), country_law(bureaus=ONE, stay__look_days=30)
    history = History((ON_TIME,), looked(-1), (ClosedDispute("dsp_1", "US", "east", day(-10)),))
    before = visits(history, where)
    late = account(due(day(-60), 35))
    after = visits(replace(history, accounts=(late,)), sooner, kept=kept(before))

    assert [reason.code for reason in after[0].reasons] == ["late_reported", "dispute_closed"]
    assert (before[0].key, before[0].on) == ("US:east:dispute_closed:dsp_1", day(80))
    assert (after[0].key, after[0].on) == ("US:east:dispute_closed:dsp_1", day(20))


def test_a_need_that_comes_back_never_takes_a_key_in_use() -> None:
    first, second = account(due(day(-45), 35)), account(due(day(-25), 20), due(day(-25), 30), id="acc_2")
    named = "US:east:late_reported:dl_2026-10-10:30"
    history = History((first, second), looked(-1))
    found = visits(history, country_law(bureaus=ONE), kept=[KeptVisit(named, "east", day(50))])

    assert [(each.key, (each.on - TODAY).days) for each in found[:2]] == [(f"{named}:2", 30), (named, 50)]
    assert visits(history, country_law(bureaus=ONE), kept=kept(found)) == found


def test_an_update_of_a_rule_leaves_what_was_computed_under_the_old_one() -> None:
    where = country_law(
        bureaus=ONE,
        late__visible_days=None,
        more=(
            rule("late.visible_days", 45, until_on=day(-11)),
            rule("late.visible_days", 20, from_on=day(-10)),
        ),
    )
    old, new = account(due(day(-45), 35)), account(due(day(-40), 35))

    assert told(visits(History((old,), looked(-1)), where))[0][0] == 30
    assert told(visits(History((new,), looked(-1)), where))[0][0] == 10
    assert "late.visible_days@2000-01-01" in visits(History((old,), looked(-1)), where)[0].rules


def test_one_company_in_two_countries_is_two_bureaus() -> None:
    here, there = country_law(bureaus=ONE), country_law("GB", bureaus=ONE)
    history = History((ON_TIME, account(country="GB", id="acc_2")), looked(-1, ONE))
    found = checkpoints(history, {"US": here, "GB": there}, today=TODAY)

    assert [(each.country, each.on) for each in found][:2] == [("GB", TODAY), ("US", day(119))]
    assert len({each.key for each in found}) == len(found)


def test_a_country_without_data_has_no_visits_and_a_rule_that_is_missing_no_need() -> None:
    assert visits(History((account(country="FR"),))) == ()
    bare = country_law(bureaus=ONE, stay__look_days=None, apply__look_before_days=None)
    history = History(
        (ON_TIME,),
        looked(-1, ONE),
        (ClosedDispute("dsp_1", "US", "east", day(-80)),),
        (PlannedApplication("app_1", "US", day(90)),),
    )
    assert {code for _, codes in told(visits(history, bare)) for code in codes} == {"periodic"}


def test_a_rule_not_yet_in_force_is_not_used() -> None:
    late = account(due(FROM - timedelta(days=100), 35))

    assert all(reason.code == "periodic" for each in visits(History((late,))) for reason in each.reasons)

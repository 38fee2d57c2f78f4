"""When a body takes a complaint, against days counted by hand."""

from datetime import date

import pytest

from backend.countries import law_of
from backend.domain.bureau.complaints import Waiting, first_open, gate
from backend.domain.bureau.dispute import next_step

TODAY = date(2026, 11, 28)
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("country", "body", "dispute", "days"),
    [
        # More than 45 days old, whatever the bureau's own time is.
        ("US", "cfpb", Waiting(DAY, date(2026, 12, 31)), ("2027-01-09", "None")),
        ("US", "cfpb", Waiting(DAY, date(2026, 12, 31), date(2026, 12, 1)), ("2026-12-01", "None")),
        # Eight weeks, or a final response and six months from it; the end of a shorter month is its last day.
        ("GB", "fos", Waiting(DAY, date(2026, 12, 22)), ("2027-01-20", "None")),
        ("GB", "fos", Waiting(DAY, date(2026, 12, 22), date(2026, 8, 31)), ("2026-08-31", "2027-02-28")),
        # No rule of its own: once the time to hear of an answer is over.
        ("GB", "ico", Waiting(DAY, date(2026, 12, 22)), ("2026-12-23", "None")),
        ("CN", "pboc_12363", Waiting(DAY, date(2026, 12, 14)), ("2026-12-15", "None")),
        ("CN", "pboc_12363", Waiting(), ("None", "None")),
    ],
)
def test_a_body_takes_it_from_a_day(country: str, body: str, dispute: Waiting, days: tuple[str, str]) -> None:
    law = law_of(country)
    assert law
    found = gate(law, body, dispute, today=TODAY)
    assert (str(found.from_on), str(found.until_on)) == days


def test_a_body_has_its_own_time_which_need_not_be_confirmed() -> None:
    law = law_of("CN")
    assert law
    found = gate(law, "pboc_12363", Waiting(DAY), today=TODAY)
    assert (found.answer_days, [rule.confirmed for rule in found.rules]) == (30, [False])
    assert gate(law, "nfra_12378", Waiting(DAY), today=TODAY).answer_days is None


def test_before_february_2026_the_portal_had_no_such_condition() -> None:
    law = law_of("US")
    assert law
    old = gate(law, "cfpb", Waiting(date(2025, 11, 24), date(2025, 12, 31)), today=date(2025, 12, 1))
    assert old.from_on == date(2026, 1, 1)


def test_the_first_body_that_takes_it_counts() -> None:
    law = law_of("GB")
    assert law
    waiting = Waiting(DAY, date(2026, 12, 22))
    opens = first_open(law, waiting, today=TODAY)
    assert opens == date(2026, 12, 23)
    assert next_step("sent", "", waiting.heard_by, opens, complaint_from=opens) == "escalate"
    assert next_step("sent", "", waiting.heard_by, date(2026, 12, 22), complaint_from=opens) == "wait"

"""Which account a line is about: numbers, names in two scripts, days, currencies; and when there is no answer."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.report import ReportEntry
from backend.domain.bureau.report_matching import match
from tests.domain.bureau.bureau_samples import account, entry

CHASE = account(dues=())
NAMES = [
    ("Chase", "JPMCB CARD SERVICES"),
    ("招商银行", "China Merchants Bank Co., Ltd."),
    ("China Merchants Bank", "招商银行股份有限公司信用卡中心"),
    ("ICBC", "中国工商银行上海市分行"),
    ("中国银行", "BANK OF CHINA LIMITED"),
    ("First National", "FIRST NATIONAL BANK OF OMAHA"),
    ("花旗", "CITICARDS CBNA"),
    ("某某农商银行", "某某农商银行股份有限公司"),
]


@pytest.mark.parametrize(("issuer", "furnisher"), NAMES)
def test_a_name_is_known_in_either_script(issuer: str, furnisher: str) -> None:
    assert match([entry(furnisher=furnisher)], [replace(CHASE, issuer=issuer)]) == {0: "chase"}


@pytest.mark.parametrize(
    ("issuer", "furnisher"),
    [
        ("中国银行", "中国建设银行"),
        ("Chase", "CITI"),
        ("Bank of America", "BANK OF CHINA"),
        ("A Bank", "Bank Card"),
    ],
)
def test_another_name_is_not(issuer: str, furnisher: str) -> None:
    line = entry(furnisher=furnisher, last4="", opened_on=None)
    assert match([line], [replace(CHASE, issuer=issuer, nickname="")]) == {}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {0: "chase"}),
        ({"opened_on": None}, {0: "chase"}),
        ({"opened_on": date(2024, 2, 1)}, {0: "chase"}),  # the report knows the month only
        ({"last4": ""}, {0: "chase"}),
        ({"last4": "", "opened_on": None}, {0: "chase"}),
        ({"last4": "9999"}, {0: "chase"}),  # replaced: one bank, one day
        ({"last4": "9999", "opened_on": None}, {}),
        ({"last4": "9999", "opened_on": None, "unsure": frozenset(["last4"])}, {0: "chase"}),
        ({"last4": "", "opened_on": date(2020, 1, 1)}, {}),
        ({"furnisher": "SOMEBODY ELSE"}, {0: "chase"}),  # taken over: one number, one day
        ({"furnisher": "SOMEBODY ELSE", "opened_on": None}, {}),
        ({"currency": "EUR"}, {}),
        ({"currency": ""}, {0: "chase"}),
        ({"kind": "inquiry"}, {}),
    ],
)
def test_what_counts(changed: dict[str, object], expected: dict[int, str]) -> None:
    assert match([entry(**changed)], [CHASE]) == expected


def test_two_cards_of_one_bank_are_told_apart_by_number() -> None:
    other = replace(CHASE, id="other", last4="1111")
    assert match([entry(last4="1111"), entry()], [CHASE, other]) == {0: "other", 1: "chase"}


def test_two_that_fit_equally_well_are_left_alone() -> None:
    other = replace(CHASE, id="other", last4="1111")
    assert match([entry(last4="")], [CHASE, other]) == {}
    assert match([entry(last4=""), entry(last4="")], [CHASE]) == {}


def test_what_a_number_settles_helps_the_line_without_one() -> None:
    other = replace(CHASE, id="other", last4="1111")
    assert match([entry(last4=""), entry(last4="1111")], [CHASE, other]) == {0: "chase", 1: "other"}


def test_an_account_whose_history_is_split_has_two_lines() -> None:
    old, new = entry(months={"2025-01": "ok", "2025-02": "ok"}), entry(months={"2025-03": "ok"})
    assert match([old, new], [CHASE]) == {0: "chase", 1: "chase"}
    assert match([old, replace(new, months={"2025-02": "ok"})], [CHASE]) == {}


def test_the_two_currencies_of_one_card() -> None:
    own = account(issuer="招商银行", currency="CNY", dues=())
    lines = [entry(furnisher="招商银行", currency=currency) for currency in ("CNY", "USD")]
    assert match(lines, [own]) == {0: "chase"}


lines = st.builds(
    entry,
    furnisher=st.sampled_from(["CHASE", "CITI", ""]),
    last4=st.sampled_from(["4321", "1111", ""]),
    opened_on=st.sampled_from([None, date(2024, 1, 10), date(2022, 1, 1)]),
    months=st.just({}),
)
owned = st.builds(
    account,
    issuer=st.sampled_from(["Chase", "Citibank"]),
    last4=st.sampled_from(["4321", "1111", ""]),
    opened_on=st.sampled_from([None, date(2024, 1, 10), date(2022, 1, 1)]),
    dues=st.just(()),
)


@given(st.lists(lines, max_size=5), st.lists(owned, max_size=4), st.randoms())
def test_the_order_of_a_report_changes_nothing(
    entries: list[ReportEntry], accounts: list[OwnAccount], chance: object
) -> None:
    own = [replace(each, id=str(number)) for number, each in enumerate(accounts)]
    order = list(range(len(entries)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    again = match([entries[index] for index in order], list(reversed(own)))
    assert {order[country_law]: account_id for country_law, account_id in again.items()} == match(
        entries, own
    )
    assert len(set(again.values())) == len(again)  # without months no history is split

"""Which lines are one, and what each line is: spent, earned, moved, repaid, returned or dead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.ledger.cheapest_pairs import cheapest
from backend.domain.spending.ledger.duplicate_fingerprint import Fingerprinted, fingerprint
from backend.domain.spending.ledger.transaction_facts import KnownAccount, TransactionFacts
from backend.domain.spending.ledger.transaction_roles import Role, match_transactions, repaid_accounts
from backend.domain.spending.ledger.transfers import refunds
from backend.domain.spending.ledger.wallet_pairs import wallet_pairs

DAY = date(2023, 5, 4)
CARDS = [
    KnownAccount("bocom", "交通银行", "白金卡", "7449"),
    KnownAccount("cmb", "招商银行", "Young卡", "1234"),
    KnownAccount("ccb", "建设银行", "龙卡", "5566"),
]


def line(at: str, amount: int, counterparty: str = "", text: str = "", **more: object) -> TransactionFacts:
    plain = TransactionFacts(at, "debit", DAY, amount, "CNY", counterparty, text, "", "", False, False)
    return plain._replace(**more)  # type: ignore[arg-type]


def wallet(
    at: str, amount: int, counterparty: str = "", *, after: int = 0, **more: object
) -> TransactionFacts:
    plain = line(at, amount, counterparty, account="alipay", funding="交通银行信用卡(7449)")
    return plain._replace(booked_on=DAY + timedelta(days=after), **more)  # type: ignore[arg-type]


def bank(
    at: str, amount: int, counterparty: str = "支付宝", *, after: int = 0, **more: object
) -> TransactionFacts:
    plain = line(at, amount, counterparty, account="bocom")
    return plain._replace(booked_on=DAY + timedelta(days=after), **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Row:
    """A line of a file, as far as its identity goes."""

    booked_on: date = DAY
    amount: int = -1800
    currency: str = "CNY"
    counterparty: str = "瑞幸咖啡"
    text: str = "拿铁"
    kind: str = "消费"
    reference: str = ""


def fingerprints(rows: Iterable[Fingerprinted], account: str) -> list[str]:
    """The fingerprints of a file's rows, equal ones counted."""
    met: Counter[str] = Counter()
    found = []
    for row in rows:
        plain = fingerprint(row, account)
        found.append(fingerprint(row, account, met[plain]))
        met[plain] += 1
    return found


def roles_by_id(
    entries: Sequence[TransactionFacts], accounts: Sequence[KnownAccount] = (), own_names: Sequence[str] = ()
) -> dict[str, Role]:
    """The role of every line, by its id."""
    return match_transactions(entries, accounts, own_names).roles


ROWS = st.builds(
    Row,
    booked_on=st.dates(DAY, DAY + timedelta(days=3)),
    amount=st.sampled_from([-1800, -900]),
    counterparty=st.sampled_from(["瑞幸咖啡", "Luckin"]),
    reference=st.sampled_from(["", "/", "R1", "R2"]),
)


def test_two_equal_coffees_are_two_and_stay_two_when_the_file_comes_again() -> None:
    first = fingerprints([Row(), Row()], "card")
    assert len(set(first)) == 2
    assert fingerprints([Row(), Row()], "card") == first


@given(st.lists(ROWS, max_size=12), st.integers(0, 3), st.integers(0, 3))
def test_an_overlapping_file_adds_nothing_but_its_new_days(rows: list[Row], start: int, days: int) -> None:
    whole = fingerprints(rows, "card")
    window = [DAY + timedelta(days=start + at) for at in range(days)]
    part = fingerprints([row for row in rows if row.booked_on in window], "card")
    assert len(set(whole)) == len(rows)
    assert set(part) == {found for found, row in zip(whole, rows, strict=True) if row.booked_on in window}


def test_padding_width_and_case_do_not_change_an_identity() -> None:
    assert fingerprints([Row(counterparty="ＡＣＭＥ  Shop ", text="x*y")], "card") == fingerprints(
        [Row(counterparty="acme shop", text="X Y")], "card"
    )


def test_a_reference_holds_when_the_bank_words_the_line_anew() -> None:
    assert fingerprints([Row(reference=" A1\t")], "card") == fingerprints(
        [Row(reference="A1", text="new")], "card"
    )


@pytest.mark.parametrize("change", [{"amount": -1801}, {"currency": "HKD"}, {"booked_on": date(2023, 5, 5)}])
def test_a_repeated_reference_is_not_enough_to_be_the_same(change: dict[str, object]) -> None:
    one = Row(reference="A1")
    assert fingerprints([one], "card") != fingerprints([replace(one, **change)], "card")  # type: ignore[arg-type]


@pytest.mark.parametrize("blank", ["", "/", " - "])
def test_a_blank_reference_is_none(blank: str) -> None:
    one, other = Row(reference=blank), Row(reference=blank, counterparty="Luckin")
    assert fingerprints([one], "card") == fingerprints([Row()], "card") != fingerprints([other], "card")


def test_another_account_has_other_identities() -> None:
    assert fingerprints([Row()], "card") != fingerprints([Row()], "wallet")


COSTS = st.lists(st.dictionaries(st.integers(0, 4), st.integers(0, 9), max_size=5), max_size=5)


@given(COSTS)
def test_an_assignment_is_the_largest_and_then_the_cheapest(costs: list[dict[int, int]]) -> None:
    found = cheapest(costs)
    used = [column for column in found if column is not None]
    assert len(set(used)) == len(used)
    got = (-len(used), sum(costs[row][column] for row, column in enumerate(found) if column is not None))
    best = (0, 0)
    for columns in permutations([*range(5), *[None] * len(costs)], len(costs)):
        pairs = [(row, column) for row, column in enumerate(columns) if column in costs[row]]
        best = min(
            best, (-len(pairs), sum(costs[row][column] for row, column in pairs if column is not None))
        )
    assert got == best


def test_a_years_equal_fares_are_assigned_in_no_time() -> None:
    costs = [{day: day - row for day in range(row, min(row + 4, 2000))} for row in range(2000)]
    assert cheapest(costs) == list(range(2000))


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_payment_in_the_wallet_and_in_the_cards_file_is_one(after: int) -> None:
    both = [wallet("w", -2600, "金拱门"), bank("b", -2600, "支付宝-金拱门(中国)有限公司", after=after)]
    assert wallet_pairs(both, CARDS) == (("w", "b"),)
    assert roles_by_id(both, CARDS) == {"w": "spending", "b": "transfer"}


@pytest.mark.parametrize(
    "other",
    [
        bank("b", -2600, after=4),
        bank("b", -2600, after=-1),
        bank("b", -2601),
        bank("b", 2600),
        bank("b", -2600, currency="HKD"),
        bank("b", -2600, account="cmb"),
        bank("b", -2600, dead=True),
        bank("b", -2600, account="alipay"),
        bank("b", -2600, counterparty="Somewhere else"),
        bank("b", -2600, funding="余额"),
    ],
)
def test_lines_that_contradict_each_other_are_no_pair(other: TransactionFacts) -> None:
    assert wallet_pairs([wallet("w", -2600, "金拱门"), other], CARDS) == ()


@pytest.mark.parametrize("funding", ["余额", "余额宝", "零钱通", "花呗", "/", ""])
def test_what_the_wallet_paid_itself_is_in_no_banks_file(funding: str) -> None:
    assert wallet_pairs([wallet("w", -2600, "金拱门", funding=funding), bank("b", -2600)], CARDS) == ()


def test_the_issuers_name_decides_where_the_wallet_gives_no_digits() -> None:
    paid = wallet("w", -990, "美团", funding="招商银行信用卡")
    lines = [paid, bank("b1", -990), bank("b2", -990, account="cmb")]
    assert wallet_pairs(lines, CARDS) == (("w", "b2"),)


def test_a_line_that_names_no_wallet_pairs_by_digits_and_merchant() -> None:
    assert wallet_pairs([wallet("w", -2600, "金拱门"), bank("b", -2600, "金拱门(中国)")], CARDS) == (
        ("w", "b"),
    )


def test_without_known_accounts_the_words_are_enough() -> None:
    assert wallet_pairs([wallet("w", -2600), bank("b", -2600, "财付通-餐馆")]) == (("w", "b"),)


def test_each_line_finds_the_one_that_agrees_best_whatever_the_order() -> None:
    lines = [
        wallet("w1", -300, "金拱门"),
        wallet("w2", -300, "瑞幸咖啡", after=1),
        bank("b1", -300, "支付宝-瑞幸咖啡", after=1),
        bank("b2", -300, "支付宝-金拱门", after=2),
    ]
    for order in permutations(lines):
        assert wallet_pairs(order, CARDS) == (("w1", "b2"), ("w2", "b1"))


def test_of_lines_that_agree_alike_the_nearest_day_pairs() -> None:
    lines = [
        wallet("w", -300),
        bank("b1", -300, after=2),
        bank("b2", -300, after=1),
        bank("b3", -300, after=3),
    ]
    assert wallet_pairs(lines, CARDS) == (("w", "b2"),)


def test_another_card_of_the_same_issuer_is_no_match() -> None:
    cards = [*CARDS, KnownAccount("second", "交通银行", "", "9999")]
    assert wallet_pairs([wallet("w", -300), bank("b", -300, account="second")], cards) == ()


def test_a_line_that_names_the_other_wallet_is_no_match() -> None:
    known = [*CARDS, KnownAccount("alipay", "支付宝", "", "")]
    assert wallet_pairs([wallet("w", -300), bank("b", -300, "财付通")], known) == ()
    assert wallet_pairs([wallet("w", -300), bank("b", -300, "支付宝")], known) == (("w", "b"),)


def test_as_many_pairs_are_made_as_can_be() -> None:
    lines = [
        wallet("w1", -300),
        wallet("w2", -300, after=3),
        bank("b1", -300, after=3),
        bank("b2", -300, after=6),
    ]
    assert wallet_pairs(lines, CARDS) == (("w1", "b1"), ("w2", "b2"))


def test_a_refund_to_the_card_is_one_with_the_wallets_neutral_line() -> None:
    lines = [wallet("w", 1603, text="退款-亲情卡", neutral=True), bank("b", 1603, after=2)]
    assert roles_by_id(lines, CARDS) == {"w": "refund", "b": "transfer"}


@pytest.mark.parametrize(
    ("given", "role"),
    [
        (line("1", -100, "瑞幸咖啡"), "spending"),
        (line("1", -100, "瑞幸咖啡", dead=True), "dead"),
        (line("1", 577100, "美金数据", kind="工资"), "income"),
        (line("1", -10010, "招商银行()", kind="零钱提现", neutral=True), "transfer"),
        (line("1", -200000, kind="转入零钱通-来自工商银行(9876)", neutral=True), "transfer"),
        (
            line("1", 300000, "支付宝-张三", "支付宝-张三-张三支付宝余额提现-张三", kind="网上快捷提现"),
            "transfer",
        ),
        (line("1", -7189, "张三", kind="无卡支付"), "transfer"),
        (line("1", -326000, "李四", kind="转账"), "spending"),
        (line("1", 462101, "XX分行银行卡中心", kind="人民币自动转帐还款"), "repayment"),
        (line("1", 123, text="掌上生活还款"), "repayment"),
        (line("1", -54858, "建设银行信用卡还款", kind="信用卡还款", neutral=True), "repayment"),
        (line("1", 50000, text="AUTOPAY PAYMENT - THANK YOU"), "repayment"),
        (line("1", -50000, text="CHASE CREDIT CRD AUTOPAY"), "repayment"),
        (line("1", -50000, text="CREDIT CARD PAYMENT"), "repayment"),
        (line("1", 5000, "支付宝-李四", kind="网上快捷退款"), "refund"),
        (line("1", 5000, "WALMART REFUND"), "refund"),
        (line("1", 2500, "PINDUODUO PLATFORM", "RETURN: PINDUODUO PLATFORM"), "refund"),
        (line("1", -2500, text="RETURNED CHECK FEE, CHECK # 319"), "spending"),
        (line("1", 35, "多多视频"), "income"),
    ],
)
def test_a_line_alone_has_a_role(given: TransactionFacts, role: str) -> None:
    assert roles_by_id([given], own_names=["张三"]) == {"1": role}


def test_equal_and_opposite_lines_of_two_accounts_are_a_transfer() -> None:
    out = line("o", -200000, text="ONLINE TRANSFER TO 98-765432-1", account="a")
    into = line("i", 200000, text="FROM CHECKING", account="b", booked_on=DAY + timedelta(days=3))
    assert match_transactions([out, into]).transfers == (("o", "i"),)
    assert roles_by_id([out, into]) == {"o": "transfer", "i": "transfer"}
    assert roles_by_id([out, into._replace(booked_on=DAY + timedelta(days=4))])["o"] == "spending"


def test_a_purchase_and_a_salary_of_equal_size_are_no_transfer() -> None:
    lines = [
        line("o", -5000, "Walmart", account="a"),
        line("i", 5000, "ACME", text="SALARY PAYMENT", account="b"),
    ]
    assert roles_by_id(lines) == {"o": "spending", "i": "income"}


def test_a_purchase_is_no_transfer_because_money_came_in_elsewhere() -> None:
    lines = [
        line("o", -5000, "Walmart", account="a"),
        line("i", 5000, text="TRANSFER FROM JOHN", account="b"),
    ]
    assert roles_by_id(lines)["o"] == "spending"


def test_a_salary_is_no_transfer_because_money_was_sent_elsewhere() -> None:
    lines = [
        line("o", -5000, text="ONLINE TRANSFER TO 98", account="a"),
        line("i", 5000, "ACME", "工资", account="b"),
    ]
    assert roles_by_id(lines)["i"] == "income"


def test_both_sides_of_a_repayment_are_one_and_say_which_card() -> None:
    out = line("o", -462101, text="ONLINE PMT 998", account="debit")
    into = line("i", 462101, text="PAYMENT THANK YOU", account="cmb", booked_on=DAY + timedelta(days=1))
    settled = match_transactions([out, into], CARDS)
    assert settled.roles == {"o": "repayment", "i": "repayment"}
    assert settled.repaid == {"o": ("cmb",), "i": ("cmb",)}


@pytest.mark.parametrize(
    ("given", "cards"),
    [
        (line("1", -100, "信用卡还款", "尾号1234"), ("cmb",)),
        (line("1", -100, "建设银行信用卡还款"), ("ccb",)),
        (line("1", -100, "掌上生活还款"), ("cmb",)),
        (line("1", -100, "还款", "龙卡"), ("ccb",)),
        (line("1", -100, "中信银行信用卡还款"), ()),
        (line("1", -100, "财付通还款"), ("bocom", "cmb", "ccb")),
        (line("1", 100, "还款", account="ccb"), ("ccb",)),
    ],
)
def test_a_repayment_names_the_cards_it_may_have_paid(
    given: TransactionFacts, cards: tuple[str, ...]
) -> None:
    assert repaid_accounts(given, CARDS) == cards


def test_money_back_from_the_same_merchant_returns_the_purchase() -> None:
    bought = line("p", -5000, "优衣库")
    back = line("r", 5000, "优衣库", booked_on=DAY + timedelta(days=30))
    assert refunds([bought, back]) == {"r": "p"}
    assert roles_by_id([bought, back])["r"] == "refund"
    late = back._replace(booked_on=DAY + timedelta(days=200))
    assert refunds([bought, late]) == {}
    assert roles_by_id([bought, late])["r"] == "refund"  # a shop's, of whatever purchase
    early = back._replace(booked_on=DAY - timedelta(days=1))
    assert refunds([bought, early]) == {}
    assert roles_by_id([bought, early])["r"] == "refund"


def test_part_of_a_purchase_may_be_refunded_where_the_line_says_so() -> None:
    bought, back = line("p", -5000, "优衣库"), line("r", 2000, "优衣库", "退款")
    assert refunds([bought, back]) == {"r": "p"}
    assert refunds([bought, back._replace(text="")]) == {}


def test_a_refund_returns_the_purchase_of_its_own_size_rather_than_a_larger_one() -> None:
    lines = [line("p1", -2000, "优衣库"), line("p2", -5000, "优衣库"), line("r", 2000, "优衣库", "退款")]
    assert refunds(lines) == {"r": "p1"}


def test_one_purchase_is_returned_once() -> None:
    lines = [line("p", -5000, "优衣库"), line("q1", 5000, "优衣库"), line("q2", 5000, "优衣库")]
    assert refunds(lines) == {"q1": "p"}
    assert roles_by_id(lines) == {"p": "spending", "q1": "refund", "q2": "refund"}  # q2 is a shop's too


def test_a_refund_of_the_same_day_finds_its_purchase_wherever_the_file_has_it() -> None:
    assert refunds([line("1", 5000, "优衣库", "退款"), line("2", -5000, "优衣库")]) == {"1": "2"}


def test_a_shops_credit_on_a_card_is_no_income() -> None:
    credit = line("1", 390, text="手机银行饭票", account="cmb")
    assert roles_by_id([credit], CARDS) == {"1": "refund"}
    assert roles_by_id([line("1", 390, text="CASHBACK REWARD", account="cmb")], CARDS) == {"1": "income"}


def test_the_refund_of_a_trade_that_never_closed_counts_for_nothing() -> None:
    bought = line("p", -5000, "一卡通", "一卡通充值", dead=True)
    back = line("r", 5000, "一卡通", "退款-一卡通充值", neutral=True)
    assert roles_by_id([bought, back]) == {"p": "dead", "r": "dead"}


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = [
        wallet("w", -300),
        bank("b", -300),
        line("o", -9, "转账"),
        line("i", 9, "转账", account="x"),
        line("n", 9),
    ]
    expected = match_transactions(lines, CARDS)
    for order in permutations(lines):
        assert match_transactions(order, CARDS) == expected


@pytest.mark.parametrize("reference", ["", "A1", "2026-11-24/" + "x" * 180])
def test_a_fingerprint_is_of_one_length_and_begins_with_the_day(reference: str) -> None:
    [mark] = fingerprints([Row(reference=reference)], "card")
    assert len(mark) == 32
    assert mark.startswith(Row().booked_on.strftime("%Y%m%d"))

"""Which category an entry gets, by whose rule, and what a correction becomes."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.domain.spending.categories.categorise import Categoriser, default_categoriser, learn
from backend.domain.spending.categories.default_rules import DEFAULT_RULES
from backend.domain.spending.categories.sorting_rule import SortingRule, Subject
from tests.domain.spending.categories.one_rule import applies


def subject(
    counterparty: str = "", text: str = "", *, kind: str = "", amount: int = -1000, mcc: str | None = None
) -> Subject:
    return Subject(counterparty, text, kind, amount, "CNY", mcc, "")


def category(given: Subject, *own: SortingRule) -> str:
    return (Categoriser(own) if own else default_categoriser()).of(given)[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("支付宝-金拱门(中国)有限公司", "food.eating_out"),
        ("财付通-美团平台商户", "food.eating_out"),
        ("美团外卖", "food.delivery"),
        ("美团单车", "transport.bike"),
        ("滴滴出行", "transport.ride"),
        ("滴滴加油", "transport.fuel"),
        ("财付通-拼多多平台商户", "shopping.general"),
        ("瑞幸咖啡", "food.coffee"),
        ("广东联合电子收费股份", "transport.parking"),
        ("中国移动", "utilities.mobile"),
        ("国网北京市电力公司", "utilities.electricity"),
        ("老王过桥米线(传奇广场店)", "food.eating_out"),
        ("某餐厅", "food.eating_out"),
        ("房东", "housing.rent"),
        ("中国铁路12306", "travel.tickets"),
        ("北京协和医院", "health.medical"),
        ("腾讯公益慈善基金会", "people.donations"),
        ("ＵＢＥＲ　＊ＥＡＴＳ", "food.delivery"),
        ("UBER   *TRIP HELP.UBER.COM", "transport.ride"),
        ("STARBUCKS STORE 00123", "food.coffee"),
        ("McDonald's F1234", "food.eating_out"),
        ("WHOLEFDS SEA 10234", "food.groceries"),
        ("AMZN Mktp US*2K4", "shopping.general"),
        ("Amazon Prime*2K4", "leisure.streaming"),
        ("SHELL OIL 5744", "transport.fuel"),
        ("SHELLAC NAILS", "shopping.beauty"),
        ("AT&T*BILL PAYMENT", "utilities.mobile"),
        ("COMCAST CABLE COMM", "utilities.internet"),
        ("COSTCO GAS #12", "transport.fuel"),
        ("COSTCO WHSE #12", "food.groceries"),
        ("T T SUPERMARKET   _M", "food.groceries"),
        ("DOLLARAMA # 845   _M", "shopping.general"),
        ("PINTEREST", "other.unsorted"),
    ],
)
def test_a_merchant_is_known_by_default(name: str, expected: str) -> None:
    assert category(subject(name)) == expected
    assert category(subject("/", name)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (subject("XX分行银行卡中心", kind="人民币自动转帐还款", amount=462101), "repayment"),
        (subject("", "PAYMENT - THANK YOU", amount=50000), "repayment"),
        (subject("建设银行信用卡还款", kind="信用卡还款", amount=-54858), "repayment"),
        (subject("美金数据有限公司", kind="工资", amount=577100), "income.salary"),
        (subject("", "SALARY PAYMENT           ABC COMPANY LTD", amount=1250000), "income.salary"),
        (subject("", "INTEREST CREDIT", amount=545), "income.interest"),
        (subject("", "PURCHASE INTEREST CHARGE", amount=-545), "fees.interest"),
        (subject("", "LATE FEE", amount=-3900), "fees.late"),
        (subject("招商银行()", kind="零钱提现", amount=-10010), "transfer.own"),
        (subject("", "ATM WITHDRAWAL           CENTRAL BRANCH", amount=-100000), "cash.withdrawal"),
        (subject("张三", kind="转账", amount=-5000), "people.to_person"),
        (subject("张三", kind="转账", amount=5000), "income.from_person"),
        (subject("", "（还款）云闪付 银联入账-张三", amount=113068), "repayment"),
        (subject("ABC Consulting", amount=5000), "income.other"),
    ],
)
def test_money_has_words_of_its_own(given: Subject, expected: str) -> None:
    assert category(given) == expected


def test_a_known_name_comes_before_the_trade_code_and_that_before_a_word_that_only_describes() -> None:
    assert category(subject("Starbucks", mcc="5411")) == "food.coffee"
    assert category(subject("Corner restaurant", mcc="5411")) == "food.groceries"


def test_the_wallets_vague_word_decides_only_where_nothing_else_does() -> None:
    assert category(subject("xxxx", "xxxx", kind="日用百货")) == "shopping.household"
    assert category(subject("瑞幸咖啡", kind="日用百货")) == "food.coffee"


def test_in_a_market_that_sells_everything_the_files_own_word_says_more() -> None:
    assert category(subject("京东平台商户", kind="食品酒饮")) == "food.groceries"
    assert category(subject("京东平台商户", "李宁羽毛球手胶", kind="其他网购")) == "shopping.general"


def test_the_borrowers_rule_comes_before_every_default_and_in_its_order() -> None:
    first = SortingRule("1", "merchant", "contains", "星巴克", "people.gifts")
    second = SortingRule("2", "merchant", "contains", "星", "leisure.games")
    assert Categoriser([first, second]).of(subject("星巴克")) == ("people.gifts", "1")
    assert Categoriser([second, first]).of(subject("星巴克")) == ("leisure.games", "2")


def test_a_rule_for_money_arriving_leaves_money_leaving_alone() -> None:
    rule = SortingRule("1", "merchant", "equals", "张三", "income.salary", sign="in")
    assert category(subject("张三", amount=100), rule) == "income.salary"
    assert category(subject("张三", amount=-100), rule) == "other.unsorted"


@pytest.mark.parametrize(
    ("rule", "given", "holds"),
    [
        (SortingRule("r", "text", "contains", "HELL", "leisure.games"), subject("x1", "Shellac"), True),
        (SortingRule("r", "text", "words", "shell", "leisure.games"), subject("x1", "Shellac"), False),
        (SortingRule("r", "text", "words", "shell", "leisure.games"), subject("x1", "shellac, SHELL"), True),
        (SortingRule("r", "text", "words", "12", "leisure.games"), subject("x1", "no 123"), False),
        (SortingRule("r", "text", "words", "餐", "leisure.games"), subject("x1", "中餐厅"), True),
        (SortingRule("r", "text", "starts", "shell", "leisure.games"), subject("x1", "my shell"), False),
        (SortingRule("r", "text", "starts", "shell", "leisure.games"), subject("x1", "SHELLAC"), True),
        (SortingRule("r", "text", "equals", "shell-oil", "leisure.games"), subject("x1", "Shell Oil"), True),
        (SortingRule("r", "text", "equals", "shell", "leisure.games"), subject("x1", "Shell Oil"), False),
        (SortingRule("r", "kind", "equals", "消费", "leisure.games"), subject("x1", kind="消费"), True),
        (SortingRule("r", "mcc", "equals", "742", "leisure.games"), subject("x1", mcc="0742"), True),
        (
            SortingRule("r", "mcc", "between", "", "leisure.games", low=7000, high=7100),
            subject(mcc="7100"),
            True,
        ),
        (
            SortingRule("r", "amount", "between", "", "leisure.games", low=10, high=20),
            subject(amount=-20),
            True,
        ),
        (
            SortingRule("r", "amount", "between", "", "leisure.games", low=10, high=20),
            subject(amount=-21),
            False,
        ),
        (SortingRule("r", "amount", "between", "", "leisure.games", low=10), subject(amount=-9), False),
        (SortingRule("r", "merchant", "contains", " / ", "leisure.games"), subject("x1"), False),
    ],
)
def test_an_operation_means_what_it_says(rule: SortingRule, given: Subject, holds: bool) -> None:
    assert applies(rule, given) is holds
    assert (Categoriser([rule], ()).of(given)[1] == "r") is holds


@pytest.mark.parametrize(
    ("corrected", "other"),
    [
        (subject("DOLLARAMA # 845   _M"), subject("DOLLARAMA # 12   _M")),
        (subject("云膳过桥米线(传奇广场店)"), subject("财付通-云膳过桥米线(人民路店)")),
        (subject("SQ *BLUE BOTTLE 123"), subject("SQ *BLUE BOTTLE 7")),
        (subject("支付宝-金拱门(中国)有限公司"), subject("金拱门(中国)有限公司")),
        (subject("/", "MONTHLY PARTY 05/23"), subject("/", "MONTHLY PARTY 06/23")),
        (subject("7-ELEVEN 3321"), subject("7-ELEVEN 17")),
        (subject("支付宝", "王师傅 123"), subject("支付宝", "王师傅 9")),
        (subject("12306"), subject("12306")),
        (subject("", "", amount=-1234), subject("", "", amount=-1234)),
    ],
)
def test_a_correction_holds_for_the_other_branches_and_backwards(corrected: Subject, other: Subject) -> None:
    rule = learn(corrected, "leisure.games")
    assert applies(rule, corrected) and applies(rule, other)
    assert Categoriser([rule]).of(other) == ("leisure.games", rule.id)


def test_a_correction_leaves_other_merchants_alone() -> None:
    rule = learn(subject("云膳过桥米线(传奇广场店)"), "leisure.games")
    assert not applies(rule, subject("老王过桥米线"))


def test_a_correction_of_income_leaves_what_is_paid_to_the_same_name_alone() -> None:
    rule = learn(subject("张三", amount=5000), "income.salary")
    assert not applies(rule, subject("张三", amount=-5000))


def test_the_same_correction_twice_is_the_same_rule() -> None:
    assert learn(subject("Acme 1"), "leisure.games").id == learn(subject("Acme 2"), "people.gifts").id


def test_a_correction_of_nameless_money_keeps_to_its_amount_and_direction() -> None:
    rule = learn(subject("/", "----", amount=-1234), "housing.rent")
    assert not applies(rule, subject("/", "----", amount=-1235))
    assert not applies(rule, subject("/", "----", amount=1234))


NAMES = st.one_of(st.text(max_size=20), st.sampled_from([rule.value for rule in DEFAULT_RULES]))
SUBJECTS = st.builds(
    Subject,
    NAMES,
    NAMES,
    NAMES,
    st.integers(-(10**6), 10**6),
    st.just("CNY"),
    st.sampled_from([None, "5411"]),
    NAMES,
)
RULES = st.builds(
    SortingRule,
    st.uuids().map(str),
    st.sampled_from(["merchant", "text", "kind"]),
    st.sampled_from(["contains", "equals", "starts", "words"]),
    st.text("ab 餐1", min_size=1, max_size=3),
    st.just("leisure.games"),
    st.sampled_from([None, "out", "in"]),
)


@given(SUBJECTS, st.lists(RULES, max_size=6))
def test_the_tree_of_letters_answers_as_asking_each_rule_in_turn_would(
    given: Subject, own: list[SortingRule]
) -> None:
    defaults = DEFAULT_RULES[::40]
    first = next((rule for rule in (*own, *defaults) if applies(rule, given)), None)
    assert Categoriser(own, defaults).of(given)[1] == (first.id if first else None)


@given(
    st.builds(
        Subject,
        *[st.text("ab 餐1/", max_size=6)] * 3,
        st.integers(-9, 9),
        st.just("CNY"),
        st.none(),
        st.just(""),
    )
)
@example(Subject("1", "餐1餐", "", -1, "CNY", None, ""))
def test_a_correction_always_holds_for_what_was_corrected(given: Subject) -> None:
    rule = learn(given, "leisure.games")
    assert Categoriser([rule]).of(given) == ("leisure.games", rule.id)


def test_twenty_thousand_lines_take_a_second_or_so() -> None:
    names = [f"支付宝-{rule.value}有限公司" for rule in DEFAULT_RULES[::20]]
    lines = [subject(names[n % len(names)], f"订单-{n}", kind="消费") for n in range(20_000)]
    categoriser = Categoriser()
    started = time.process_time()
    for line in lines:
        categoriser.of(line)
    assert time.process_time() - started < 5  # about 0.4 s on an idle core

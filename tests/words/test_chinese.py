"""Chinese as a native editor of a bank would have it: the field's words, and one rule for spaces, in every sentence."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from string import Formatter

import pytest

from backend.domain.spending.categories import category_lookup
from backend.domain.spending.categories.category_tree import LEAVES, SHOPPING_TRIP
from backend.words import catalogue, extract
from backend.words.bureau.letter_sentences import cited
from backend.words.bureau.letters import letter
from backend.words.catalogue import say
from backend.words.dates import day_and_time, short_day
from backend.words.reminders.push_text import render
from tests.test_house_rules import tracked
from tests.words.bureau.letter_samples import CHINESE
from tests.words.samples import HERE, card

# What a borrower of a Chinese bank does not say, and what they say.
BANNED = {
    "滞纳金": "违约金 (since 2017, 银发〔2016〕111 号)",
    "已过到期日": "逾期 N 天",
    "天未还": "逾期满 N 天",
    "最后机会": "宽限期最后一天",
    "致电": "联系",
    "联系发卡行，": "联系发卡行或贷款机构",
    "困难还款": "个性化分期还款",
    "资金已够": "资金已足",
    "够付": "可按时支付, 资金不足",
    "答复您": "对方须在 N 天内答复",
    "最晚 ": "请于……或之前",
    "外食": "在外就餐",
    "该看一下": "该查",
    "此致敬礼": "此致 and 敬礼 on two lines",
    "日 周": "日（周六）",
    "搞定": "完成",
    "大得离谱": "体积异常",
}
# The only sentences that say how long somebody may have after a letter of law count in 日.
LETTER = "Please answer within {days} days of receiving this letter."

CHARACTER, FIGURE = "[\u4e00-\u9fff]", "[0-9A-Za-z$€£¥]"
MARKS = "，。：；！？、（）《》“”"
DAY = re.compile(r"(\d{1,4}年)?(\d{1,2}月)(\d{1,2}日)?(（周[一二三四五六日]）)?")

# A value for each place, as the code fills it in: figures, dates, names in either script.
DATES = {"day", "first", "last", "from_day", "until", "today"}
NAMES = {"name", "whom", "category", "place", "recipient", "names", "label"}


def values(text: str, latin: bool) -> dict[str, str]:
    found = {}
    for _, place, _, _ in Formatter().parse(text):
        if place in DATES:
            found[place] = "12月5日（周六）"
        elif place in NAMES:
            found[place] = "Chase" if latin else "招商银行"
        elif place == "time":
            found[place] = "17:00"
        elif place in ("when", "there", "instant", "latest"):
            found[place] = "12月5日（周六）17:00" if latin else "今天"
        elif place is not None:
            found[place] = "¥12.00" if place in ("amount", "limit", "total", "missing", "fee") else "3"
    return found


def sentences() -> Iterator[tuple[str, str]]:
    """(English, Chinese) of the whole catalogue."""
    for message in extract.read("zh-CN"):
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[-1]
            text = message.string if isinstance(message.string, str) else message.string[0]
            yield one, str(text)


def badly_spaced(text: str) -> list[str]:
    """What breaks the rule: a space between a figure or a Latin word and a character, none beside a date or a mark."""
    plain = DAY.sub(lambda found: "日）" if found[4] else "日", text)  # a date is one word of characters
    plain = re.sub("`[^`]*`", "Code", plain)
    faults = re.findall(f"{CHARACTER}{FIGURE}|{FIGURE}{CHARACTER}|{CHARACTER} +{CHARACTER}|  ", plain)
    return faults + re.findall(f" [{MARKS}]|[{MARKS}] ", plain)


@pytest.mark.parametrize("word", BANNED)
def test_no_sentence_has_a_word_that_a_native_editor_strikes_out(word: str) -> None:
    assert [text for _, text in sentences() if word in text] == [], BANNED[word]


def test_a_last_day_is_said_to_be_within() -> None:
    """ "12月5日前" leaves open whether the day itself still counts; "前后" is around it."""
    assert [
        text for _, text in sentences() if re.search(r"[{](day|latest|until|last)[}]以?前(?!后)", text)
    ] == []


@pytest.mark.parametrize("word", sorted(set(BANNED) - {"最晚 ", "日 周"}))
def test_neither_has_any_text_written_into_the_code(word: str) -> None:
    """Merchants' and banks' own words, which files hold and we only read, stay as they are written there."""
    read = ("merchants_money.py", "test_chinese.py")
    found = [name for name, text in tracked("backend/*.py") if word in text and not name.endswith(read)]
    assert found == [], BANNED[word]


@pytest.mark.parametrize("latin", [True, False])
def test_one_rule_for_spaces_holds_in_every_sentence_as_it_is_said(latin: bool) -> None:
    faults = {}
    for english, chinese in sentences():
        said = catalogue._filled("zh-CN", chinese, values(chinese, latin))
        if found := badly_spaced(said):
            faults[english] = (said, found)
    assert faults == {}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("还有3天", True),
        ("还有 3 天", False),
        ("请于12月5日（周六）或之前还 ¥12.00。", False),
        ("请于 12月5日（周六） 前还", True),
        ("最晚 ，今天", True),
        ("还 ¥12.00。", False),
        ("还¥12.00。", True),
        ("2026年12月的账单", False),
        ("改用`due_on`填写", True),
    ],
)
def test_the_rule_itself(text: str, wrong: bool) -> None:
    assert bool(badly_spaced(text)) is wrong


def test_a_latin_name_stands_apart_from_characters_and_a_chinese_one_does_not() -> None:
    ask = "Ask {whom} for a due date of {day} or later."
    day = short_day(date(2026, 12, 5), "zh-CN")
    assert say("zh-CN", ask, whom="Chase", day=day) == "可请 Chase 将还款日调整到12月5日（周六）或之后。"
    assert say("zh-CN", ask, whom="招商银行", day=day) == "可请招商银行将还款日调整到12月5日（周六）或之后。"


def test_what_somebody_typed_is_not_touched() -> None:
    assert say("zh-CN", "{name}: due tomorrow", name="招行VISA卡") == "招行VISA卡：明天到期"


def test_a_day_is_written_as_a_bank_writes_it() -> None:
    assert short_day(date(2026, 12, 23), "zh-CN") == "12月23日（周三）"
    assert day_and_time(datetime(2026, 12, 8, 21, 59, tzinfo=UTC), "zh-CN") == "12月8日（周二）21:59"


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        ("征信业管理条例 第二十五条", "《征信业管理条例》第二十五条"),
        (
            "征信业管理条例 第二十五条；民法典 第二百零一条",
            "《征信业管理条例》第二十五条；《民法典》第二百零一条",
        ),
        ("《征信业管理条例》第二十五条", "《征信业管理条例》第二十五条"),
        ("15 U.S.C. 1681i", "15 U.S.C. 1681i"),
    ],
)
def test_a_law_stands_between_its_marks(articles: str, said: str) -> None:
    assert cited(articles, "zh-CN") == said
    assert cited(articles, "en") == articles


def test_a_letter_ends_on_two_lines() -> None:
    [signature] = [block for block in letter(CHINESE).blocks if block.kind == "signature"]
    assert signature.lines[:2] == ("此致", "敬礼！")


def test_every_step_of_a_cut_is_a_thing_that_one_does_or_does_not() -> None:
    units = {leaf.unit for leaf in LEAVES if leaf.unit} | {SHOPPING_TRIP}
    for unit in units:
        assert category_lookup.unit_name(unit, 3, "zh-CN") == f"{unit.zh} 3 {unit.measure}"
        assert category_lookup.unit_name(unit, 0, "zh-CN") == f"不{unit.zh}"
    assert category_lookup.unit_name(SHOPPING_TRIP, 0, "zh-CN") == "不购物"


def test_the_grace_of_a_card_is_said_with_the_word_that_borrowers_search_for() -> None:
    chance = card(stage="in_grace", days=3, chance_days=0)
    assert "容时" in render([chance], locale="zh-CN", discreet=False, borrower_zone=HERE).body
    loan = chance._replace(kind="loan_instalment")
    assert "容时" not in render([loan], locale="zh-CN", discreet=False, borrower_zone=HERE).body
    glossary = dict(tracked("docs/glossary.md"))["docs/glossary.md"]
    assert "容时容差" in glossary


@pytest.mark.parametrize("kind", ["card_minimum", "loan_instalment", "custom"])
def test_whoever_lent_the_money_is_meant_not_only_the_bank_of_a_card(kind: str) -> None:
    late = card(kind=kind, stage="late", days=45)
    said = [
        render([late], locale=locale, discreet=False, borrower_zone=HERE).body for locale in ("en", "zh-CN")
    ]
    assert "the issuer or lender" in said[0]
    assert "联系发卡行或贷款机构" in said[1]

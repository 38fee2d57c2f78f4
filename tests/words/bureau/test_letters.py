"""Dispute letters in both languages: every code to every recipient; nothing raw, untranslated or secret in them."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.bureau.report import ACCOUNT_STATES, STATUSES
from backend.domain.credit.card_number import contains_card_number
from backend.words.bureau import letter_evidence
from backend.words.bureau.letter_facts import ASKS, RECIPIENTS, Letter, LetterFacts
from backend.words.bureau.letter_sentences import CODES
from backend.words.bureau.letters import letter
from tests.words.bureau.letter_samples import BY_LOCALE, CHINESE, ENGLISH, OURS, THEIRS


def said(made: Letter) -> list[str]:
    return [
        text
        for block in made.blocks
        for text in (*block.lines, *(cell for row in block.rows for cell in row))
    ]


def whole(facts: LetterFacts) -> str:
    return "\n".join(said(letter(facts)))


@pytest.mark.parametrize(("locale", "code", "to", "ask"), list(product(BY_LOCALE, CODES, RECIPIENTS, ASKS)))
def test_no_code_and_no_place_to_fill_is_left(locale: str, code: str, to: str, ask: str) -> None:
    made = letter(replace(BY_LOCALE[locale], code=code, to=to, ask=ask, theirs=THEIRS, ours=OURS))
    text = "\n".join([made.title, *said(made)])
    assert not re.search(r"[{}]|[a-z]_[a-z]|\bNone\b", text), text
    assert all(part == part.strip() and part for part in said(made) if part != "—")


@pytest.mark.parametrize(("code", "to", "ask"), list(product(CODES, RECIPIENTS, ASKS)))
def test_a_chinese_letter_has_no_english(code: str, to: str, ask: str) -> None:
    made = letter(replace(CHINESE, code=code, to=to, ask=ask, theirs=THEIRS, ours=OURS))
    assert [part for part in [made.title, *said(made)] if re.search("[A-Za-z]", part)] == []
    blank = letter(
        replace(CHINESE, sender="", address=(), recipient="", respondent="", furnisher="", bureau="")
    )
    assert [part for part in said(blank) if re.search("[A-Za-z]", part)] == []


@pytest.mark.parametrize(("locale", "to"), list(product(BY_LOCALE, RECIPIENTS)))
def test_each_code_and_each_wish_has_words_of_its_own(locale: str, to: str) -> None:
    facts = replace(BY_LOCALE[locale], to=to, theirs={}, ours={})
    assert len({whole(replace(facts, code=code)) for code in CODES}) == len(CODES)
    assert len({whole(replace(facts, ask=ask)) for ask in ASKS}) == len(ASKS)


@pytest.mark.parametrize("locale", BY_LOCALE)
def test_each_reader_gets_a_letter_of_its_own(locale: str) -> None:
    assert len({letter(replace(BY_LOCALE[locale], to=to)).title for to in RECIPIENTS}) == len(RECIPIENTS)


def test_a_letter_threatens_no_one_and_blames_no_one() -> None:
    threats = (
        "lawyer",
        "attorney",
        "sue",
        "court",
        "must",
        "demand",
        "immediately",
        "illegal",
        "violat",
        "fail",
    )
    threats_zh = ("律师", "起诉", "法院", "必须", "违法", "责任", "否则", "立即", "后果", "赔偿")
    for locale, code, to, ask in product(BY_LOCALE, CODES, RECIPIENTS, ASKS):
        text = whole(replace(BY_LOCALE[locale], code=code, to=to, ask=ask)).lower()
        assert not [word for word in threats if re.search(rf"\b{word}", text)]
        assert not [word for word in threats_zh if word in text]


def test_an_english_letter_says_what_it_has_to() -> None:
    made = letter(ENGLISH)
    assert made.title == "Dispute of an entry in my credit report"
    assert made.on == date(2026, 11, 24)
    assert [block.kind for block in made.blocks] == [
        *(
            "address",
            "date",
            "address",
            "subject",
            "paragraph",
            "paragraph",
            "list",
            "paragraph",
            "paragraph",
        ),
        *("table", "paragraph", "paragraph", "list", "paragraph", "paragraph", "list", "signature"),
    ]
    text = said(made)
    for part in (
        "November 24, 2026",
        "Dear First Bureau,",
        "Months: October 2026",
        "Reference: RA123456789US",
        "I wrote to you about it on October 1, 2026, and have not had a result that settles it.",
        "I make this request under 15 USC 1681i(a)(1). Please answer within 30 days of receiving this letter.",
        "Bank statement",
        "I paid through my bank's page.",
    ):
        assert part in text


def test_a_chinese_letter_says_what_it_has_to() -> None:
    text = said(letter(replace(CHINESE, to="complaint", months=("2026-10", "2026-09"))))
    for part in (
        "2026年11月24日",
        "关于信用报告异议处理的投诉书",
        "本人与招商银行就个人信用报告存在争议，请贵机构协助处理。所涉信息如下：",
        "所涉月份：2026年9月、2026年10月",
        "本人曾于2026年10月1日就此事致函招商银行，至今尚未解决。",
        "上述请求依据《征信业管理条例》第二十五条提出。请在收到本函之日起 20 日内答复。",
    ):
        assert part in text


def rows(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    [table] = [block for block in letter(facts).blocks if block.kind == "table"]
    return table.rows


def test_the_evidence_stands_side_by_side() -> None:
    assert rows(ENGLISH) == (
        ("What the report says", "What my records say"),
        ("Month: October 2026", "Month: October 2026"),
        ("Payment status: 30 days past due", "Payment status: on time"),
        ("—", "Due on: October 5, 2026"),
        ("—", "Paid on: October 4, 2026"),
    )


def test_everything_of_the_evidence_is_shown() -> None:
    assert rows(replace(CHINESE, theirs=THEIRS, ours=OURS)) == (
        ("信用报告的记载", "本人的记录"),
        ("授信机构：招商银行", "本人在该机构的账户数：0"),
        ("账户尾号：1234", "—"),
        ("查询日期：2026年1月2日", "—"),
        ("月份：2026年10月", "月份：2026年9月"),
        ("还款状态：呆账", "还款状态：逾期 12 天"),
        ("保留期起算日：2019年1月2日", "应删除日期：2024年1月2日"),
        ("开户日期：2018年1月2日", "—"),
        ("账户状态：已转交催收", "账户状态：已结清"),
        ("—", "结束日期：2020年1月2日"),
        ("余额：¥1,234.56", "余额：¥0.00 至 ¥1,200.00"),
        ("逾期金额：¥0.00", "—"),
        ("—", "应还款日：2026年10月5日"),
        ("—", "宽限至：2026年10月8日"),
        ("—", "还款日期：2026年10月4日"),
    )


def test_one_possible_balance_is_no_range() -> None:
    facts = replace(ENGLISH, theirs={"balance": 1}, ours={"lowest": 5, "highest": 5})
    assert rows(facts)[1:] == (("Balance: $0.01", "Balance: $0.05"),)


def test_amounts_and_days_are_written_as_in_the_country() -> None:
    british = replace(ENGLISH, country="GB", theirs={"balance": 123_456}, ours={}, currency="GBP")
    assert rows(british)[1] == ("Balance: £1,234.56", "—")
    assert "24 November 2026" in said(letter(british))
    assert "November 24, 2026" in said(letter(replace(british, country="nowhere")))
    assert rows(replace(british, currency="CNY"))[1] == ("Balance: CN¥1,234.56", "—")
    assert rows(replace(british, currency="JPY", locale="zh-CN"))[1] == ("余额：JP¥123,456", "—")


@pytest.mark.parametrize("locale", BY_LOCALE)
def test_every_status_and_state_has_a_word(locale: str) -> None:
    assert all(letter_evidence.status_word(status, locale) for status in STATUSES)
    ends = ("paid_off", "closed", "settled", "charged_off", "sold")
    assert all(
        letter_evidence.state_word(state, locale) for state in (*ACCOUNT_STATES, *ends) if state != "unknown"
    )


def test_without_evidence_there_is_no_table() -> None:
    made = letter(replace(ENGLISH, theirs={"state": "unknown", "x": 1}, ours={"met_on": None}))
    assert not [block for block in made.blocks if block.kind == "table"]


def test_what_is_not_known_is_a_blank_or_left_out() -> None:
    bare = LetterFacts(
        to="furnisher", recipient="", code="other", locale="en", country="US", on=date(2026, 11, 24)
    )
    text = whole(bare)
    assert re.search("Name: _{20,}\nAddress: _{20,}", text)
    assert "To whom it may concern," in text
    assert re.search("Signature: _{20,}", text)
    for absent in ("under", "within", "Reference", "Months", "I wrote to you"):
        assert absent not in text


def test_an_identity_document_is_left_to_the_sender() -> None:
    assert re.search("Copy of my identity document, added by me by hand: _{10,}", whole(ENGLISH))
    assert re.search("本人身份证件复印件（由本人自行附上）：_{10,}", whole(CHINESE))


SECRETS = [
    "4111 1111 1111 1111",
    "4111·1111·1111·1111",
    "6222021234567890128",
    "11010519491231002X",
    "078-05-1120",
]
TYPED = ["recipient", "sender", "furnisher", "bureau", "respondent", "ground", "note", "reference", "last4"]


@pytest.mark.parametrize(
    ("secret", "where"), list(product(SECRETS, [*TYPED, "address", "enclosures", "theirs"]))
)
def test_no_full_number_gets_into_a_letter(secret: str, where: str) -> None:
    value: Any = {"furnisher": secret} if where == "theirs" else secret if where in TYPED else (secret,)
    text = whole(replace(ENGLISH, to="complaint", **{where: value}))
    assert secret not in text
    assert re.sub(r"\D", "", secret) not in re.sub(r"[ -]", "", text)


@given(st.text(alphabet="4111 -4١１​.x王", max_size=40))
def test_whatever_is_typed_holds_no_card_number(note: str) -> None:
    [kept] = {part for part in said(letter(replace(ENGLISH, note=f"|{note}|"))) if part.startswith("|")}
    assert not contains_card_number(kept)


@pytest.mark.parametrize(
    "number", ["RA123456789US", "9400100000000000000000", "9400 1000 0000 0000 0000 00", "CF-7"]
)
def test_a_tracking_number_stays_whole(number: str) -> None:
    assert f"Reference: {number}" in said(letter(replace(ENGLISH, reference=number)))


def test_what_was_typed_is_one_plain_line() -> None:
    text = said(letter(replace(ENGLISH, sender="Bo\u202eb\x00 {x}\nMiller", note="a\tb\r\nc")))
    assert "Bo b {x} Miller" in text
    assert "a b c" in text

"""A counsellor's link as a page and as a picture: worded in the language asked for, running nothing."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from backend.app import create_app
from config.settings import Settings
from tests.api.conftest import LOAN, Borrower
from tests.api.relief.counsellor import PAY_OFF, made, opened
from tests.api.relief.test_agreements import a_late_card, agree
from tests.api.relief.test_offers import a_known_household
from tests.moved_clock import MovedClock

ALL: dict[str, Any] = {"debts": True, "room": True, "agreements": True, "pay_off": PAY_OFF}


class Reader(HTMLParser):
    """What of a page is read, and which tags and attributes it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.attributes, self.open = (
            "",
            list[str](),
            list[tuple[str, str]](),
            list[str](),
        )
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "path", "rect", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "path", "rect", "br"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data + "\n"


def page(borrower: Borrower, **query: Any) -> Reader:
    answer = opened(borrower, made(borrower, **ALL), "", **query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    read = Reader(answer.text)
    assert read.open == []
    return read


@pytest.fixture
def household(alice: Borrower) -> Borrower:
    """A card that is late, with talks; a loan; money that is known."""
    a_known_household(alice)
    alice.made("/v1/loans", LOAN)
    return alice


def test_the_page_tells_each_part_in_words(household: Borrower) -> None:
    text = page(household).text
    for said in (
        "As of Tue, Nov 24, 09:00 (UTC).",
        "This page ends on Tue, Dec 8, 09:00 (UTC).",
        "CN¥12,000.00",
        "CN¥1,600.00 (estimated)",
        "Thu, Dec 10, 2026: CN¥1,066.19",
        "carries CN¥2,909.09 a month in the low case",
        "Money for all debts: CN¥2,000.00 each month, from Wed, Nov 25, 2026 on.",
        "Some of what they rest on is estimated or left out.",
        "A personal instalment plan",
        "Highest rate first",
        "18.25%",
        "The picture as a table: what is owed at each month's end",
    ):
        assert said in text, said
    assert re.search(r"Card [AB]\n", text)
    assert re.search(r"Loan [AB]\n", text)


def test_the_page_is_in_the_language_asked_for(household: Borrower) -> None:
    read = page(household, locale="zh-CN")
    assert ("lang", "zh-CN") in read.attributes
    assert re.search(r"信用卡 [AB]\n", read.text)
    known = re.sub(r"UTC|\b[A-Z]\b|CN¥|SVG", "", read.text)
    assert re.findall(r"[A-Za-z]{3,}", known) == []


def test_the_page_runs_nothing_and_asks_no_other_host(household: Borrower) -> None:
    answer = opened(household, made(household, **ALL), "")
    policy = answer.headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "sandbox",
    ):
        assert part in policy
    assert "script" not in policy
    read = Reader(answer.text)
    assert not {"script", "iframe", "form", "img", "link", "a", "object"} & set(read.tags)
    assert [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "href")] == []
    outside = set(re.findall(r"https?://[^\s\"'<]+", answer.text))
    assert outside <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_the_picture_stands_before_its_table_and_apart(household: Borrower) -> None:
    token = made(household, **ALL)
    whole = opened(household, token, "").text
    assert whole.index("<svg") < whole.index("<details>")
    assert "<?xml" not in whole
    answer = opened(household, token, ".svg", theme="light", locale="zh-CN")
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "各还款方案的欠款余额" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_not_chosen_is_not_there(household: Borrower) -> None:
    token = made(household, agreements=True)
    text = Reader(opened(household, token, "").text).text
    assert "Talks and agreed plans" in text
    assert "Room to pay" not in text
    assert "CN¥12,000.00" not in text
    assert opened(household, token, ".svg").status_code == 404


def test_a_long_agreed_plan_is_folded_and_a_whole_page_says_what_nobody_knows(alice: Borrower) -> None:
    agree(alice, a_late_card(alice))
    read = page(alice)
    assert "agreed plan, in force; CN¥0.00 of CN¥12,000.00 paid" in read.text
    assert "not known" in read.text
    assert read.tags.count("details") == 2


@pytest.mark.parametrize("ending", ["", ".json", ".svg"])
def test_each_form_of_an_ended_link_is_one_problem(alice: Borrower, ending: str) -> None:
    answer = opened(alice, "A" * 43, ending)
    assert (answer.status_code, answer.json["reason"]) == (404, "counsellor-link-gone")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_openings_are_limited_by_address_as_signing_in_is(
    database: None, settings: Settings, clock: MovedClock
) -> None:
    """Whoever guesses tokens is stopped as soon as whoever has one and hammers it."""
    alice = Borrower(
        create_app(replace(settings, rate_limit_auth="3 per minute"), clock), "alice@example.com"
    )
    token = made(alice)
    assert [opened(alice, token, ending).status_code for ending in ("", "", "", "")] == [200, 200, 200, 429]
    answers = [opened(alice, "guessed", ".json") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert answers[-1].headers["Retry-After"]

"""A letter as a page: parsed back it is the letter, whatever was typed, and it asks no one for anything."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.rendering.html.letter import as_html
from backend.words.bureau.letter_facts import Block, Letter
from backend.words.bureau.letters import letter
from tests.words.bureau.letter_samples import BY_LOCALE, ENGLISH

HOSTILE = """<script>alert(1)</script>"'><img src=//evil onerror=x> &amp; </style></title><!--"""
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "address", "br", "p", "h1", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
VOID = {"meta", "br"}


class Page(HTMLParser):
    """The page as a browser reads it: its elements, balanced, and the texts of its body."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.texts: list[str] = []
        self.title = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "title" in self.open:
            self.title += data
        elif "body" in self.open and data.strip("\n"):
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a letter has no comment")


def _texts(made: Letter) -> list[str]:
    return [
        text
        for block in made.blocks
        for text in (*block.lines, *(cell for row in block.rows for cell in row))
    ]


@pytest.mark.parametrize("locale", BY_LOCALE)
def test_the_page_is_the_letter(locale: str) -> None:
    made = letter(BY_LOCALE[locale])
    page = Page(as_html(made, locale))
    assert page.texts == _texts(made)
    assert page.title == made.title
    assert ("html", "lang", locale) in page.attributes


def test_what_was_typed_stays_text() -> None:
    facts = replace(
        ENGLISH, sender=HOSTILE, recipient=HOSTILE, note=HOSTILE, address=(HOSTILE,), enclosures=(HOSTILE,)
    )
    page = Page(as_html(letter(facts), '"><script>'))
    assert page.tags <= ALLOWED
    assert page.texts == _texts(letter(facts))
    assert page.texts.count(HOSTILE) == 6  # sender, address, recipient, note, enclosure, signature


@example('<b>&amp;"</b>')
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    made = Letter(
        text,
        date(2026, 11, 24),
        (Block("address", (text,)), Block("table", rows=((text, text), (text, "x")))),
    )
    page = Page(as_html(made, "en"))
    assert page.title == text
    assert page.texts == [text, text, text, text, "x"]


def test_it_asks_no_other_host_and_runs_nothing() -> None:
    page = as_html(letter(ENGLISH), "en")
    parsed = Page(page)
    assert not {"script", "link", "img", "iframe", "base"} & parsed.tags
    assert not [
        name for _, name, _ in parsed.attributes if name.startswith("on") or name in ("src", "href", "style")
    ]
    assert "url(" not in page and "@import" not in page and "://" not in page
    assert ("meta", "content", "default-src 'none'; style-src 'unsafe-inline'") in parsed.attributes
    assert "@media print" in page

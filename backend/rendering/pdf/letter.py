"""A letter as a PDF on A4: real text in an embedded font of Chinese and Latin; the same bytes for the same letter.

The font (`fonts/`) is cut down to the characters that a letter uses. One that it lacks is shown as a square, so that a
rare character in a name never keeps a letter from being made.
"""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from backend.rendering.pdf.line_breaking import break_lines
from backend.words.bureau.letter_facts import Block, Letter

FONT = Path(__file__).parent / "fonts" / "WenQuanYiMicroHei.ttf"

_FAMILY = "letter"
_SIZE, _SUBJECT_SIZE, _FOOTER_SIZE = 10.5, 14.0, 8.5
_LINE = 5.9  # millimetres, as are all below
_MARGIN, _PADDING, _INDENT, _GAP = 22.0, 1.5, 5.0, 3.0
_SQUARE = "\u25a1"
_BULLET = "\u2022"
# For private use: no text of a letter gets this far with it, as the font has no glyph for it. As long as 999 is.
_PAGES = "\ue000" * 3


def as_pdf(letter: Letter, lang: str) -> bytes:
    """The file, in the language `lang` (BCP 47); it names no author, and its date is the letter's."""
    sheet = _Sheet(letter, lang)
    sheet.add_page()
    for block in letter.blocks:
        sheet.draw(block)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """Pages with the font, and a hand that writes down the page."""

    def __init__(self, letter: Letter, lang: str) -> None:
        super().__init__(format="A4")
        self.add_font(_FAMILY, fname=FONT, unicode_range=_used(letter))
        self.set_font(_FAMILY, size=_SIZE)
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN)
        self.set_title(letter.title)
        self.set_lang(lang)
        self.set_creation_date(datetime.combine(letter.on, time(), UTC))
        self.alias_nb_pages(_PAGES)

    def footer(self) -> None:
        """The page's number and how many there are, beneath each page."""
        self.set_y(-_MARGIN + _LINE)
        self.set_font_size(_FOOTER_SIZE)
        self.cell(w=self.epw, h=_LINE, text=f"{self.page_no()} / {_PAGES}", align="C")
        self.set_font_size(_SIZE)

    def draw(self, block: Block) -> None:
        """One part of the letter, and the space after it."""
        if block.kind == "subject":
            self._subject(block)
        elif block.kind == "table":
            for number, row in enumerate(block.rows):
                self._row(row, head=number == 0)
        elif block.kind == "list":
            for item in block.lines:
                self._item(item)
        else:
            if block.kind == "signature":
                self._keep_together(_LINE * len(block.lines))
            for text in block.lines:
                self._write(text)
        self.ln(_GAP)

    def _subject(self, block: Block) -> None:
        self.ln(_GAP)
        self.set_font_size(_SUBJECT_SIZE)
        for text in block.lines:
            self._write(text)
        self.set_font_size(_SIZE)

    def _item(self, item: str) -> None:
        self._keep_together(_LINE)
        self.cell(w=_INDENT, h=_LINE, text=_BULLET)
        self.set_left_margin(_MARGIN + _INDENT)
        self._write(item)
        self.set_left_margin(_MARGIN)
        self.set_x(_MARGIN)

    def _write(self, text: str) -> None:
        for line in self._lines(text, self.epw):
            self.cell(w=self.epw, h=_LINE, text=line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _row(self, row: tuple[str, str], *, head: bool) -> None:
        """Two cells of one height, kept on one page."""
        width = self.epw / 2
        cells = [self._lines(cell, width - 2 * _PADDING) for cell in row]
        height = _LINE * max(map(len, cells)) + 2 * _PADDING
        self._keep_together(height)
        left, top = self.get_x(), self.get_y()
        for place, cell in enumerate(cells):
            self.set_fill_color(238 if head else 255)
            self.rect(left + place * width, top, width, height, style="DF")
            for number, line in enumerate(cell):
                self.set_xy(left + place * width + _PADDING, top + _PADDING + number * _LINE)
                self.cell(w=width, h=_LINE, text=line)
        self.set_xy(left, top + height)

    def _keep_together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    def _lines(self, text: str, room: float) -> list[str]:
        return break_lines("".join(self._known(text)), room, self.get_string_width)

    def _known(self, text: str) -> Iterator[str]:
        """`text` with a square for what the font lacks, once for a visible character however it is composed."""
        font = self.fonts[_FAMILY]
        assert isinstance(font, TTFFont)
        for letter in unicodedata.normalize("NFC", text):
            category = unicodedata.category(letter)
            if category in ("Cc", "Cf"):
                continue
            if ord(letter) in font.cmap:
                yield letter
            elif category not in ("Mn", "Me"):
                yield _SQUARE


def _used(letter: Letter) -> list[int]:
    """The characters that may be drawn: to look at no others is most of what makes a letter quick to set."""
    texts = [f"{_SQUARE}{_BULLET}0123456789 /"]
    for block in letter.blocks:
        texts += [*block.lines, *(cell for row in block.rows for cell in row)]
    return sorted({ord(each) for each in unicodedata.normalize("NFC", " ".join(texts))})

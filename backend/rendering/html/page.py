"""A page is set to be read on a phone and to print well; it runs nothing and asks no other host for anything."""

import re
from html import escape

from backend.words.relief.page_parts import Page, Section, Table

_STYLE = """
body { margin: 1.5rem auto; max-width: 46rem; padding: 0 1rem; color: #111; background: #fff;
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere; line-break: strict; }
h1 { font-size: 1.35rem; line-height: 1.3; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; overflow-wrap: normal; }
caption { text-align: start; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #777; padding: .3rem .6rem; text-align: start; vertical-align: top; }
tr { break-inside: avoid; }
svg { display: block; width: 100%; max-width: 34rem; height: auto; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; } .scroll { overflow: visible; } }
"""
# Its own style is all that a page may have.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox"
)


def as_page(page: Page, lang: str) -> str:
    """The whole page, in the language `lang` (BCP 47)."""
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in page.lines)
    body = "\n".join(_section(each) for each in page.sections)
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow, noarchive">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(page.title)}</h1>\n{lines}{body}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in section.lines)
    picture = "" if section.picture is None else re.sub(r"^<\?xml[^>]*\?>\s*", "", section.picture)
    tables = "\n".join(_table(each) for each in section.tables)
    return f"<section>\n<h2>{escape(section.heading)}</h2>\n{lines}{picture}\n{tables}\n</section>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in table.rows
    )
    caption = "" if table.folded else f"<caption>{escape(table.caption)}</caption>"
    # Who moves by keys can scroll it too.
    found = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
        f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    if table.folded:
        return f"<details><summary>{escape(table.caption)}</summary>\n{found}\n</details>"
    return found

"""A letter is rendered as a page of its own that prints well, runs nothing and asks no other host for anything."""

from html import escape

from backend.words.bureau.letter_facts import Block, Letter

_STYLE = """
body { margin: 2rem auto; max-width: 42rem; padding: 0 1rem; color: #111; background: #fff;
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere; line-break: strict; }
h1 { font-size: 1.25rem; margin: 2rem 0 1rem; }
address { font-style: normal; }
.date { margin: 1.5rem 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; table-layout: fixed; }
th, td { border: 1px solid #777; padding: .3rem .6rem; text-align: start; vertical-align: top; }
tr { break-inside: avoid; }
.signature { margin-top: 2rem; break-inside: avoid; }
.signature p { margin: 1.2rem 0; }
@page { margin: 22mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(letter: Letter, lang: str) -> str:
    """The whole page, in the language `lang` (BCP 47)."""
    body = "\n".join(_block(block) for block in letter.blocks)
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(letter.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    if block.kind == "table":
        return _table(block)
    texts = [escape(line) for line in block.lines]
    if block.kind == "address":
        return f"<address>{'<br>'.join(texts)}</address>"
    if block.kind == "subject":
        return f"<h1>{'<br>'.join(texts)}</h1>"
    if block.kind == "list":
        return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    if block.kind == "date":
        return f'<p class="date">{"<br>".join(texts)}</p>'
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return f'<div class="signature">{paragraphs}</div>' if block.kind == "signature" else paragraphs


def _table(block: Block) -> str:
    head, *rows = block.rows
    first = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    rest = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{first}</tr></thead><tbody>{rest}</tbody></table>"

"""The text of a PDF, taken in a process of its own that may use only so much time and memory.

Run by path, without the project: what a hostile file breaks is then this process and nothing beside it. Writes one line
of JSON: {"pages": [text, ...]} or {"refused": code}.
"""

import json
import logging
import resource
import sys

import pypdf
from pypdf.errors import LimitReachedError

MEMORY = 450 << 20
STREAM = 20 << 20
OPERATIONS = 300_000  # of one page; a page full of figures has some thousands
MOST_PAGES = 400
MOST_LETTERS = 1_500_000


class _Refused(Exception):
    """The message is the code."""


def main(path: str, seconds: int) -> dict[str, object]:
    """The text of each page, or why there is none."""
    _bound(seconds)
    try:
        return {"pages": _pages(path)}
    except _Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, LimitReachedError):
        return {"refused": "too-complex"}
    except Exception:  # whatever a broken file makes a parser raise
        return {"refused": "pdf-broken"}


def _bound(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    pypdf.overwrite_configuration(
        maximum_declared_stream_length=STREAM,
        array_based_stream_maximum_output_length=STREAM,
        lzw_maximum_output_length=STREAM,
        run_length_maximum_output_length=STREAM,
        zlib_maximum_output_length=STREAM,
        stream_decoding_work_maximum_length=4 * STREAM,
        stream_parsing_work_maximum_count=OPERATIONS,
        page_tree_maximum_entries=4 * MOST_PAGES,
        jbig2dec_binary=None,  # no other program
        disable_legacy_handling=True,
    )


def _pages(path: str) -> list[str]:
    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _Refused("encrypted")
    pages: list[str] = []
    letters = 0
    for page in reader.pages:
        if len(pages) >= MOST_PAGES:
            raise _Refused("too-many-pages")
        pages.append(page.extract_text())
        letters += len(pages[-1])
        if letters > MOST_LETTERS:
            raise _Refused("too-much-text")
    return pages


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2])), sys.stdout)

"""The folder of attachments: what is kept and refused, and that nothing outside it can be reached or left half-done."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.attachments.files import (
    LONGEST_NAME,
    AttachmentRefused,
    KeptFile,
    MissingFile,
    Store,
    clean_name,
)

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(13)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20)


def box(*brands: bytes) -> bytes:
    """The first box of a file of ISO's base media format: its major brand, a version, and further brands."""
    inside = b"ftyp" + brands[0] + bytes(4) + b"".join(brands[1:])
    return (len(inside) + 4).to_bytes(4, "big") + inside + bytes(40)


ALLOWED = [
    (PDF, "application/pdf"),
    (PNG, "image/png"),
    (JPEG, "image/jpeg"),
    (WEBP, "image/webp"),
    (box(b"heic", b"mif1", b"heic"), "image/heic"),
    (box(b"mif1", b"mif1", b"heic"), "image/heic"),
    (b"paid on time\n", "text/plain"),
    ("已还款\r\n\t".encode(), "text/plain"),
    (b"\xef\xbb\xbftext with a mark", "text/plain"),
    (b"<script>alert(1)</script>", "text/plain"),
]
REFUSED = [
    b"GIF89a" + bytes(20),
    b"PK\x03\x04" + bytes(30),
    b"\x7fELF" + bytes(30),
    b"MZ\x90\x00" + bytes(30),
    b"RIFF\x24\x00\x00\x00AVI LIST",
    box(b"isom", b"avc1", b"mp42"),
    box(b"avif", b"mif1"),
    b"\x00\x00\x00\x0cftypheic",  # shorter than such a box can be
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIDAT",
    b"text with a \x00 in it",
    b"text with an \x1b escape",
    "text".encode("utf-16"),
    "已还款".encode("gbk"),
    "已还款".encode()[:-1],
    b"\xc0\xaf",
    bytes([0xED, 0xA0, 0x80]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


@pytest.fixture
def store(folder: Path) -> Store:
    return Store(folder, most_bytes=10_000)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def read(store: Store, kept: KeptFile) -> bytes:
    with store.open(kept.sha256) as file:
        return file.read()


@pytest.mark.parametrize("step", [1, 3, 10_000])
@pytest.mark.parametrize(("content", "media_type"), ALLOWED)
def test_a_file_is_told_by_its_content(store: Store, content: bytes, media_type: str, step: int) -> None:
    chunks = (content[place : place + step] for place in range(0, len(content), step))
    kept = store.put(chunks, name="evidence.exe")
    assert kept == KeptFile(hashlib.sha256(content).hexdigest(), len(content), media_type, "evidence.exe")
    assert read(store, kept) == content


@pytest.mark.parametrize("step", [1, 10_000])
@pytest.mark.parametrize("content", REFUSED)
def test_anything_else_is_refused_and_leaves_nothing(
    store: Store, folder: Path, content: bytes, step: int
) -> None:
    chunks = (content[place : place + step] for place in range(0, len(content), step))
    with pytest.raises(AttachmentRefused) as refused:
        store.put(chunks, name="evidence.pdf")
    assert refused.value.code == "type-not-allowed"
    assert files(folder) == []


def test_a_limit_is_the_last_byte_that_is_kept(store: Store, folder: Path) -> None:
    assert store.put([PDF, bytes(10_000 - len(PDF))], name="a.pdf").bytes == 10_000
    with pytest.raises(AttachmentRefused) as refused:
        store.put([PDF, bytes(10_001 - len(PDF))], name="b.pdf")
    assert refused.value.code == "too-large"
    assert len(files(folder)) == 1


def test_what_is_too_large_is_read_no_further(store: Store) -> None:
    taken = []

    def endless() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield bytes(4_000)

    with pytest.raises(AttachmentRefused):
        store.put(endless(), name="a.pdf")
    assert len(taken) == 3


@pytest.mark.parametrize("chunks", [[], [b""], [b"", b""]])
def test_nothing_is_refused(store: Store, folder: Path, chunks: list[bytes]) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        store.put(chunks, name="a.txt")
    assert refused.value.code == "empty"
    assert files(folder) == []


def test_the_same_content_is_one_file(store: Store, folder: Path) -> None:
    first, second = store.put([PDF], name="a.pdf"), store.put([PDF[:4], PDF[4:]], name="b.pdf")
    assert first.sha256 == second.sha256 and (first.name, second.name) == ("a.pdf", "b.pdf")
    digest = hashlib.sha256(PDF).hexdigest()
    assert files(folder) == [folder / digest[:2] / digest[2:4] / digest]


def test_only_its_owner_may_look(store: Store, folder: Path) -> None:
    before = os.umask(0)
    try:
        store.put([PDF], name="a.pdf")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(folder)} == {0o600}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../secret",
        "/etc/passwd",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "g" * 64,
        "a" * 64 + "\n",
        "../" + "a" * 61,
        "１" * 64,
    ],
)
def test_nothing_but_a_digest_names_a_file(store: Store, folder: Path, name: str) -> None:
    store.put([PDF], name="a.pdf")
    (folder.parent / "secret").write_text("x")
    with pytest.raises(MissingFile):
        store.open(name)
    with pytest.raises(MissingFile):
        store.forget(name)
    assert (folder.parent / "secret").exists()


def test_an_unknown_digest_is_missing(store: Store) -> None:
    with pytest.raises(KeyError):
        store.open("a" * 64)
    store.forget("a" * 64)


def test_what_is_forgotten_is_gone_and_can_come_back(store: Store, folder: Path) -> None:
    kept = store.put([PDF], name="a.pdf")
    store.forget(kept.sha256)
    store.forget(kept.sha256)
    assert files(folder) == []
    with pytest.raises(MissingFile):
        store.open(kept.sha256)
    assert read(store, store.put([PDF], name="a.pdf")) == PDF


def test_one_who_reads_is_not_disturbed_by_forgetting(store: Store) -> None:
    kept = store.put([PDF], name="a.pdf")
    with store.open(kept.sha256) as file:
        store.forget(kept.sha256)
        assert file.read() == PDF


def test_many_at_once_keep_one_whole_file(store: Store, folder: Path) -> None:
    content = PDF + bytes(5_000)

    def put(number: int) -> KeptFile:
        step = 7 + number
        return store.put(
            (content[at : at + step] for at in range(0, len(content), step)), name=f"{number}.pdf"
        )

    with ThreadPoolExecutor(16) as pool:
        kept = list(pool.map(put, range(64)))
    assert {each.sha256 for each in kept} == {hashlib.sha256(content).hexdigest()}
    assert len(files(folder)) == 1
    assert read(store, kept[0]) == content


def test_a_sender_who_breaks_off_leaves_nothing(store: Store, folder: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield PDF
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.put(broken(), name="a.pdf")
    assert files(folder) == []


HALF_WRITTEN = """
import sys, time
from pathlib import Path
from backend.attachments.files import Store

def chunks():
    yield b"%PDF-1.7" + bytes(100_000)
    print("half", flush=True)
    time.sleep(60)

Store(Path(sys.argv[1]), most_bytes=1_000_000).put(chunks(), name="a.pdf")
"""


def test_one_killed_half_way_leaves_a_temporary_file_that_is_swept(store: Store, folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HALF_WRITTEN, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "half\n"
        writer.send_signal(signal.SIGKILL)
    [left] = files(folder)
    kept = store.put([PDF], name="a.pdf")
    os.utime(left, (NOW.timestamp(), NOW.timestamp()))
    assert store.sweep(older_than=timedelta(hours=1), now=NOW + timedelta(hours=1)) == 0
    assert left.exists()
    assert store.sweep(older_than=timedelta(hours=1), now=NOW + timedelta(hours=1, seconds=1)) == 1
    assert [path.name for path in files(folder)] == [kept.sha256]


def test_sweeping_a_folder_that_is_not_there_yet_is_nothing(store: Store) -> None:
    assert store.sweep(older_than=timedelta(0), now=NOW) == 0


def test_what_is_kept_is_on_disk_before_it_has_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("file" if stat.S_ISREG(os.fstat(handle).st_mode) else "folder")
        sync(handle)

    def renamed(source: Path, target: Path) -> None:
        done.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    store.put([PDF], name="a.pdf")
    at = done.index("rename")
    assert done[:at].count("file") == 1
    assert done[at + 1 :] == ["folder", "folder", "folder"]


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("statement.pdf", "statement.pdf"),
        ("还款凭证.pdf", "还款凭证.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\scan.png", "scan.png"),
        ("/a/b/", None),
        ("..", None),
        ("", None),
        ("\x00\x1b", None),
        (".htaccess", "htaccess"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        ("gpj.\u202efdp", "gpj. fdp"),
        ("e\u0301.txt", "é.txt"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("a" * 300, "a" * 120),
        ("x." + "a" * 300, "x." + "a" * 118),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str | None) -> None:
    if cleaned is None:
        with pytest.raises(AttachmentRefused) as refused:
            clean_name(name)
        assert refused.value.code == "name"
    else:
        assert clean_name(name) == cleaned


@given(st.text())
def test_any_name_is_harmless_or_refused(name: str) -> None:
    try:
        cleaned = clean_name(name)
    except AttachmentRefused:
        return
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert cleaned.isprintable() and not set(cleaned) & set("/\\") and not cleaned.startswith(".")
    assert clean_name(cleaned) == cleaned


def test_a_large_file_is_not_held_in_memory(folder: Path) -> None:
    tracked = """
import sys, tracemalloc
from pathlib import Path
from backend.attachments.files import Store
tracemalloc.start()
chunks = (b"%PDF-1.7" if number == 0 else bytes(65_536) for number in range(800))
Store(Path(sys.argv[1]), most_bytes=100_000_000).put(chunks, name="a.pdf")
print(tracemalloc.get_traced_memory()[1])
"""
    ran = subprocess.run(
        [sys.executable, "-c", tracked, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert int(ran.stdout) < 2_000_000

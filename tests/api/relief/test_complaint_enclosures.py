"""What proves a complaint is enclosed: listed with its digest, handed in as one file, private, erasable."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from flask import Flask

from tests.api.bureau.household import PNG, an_attachment
from tests.api.conftest import Borrower
from tests.api.relief.calls import chinese_call

LETTER = b"Dear Sir, this is what they wrote.\n"


def complaint(borrower: Borrower, **more: Any) -> str:
    """The path of a complaint about one call at night."""
    call = chinese_call(borrower, "2026-11-20T22:30", outcome="talked", **more)
    made = borrower.made("/v1/complaints", {"contact_ids": [call["id"]]})
    assert made["enclosures"] == []
    return f"/v1/complaints/{made['id']}"


def letter(borrower: Borrower, path: str, locale: str = "en") -> str:
    return "".join(borrower.get(f"{path}/letter.txt?locale={locale}").text.split())


def test_the_letter_lists_files_and_recordings_with_their_digests(alice: Borrower) -> None:
    path, file = complaint(alice), an_attachment(alice, PNG, "screen shot.png")
    digest = hashlib.sha256(b"sound").hexdigest()
    for body in (
        {"attachment_id": file["id"]},
        {"recording": "call 20 Nov.m4a", "sha256": digest},
        {"recording": "../second.m4a"},
    ):
        alice.made(f"{path}/enclosures", body)
    english, chinese = letter(alice, path), letter(alice, path, "zh-CN")
    assert f"screenshot.png(SHA-256{hashlib.sha256(PNG).hexdigest()})" in english
    assert f"Recordingcall20Nov.m4a,whichIkeep(SHA-256{digest})" in english
    assert "Recordingsecond.m4a,whichIkeep" in english
    assert f"本人保存的录音call20Nov.m4a（SHA-256：{digest}）" in chinese
    shown = alice.get(path).json["enclosures"]
    assert [(each["name"], each["sha256"], each["attachment_id"]) for each in shown] == [
        ("screen shot.png", file["sha256"], file["id"]),
        ("call 20 Nov.m4a", digest, None),
        ("second.m4a", None, None),
    ]


def test_one_zip_holds_the_letter_the_contacts_the_log_and_the_files(alice: Borrower, tmp_path: Path) -> None:
    path = complaint(alice, firm="=cmd()", number="+86 571 8888 6666")
    for content, name in ((PNG, "screen.png"), (LETTER, "=1+1.txt")):
        alice.made(f"{path}/enclosures", {"attachment_id": an_attachment(alice, content, name)["id"]})
    answer = alice.get(f"{path}/file.zip?locale=en")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert answer.data == alice.get(f"{path}/file.zip?locale=en").data
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        archive.extractall(tmp_path)
    assert (parts["enclosures/01-screen.png"], parts["enclosures/02-=1+1.txt"]) == (PNG, LETTER)
    assert parts["letter.pdf"].startswith(b"%PDF")
    assert json.loads(parts["contact-log.json"]) == alice.get("/v1/contacts/export").json
    rows = list(csv.DictReader(io.StringIO(parts["contacts.csv"].decode("utf-8-sig"))))
    assert {row["rule"] for row in rows} == {"No collection from 22:00 to 8:00 unless the consumer agreed."}
    assert {(row["at"], row["firm"], row["number"]) for row in rows} == {
        ("2026-11-20T22:30+08:00", "'=cmd()", "+86 571 8888 6666")
    }
    listed = dict(reversed(line.split("  ", 1)) for line in parts["SHA256SUMS"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in parts.items() if name != "SHA256SUMS"
    }
    checked = subprocess.run(
        [sys.executable, "verify_contact_log.py", "contact-log.json"], cwd=tmp_path, check=False
    )
    assert checked.returncode == 0


def test_every_system_can_unpack_it_and_no_file_is_lost(alice: Borrower) -> None:
    """DFIR-Companion#732: a colon made a file vanish on Windows. bitwarden/clients#21596: of two files of one name one
    was left out. indico#6974: names that are not ASCII were lost.
    """
    path = complaint(alice)
    for content, name in (
        (PNG, "催收:截图?.png"),
        (b"one", "same.txt"),
        (b"two", "same.txt"),
        (b"x", "dots..."),
    ):
        alice.made(f"{path}/enclosures", {"attachment_id": an_attachment(alice, content, name)["id"]})
    with zipfile.ZipFile(io.BytesIO(alice.get(f"{path}/file.zip").data)) as archive:
        names = [name.removeprefix("enclosures/") for name in archive.namelist() if "/" in name]
    assert names == ["01-催收_截图_.png", "02-same.txt", "03-same.txt", "04-dots"]
    assert "催收:截图?.png" in letter(alice, path)


def test_what_a_complaint_encloses_stays_until_it_is_taken_out(alice: Borrower) -> None:
    path, file = complaint(alice), an_attachment(alice)
    made = [alice.made(f"{path}/enclosures", {"attachment_id": file["id"]}) for _ in range(2)]
    assert made[0] == made[1] == alice.get(path).json["enclosures"][0]
    refused = alice.delete(f"/v1/attachments/{file['id']}")
    assert (refused.status_code, refused.json["reason"]) == (409, "attachment-enclosed")
    assert alice.delete(f"{path}/enclosures/{made[0]['id']}").status_code == 204
    assert alice.delete(f"{path}/enclosures/{made[0]['id']}").status_code == 404
    assert alice.delete(f"/v1/attachments/{file['id']}").status_code == 204


def test_what_was_sent_is_not_taken_out_but_added_to_until_it_is_over(alice: Borrower) -> None:
    path = complaint(alice)
    first = alice.made(f"{path}/enclosures", {"recording": "a.m4a"})
    alice.post(f"{path}/send")
    kept = alice.delete(f"{path}/enclosures/{first['id']}")
    assert (kept.status_code, kept.json["reason"]) == (409, "enclosure-was-sent")
    alice.made(f"{path}/enclosures", {"recording": "their answer.m4a"})
    alice.post(f"{path}/withdraw")
    over = alice.post(f"{path}/enclosures", {"recording": "b.m4a"})
    assert (over.status_code, over.json["reason"]) == (409, "complaint-closed")


def test_one_thing_at_a_time_and_only_so_many(alice: Borrower) -> None:
    path, file = complaint(alice), an_attachment(alice)
    for body in (
        {},
        {"attachment_id": file["id"], "recording": "a.m4a"},
        {"attachment_id": file["id"], "sha256": "0" * 64},
        {"recording": "a.m4a", "sha256": "no digest"},
        {"recording": "///"},
        {"recording": "4111 1111 1111 1111.m4a"},
    ):
        assert alice.post(f"{path}/enclosures", body).status_code == 422, body
    large = [an_attachment(alice, letter * 8_000_000, f"{letter}.txt") for letter in (b"a", b"b", b"c")]
    for each in large[:2]:
        alice.made(f"{path}/enclosures", {"attachment_id": each["id"]})
    refused = alice.post(f"{path}/enclosures", {"attachment_id": large[2]["id"]})
    assert (refused.status_code, refused.json["reason"]) == (409, "enclosures-too-large")
    for number in range(18):
        alice.made(f"{path}/enclosures", {"recording": f"{number}.m4a"})
    assert alice.post(f"{path}/enclosures", {"recording": "b.m4a"}).json["reason"] == "enclosures-full"


def test_nobody_elses_file_is_enclosed_and_all_goes_with_its_owner(
    app: Flask, alice: Borrower, bob: Borrower
) -> None:
    path, his = complaint(alice), an_attachment(bob, LETTER, "his.txt")
    assert alice.post(f"{path}/enclosures", {"attachment_id": his["id"]}).status_code == 404
    hers = an_attachment(alice, PNG, "hers.png")
    made = alice.made(f"{path}/enclosures", {"attachment_id": hers["id"]})
    for method, target in (("get", f"{path}/file.zip"), ("delete", f"{path}/enclosures/{made['id']}")):
        assert getattr(bob, method)(target).status_code == 404
    exported = alice.get("/v1/me/export").json["complaint_enclosure"]
    assert [(row["id"], row["sha256"]) for row in exported] == [(made["id"], hers["sha256"])]
    assert alice.delete("/v1/me", {"password": "correct horse battery"}).status_code == 204
    folder = Path(app.config["GRACEDAY"].attachments_dir)
    assert [each.read_bytes() for each in folder.rglob("*") if each.is_file()] == [LETTER]

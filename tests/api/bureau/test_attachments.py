"""Attachments: kept by their content, typed by it, served to their owner and gone with them."""

from pathlib import Path

from flask import Flask

from tests.api.bureau.household import PNG, a_dispute, an_attachment
from tests.api.conftest import Borrower
from tests.api.spending.files import send_to

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def files(app: Flask) -> list[Path]:
    folder = Path(app.config["GRACEDAY"].attachments_dir)
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_went_in(alice: Borrower) -> None:
    made = an_attachment(alice, PDF, "../../étc/statement.pdf")
    assert (made["media_type"], made["size"]) == ("application/pdf", len(PDF))
    assert "/" not in made["name"]
    answer = alice.get(f"/v1/attachments/{made['id']}/content")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


def test_its_content_says_what_it_is(alice: Borrower) -> None:
    assert an_attachment(alice, PNG, "photo.pdf")["media_type"] == "image/png"
    refused = send_to(alice, "/v1/attachments", b"MZ\x90\x00\x03\x00\x00\x00", "letter.pdf")
    assert refused.status_code == 422
    assert send_to(alice, "/v1/attachments", b"", "empty.txt").status_code == 422
    assert send_to(alice, "/v1/attachments", b"<svg onload='x'/>\x00", "x.svg").status_code == 422


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(app: Flask, alice: Borrower) -> None:
    most = app.config["GRACEDAY"].max_attachment_bytes
    assert send_to(alice, "/v1/attachments", b"a" * (most + 1), "x.txt").status_code in (413, 422)
    assert files(app) == []


def test_the_same_content_is_one_file_and_goes_with_its_last_owner(
    app: Flask, alice: Borrower, bob: Borrower
) -> None:
    hers, his = an_attachment(alice), an_attachment(bob)
    assert hers["sha256"] == his["sha256"] and hers["id"] != his["id"]
    assert len(files(app)) == 1
    assert alice.delete(f"/v1/attachments/{hers['id']}").status_code == 204
    assert bob.get(f"/v1/attachments/{his['id']}/content").data == PNG
    assert bob.delete("/v1/me", {"password": "correct horse battery"}).status_code == 204
    assert files(app) == []


def test_what_a_dispute_encloses_stays(alice: Borrower) -> None:
    dispute, made = a_dispute(alice), an_attachment(alice)
    path = f"/v1/disputes/{dispute['id']}/enclosures"
    for _ in range(2):
        enclosed = alice.post(path, {"attachment_id": made["id"]}).json["enclosures"]
        assert [each["id"] for each in enclosed] == [made["id"]]
    assert alice.delete(f"/v1/attachments/{made['id']}").status_code == 409


def test_a_retry_under_one_key_is_one_attachment(alice: Borrower) -> None:
    for _ in range(2):
        answer = send_to(alice, "/v1/attachments", PNG, "x.png", headers={"Idempotency-Key": "once"})
        assert answer.status_code == 201
    assert len(alice.get("/v1/attachments").json["items"]) == 1


def test_a_card_number_in_a_name_is_not_kept(alice: Borrower) -> None:
    kept = an_attachment(alice, b"plain text", "card 4111111111111111.txt")
    assert kept["name"] == "file" and "4111" not in alice.get("/v1/attachments").text

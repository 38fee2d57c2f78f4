"""A new route answers whoever is signed in, nobody else, and is documented."""

from tests.api.conftest import Borrower


def test_it_answers_its_borrower_and_no_stranger(alice: Borrower) -> None:
    assert alice.get("/v1/teapot").json == {"borrower_id": alice.id}
    assert alice.client.get("/v1/teapot").status_code == 401


def test_it_is_documented(alice: Borrower) -> None:
    paths = alice.client.get("/openapi.json").json["paths"]
    assert paths["/v1/teapot"]["get"]["summary"] == "Read your pot"

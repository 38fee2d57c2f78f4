"""Links for counsellors as their borrowers make them and as anybody opens them."""

from typing import Any

from werkzeug.test import TestResponse

from tests.api.conftest import Borrower

URL = "/v1/counsellor-links"
PAY_OFF = {"money": [{"amount": 200_000, "from_on": "2026-11-25"}]}


def token_of(link: dict[str, Any]) -> str:
    return str(link["url"]).rsplit("/", 1)[1]


def made(borrower: Borrower, **chosen: Any) -> str:
    """A link's token; of the debts alone where nothing else is said."""
    return token_of(borrower.made(URL, chosen or {"debts": True}))


def opened(borrower: Borrower, token: str, ending: str = ".json", **query: Any) -> TestResponse:
    """The answer to whoever has the token and nothing else."""
    return borrower.client.get(f"/counsellor/{token}{ending}", query_string=query)


def seen(borrower: Borrower, token: str, **query: Any) -> dict[str, Any]:
    answer = opened(borrower, token, **query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)

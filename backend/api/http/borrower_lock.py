"""A request that writes runs in one transaction and locks its borrower's row before the first read.

Whoever writes about a borrower holds the borrower's row first: requests here, the roll in
`actions/credit/series_rolling.py`, the tick by skipping who is held. So what a view reads is still true when it is
saved, no column that a payment or the tick has just written is written back, and no two requests wait for each
other in a circle.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

from backend.errors import Unauthenticated
from backend.store.database import transaction
from backend.store.people import borrowers

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


@contextmanager
def lock_borrower() -> Iterator[None]:
    """One transaction; where somebody is signed in, their row is locked first and `g.borrower` read anew."""
    with transaction():
        borrower_id = getattr(g, "borrower_id", None)
        if borrower_id is not None:
            g.borrower = borrowers.lock(borrower_id)
            if g.borrower is None:
                raise Unauthenticated("account-deleted")
        yield


def with_borrower_lock(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Run a view that changes or removes something in one transaction, alone with its borrower."""

    @wraps(view)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with lock_borrower():
            return view(*args, **kwargs)

    return run

"""What a request names in its body must be the borrower's own; if it is not, the answer says which field named it."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.errors import NotFound


@contextmanager
def named_in(field: str) -> Iterator[None]:
    """Whatever is not found inside was named by this field of the body."""
    try:
        yield
    except NotFound as error:
        error.field = error.field or field
        raise

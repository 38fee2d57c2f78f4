"""What a request names must be the borrower's own; if it is not, the answer says which field named it."""

from backend.errors import named_in

__all__ = ["named_in"]

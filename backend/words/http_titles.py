"""HTTP's own names of what went wrong, the titles of problems, in the reader's language."""

from backend.words.catalogue import known_locale, say, sentence

TITLES = {
    400: sentence("Bad Request"),
    401: sentence("Unauthorized"),
    403: sentence("Forbidden"),
    404: sentence("Not Found"),
    405: sentence("Method Not Allowed"),
    406: sentence("Not Acceptable"),
    408: sentence("Request Timeout"),
    409: sentence("Conflict"),
    411: sentence("Length Required"),
    412: sentence("Precondition Failed"),
    413: sentence("Request Entity Too Large"),
    414: sentence("Request URI Too Long"),
    415: sentence("Unsupported Media Type"),
    416: sentence("Requested Range Not Satisfiable"),
    417: sentence("Expectation Failed"),
    422: sentence("Unprocessable Entity"),
    428: sentence("Precondition Required"),
    429: sentence("Too Many Requests"),
    431: sentence("Request Header Fields Too Large"),
    500: sentence("Internal Server Error"),
    501: sentence("Not Implemented"),
    503: sentence("Service Unavailable"),
    507: sentence("Insufficient Storage"),
}


def title_text(locale: str, status: int) -> str:
    """The title of a problem with this status."""
    return say(known_locale(locale), TITLES.get(status) or sentence("Error"))

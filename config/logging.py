"""One line an event, on stderr: what happened under `action`, and no word about a person.

Ours are written `log.info("tick.done", reminders=3)`; the libraries' records come out in the same shape,
under their logger's name with their text as `message`. Both pass config/privacy.py.
"""

import logging
import sys
from typing import TYPE_CHECKING, Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from config.privacy import without_people

if TYPE_CHECKING:
    from config.settings import Settings

# Chatty below WARNING, and never about us.
_QUIET = ("urllib3", "google", "asyncio", "peewee", "cachecontrol", "mail.log")


class _Stderr(logging.Handler):
    """Writes to what stderr is at that moment: a test, or a daemon that forks, exchanges it."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # as the standard library's handlers do: a log line is never worth a crash
            self.handleError(record)


def configure(settings: "Settings") -> None:
    """Send structlog's and the standard library's records to stderr as `log_format` and `log_level` say."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            *_stamps(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _Stderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_stamps(), _foreign],
            processors=[*_finish(), _renderer(settings.log_format)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _stamps() -> list[Processor]:
    return [structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True, key="at")]


def _finish() -> list[Processor]:
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        # To text first: a traceback is cleaned like any other text, and never shows local variables.
        structlog.processors.format_exc_info,
        _private,
    ]


def _private(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return without_people(event)


def _foreign(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A library's record: its logger is what happened, its text is the message."""
    # gunicorn calls the logger of all its words "gunicorn.error", which alarms where nothing is wrong.
    return {"message": event.pop("event"), "event": event.pop("logger").removesuffix(".error"), **event}


def _renderer(log_format: str) -> Processor:
    if log_format == "console":
        return structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    return _json


def _json(logger: WrappedLogger, method: str, event: EventDict) -> Any:
    named = structlog.processors.EventRenamer("action")(logger, method, event)
    first = {key: named.pop(key) for key in ("at", "level", "action") if key in named}
    return structlog.processors.JSONRenderer(ensure_ascii=False)(logger, method, {**first, **named})

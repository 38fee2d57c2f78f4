"""A loopback FCM v1 server, for tests and by hand: `python -m tests.loopback.fcm_server --port 8600`.

How it answers is chosen, first match wins, by `script` (one behaviour for each coming request), by the
token's prefix ("UNREGISTERED-abc") or by `behaviour` for all. It checks each message as FCM does, keeps
what phones received by token, and speaks Google's OAuth token exchange for service accounts of its own.
"""

import argparse
import asyncio
import json
import re
import signal
import ssl
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from aiohttp import web

from tests.loopback.fcm_answers import BEHAVIOURS, ERRORS, SILENT, Answer, bad_request
from tests.loopback.fcm_shape import first_problem
from tests.loopback.oauth import TokenEndpoint
from tests.loopback.serving import HttpServer

_PATH = re.compile(r"/v1/projects/([a-z0-9-]+)/messages:send")
_PREFIXED = re.compile("(" + "|".join(each for each in BEHAVIOURS if each != "success") + ")-")
Push = dict[str, Any]
_INVITATION = """FCM v1 on {url}, answering {answer}. Point web and worker at it with:
  GRACEDAY_PUSH_PROVIDERS=fcm GRACEDAY_FCM_URL={url} make serve
A device whose token begins with an answer's name and a dash (UNREGISTERED-1) gets that one. Ctrl-C stops it."""


class FcmServer(HttpServer):
    """`delay` in seconds comes before each answer; `oauth` demands tokens that its endpoint issued."""

    def __init__(
        self,
        *,
        port: int = 0,
        behaviour: str = "success",
        delay: float = 0.0,
        tls: ssl.SSLContext | None = None,
        oauth: bool = False,
        on_push: Callable[[str, Push], None] | None = None,
    ) -> None:
        super().__init__(self._handle, port=port, tls=tls)
        self.behaviour = behaviour
        self.delay = delay
        self.script: deque[str] = deque()
        self.headers: dict[str, str] = {}  # added to each error, for example Retry-After
        self.delivered: dict[str, list[Push]] = {}  # what the phone of each token got, in order
        self.requests = 0
        self.last_headers: Mapping[str, str] = {}
        self.connections: set[object] = set()
        self.busiest = 0  # the most requests seen in flight at once
        self.oauth = TokenEndpoint() if oauth else None
        self._busy = 0
        self._on_push = on_push

    def pushes(self, token: str) -> list[Push]:
        """The `message` objects that the phone of `token` got, oldest first."""
        return self.delivered.get(token, [])

    def total(self) -> int:
        return sum(map(len, self.delivered.values()))

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.oauth and request.path == "/token":
            return await self.oauth.answer(request)
        self.requests += 1
        self.last_headers = request.headers
        self.connections.add(request.transport)
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            return await self._answer(request, await request.read())
        finally:
            self._busy -= 1

    async def _answer(self, request: web.BaseRequest, body: bytes) -> web.StreamResponse:
        path = _PATH.fullmatch(request.path)
        if path is None or request.method != "POST":
            return _response(ERRORS["NOT_FOUND"])
        if not self._authorized(request):
            return _response(ERRORS["UNAUTHENTICATED"])
        message, refusal = _parsed(body)
        if refusal is not None:
            return _response(refusal)
        behaviour = self._behaviour(message.get("token", ""))
        if self.delay:
            await asyncio.sleep(self.delay)
        if behaviour in SILENT:
            return await self._fall_silent(behaviour, request, message)
        if behaviour in ERRORS:
            if ERRORS[behaviour].delivered:
                self._deliver(behaviour, message)
            return _response(ERRORS[behaviour], self.headers)
        number = self._deliver(behaviour, message)
        return _response(Answer(200, b'{"name": "projects/%s/messages/%d"}' % (path[1].encode(), number)))

    def _authorized(self, request: web.BaseRequest) -> bool:
        header = request.headers.get("Authorization", "")
        return self.oauth.knows(header) if self.oauth else header.startswith("Bearer ")

    def _behaviour(self, token: str) -> str:
        if self.script:
            return self.script.popleft()
        prefixed = _PREFIXED.match(token)
        return prefixed[1] if prefixed else self.behaviour

    def _deliver(self, behaviour: str, message: Push) -> int:
        self.delivered.setdefault(message.get("token", ""), []).append(message)
        if self._on_push:
            self._on_push(behaviour, message)
        return self.requests

    async def _fall_silent(
        self, behaviour: str, request: web.BaseRequest, message: Push
    ) -> web.StreamResponse:
        if behaviour == "HANG":
            await asyncio.sleep(3600)
        if behaviour == "CUT" and request.transport is not None:
            self._deliver(behaviour, message)
            request.transport.write(b'HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{"name": "pro')
            await asyncio.sleep(0.01)  # let the half answer reach the client before the cut
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


def _parsed(body: bytes) -> tuple[Push, Answer | None]:
    """The `message` object of a request, or the refusal that FCM would give."""
    try:
        message = json.loads(body)["message"]
        if not isinstance(message, dict):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        return {}, bad_request("message", "Invalid JSON payload received.")
    problem = first_problem(message)
    return message, bad_request(*problem) if problem else None


def _response(answer: Answer, headers: dict[str, str] | None = None) -> web.Response:
    kind = "application/json" if answer.body.startswith(b"{") else "text/html"
    return web.Response(status=answer.status, body=answer.body, content_type=kind, headers=headers)


def _show(behaviour: str, message: Push) -> None:
    notification = message.get("notification", {})
    print(f"{message.get('token')} [{behaviour}] {notification.get('title')} · {notification.get('body')}")
    print(f"    {json.dumps(message, ensure_ascii=False)}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted, printing the address and each push that reaches a phone."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback.fcm_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument(
        "--answer",
        dest="behaviour",
        metavar="NAME",
        choices=BEHAVIOURS,
        default="success",
        help=f"what every push gets: {', '.join(BEHAVIOURS)}",
    )
    parser.add_argument("--delay-ms", type=float, default=0.0, help="before each answer")
    parser.add_argument("--retry-after", help="sent with each error: seconds or an HTTP date")
    parser.add_argument("--quiet", action="store_true", help="print the address only")
    options = parser.parse_args(arguments)
    stop = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)  # before the threads start, so that none takes it
    server = FcmServer(
        port=options.port,
        behaviour=options.behaviour,
        delay=options.delay_ms / 1000,
        on_push=None if options.quiet else _show,
    )
    if options.retry_after:
        server.headers["Retry-After"] = options.retry_after
    with ExitStack() as running:
        try:
            running.enter_context(server)
        except OSError:
            parser.exit(1, f"cannot listen on port {options.port}: is it taken?\n")
        print(_INVITATION.format(url=server.url, answer=options.behaviour), flush=True)
        signal.sigwait(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The OAuth access token that FCM wants on each request, renewed beside the sends and not in front of them.

google-auth calls a token stale some minutes before it ends: then one renewal starts in a thread while
sends go on with the old one. Only a missing or ended token makes sends wait, all of them for one renewal.
"""

import asyncio
import functools
import logging
import time

import requests
from google.auth.credentials import Credentials, TokenState
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google.auth.transport.requests import Request

from push.gateways.fcm_errors import Fault

logger = logging.getLogger(__name__)
_FAILURE_KEPT_SECONDS = 5.0


class NoToken(Exception):
    """There is no token to send with; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class AccessToken:
    """Used from one event loop only; `timeout` in seconds bounds one call to the token endpoint."""

    def __init__(self, credentials: Credentials, *, timeout: float) -> None:
        self._credentials = credentials
        # google-auth's own default is 120 seconds.
        self._request = functools.partial(Request(requests.Session()), timeout=timeout)
        self._renewal: asyncio.Task[None] | None = None
        self._distrusted: str | None = None
        self._failure: tuple[float, Fault] | None = None

    async def header(self) -> str:
        """The value of the Authorization header; raises NoToken."""
        state = self._credentials.token_state
        if self._credentials.token == self._distrusted:
            state = TokenState.INVALID
        if state is TokenState.STALE:
            self._renew()
        elif state is TokenState.INVALID:
            self._fail_again()
            # Shielded: one send that is cancelled must not take the others' renewal with it.
            await asyncio.shield(self._renew())
            if self._failure:
                raise NoToken(self._failure[1])
        return f"Bearer {self._credentials.token}"

    def distrust(self, header: str) -> None:
        """The provider did not accept this one: renew before the next send, whatever its expiry says."""
        if header == f"Bearer {self._credentials.token}":
            self._distrusted = self._credentials.token

    def _fail_again(self) -> None:
        """One failed renewal speaks for the sends of the next seconds: no storm on the token endpoint."""
        if self._failure and time.monotonic() - self._failure[0] < _FAILURE_KEPT_SECONDS:
            raise NoToken(self._failure[1])

    def _renew(self) -> "asyncio.Task[None]":
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.get_running_loop().create_task(self._fetch())
        return self._renewal

    async def _fetch(self) -> None:
        try:
            await asyncio.to_thread(self._credentials.refresh, self._request)
        except GoogleAuthError as error:
            fault = _fault_of(error)
            logger.warning("push.token_not_renewed", extra={"fault": fault.value})
            self._failure = (time.monotonic(), fault)
        else:
            self._failure = None


def _fault_of(error: GoogleAuthError) -> Fault:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, requests.exceptions.SSLError):
            return Fault.TLS
        cause = cause.__cause__
    if isinstance(error, TransportError) or (isinstance(error, RefreshError) and error.retryable):
        return Fault.UNREACHABLE
    return Fault.CREDENTIALS

"""One pooled HTTP client for FCM: an event loop in a thread, one session, a bounded number in flight.

Each message is posted exactly once; waiting and trying again belong to the outbox. Why not
firebase-admin's own transports: docs/decisions/0004-pooled-fcm-transport.md.
"""

import asyncio
import ssl
import threading
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

import aiohttp

from push.gateways.access_token import AccessToken, NoToken
from push.gateways.fcm_errors import Answer, Fault, Reply

_LONGEST_CONNECT_SECONDS = 10.0
_IDLE_SECONDS = 30.0  # shorter than any server's: a connection closed under us is a lost message
_NOT_SENT = (Fault.UNREACHABLE, Fault.TLS, Fault.CREDENTIALS)
_HOPELESS_AFTER = 3
_NOT_THE_TOKEN = b"THIRD_PARTY_AUTH_ERROR"


class FcmTransport:
    """Posts JSON bodies to `url`; safe to call from several threads, which share the bound.

    The loop's thread starts with the first post, so an instance may be made before a process forks.
    """

    def __init__(
        self,
        url: str,
        token: AccessToken,
        *,
        headers: Mapping[str, str],
        in_flight: int,
        timeout: float,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._url = url
        self._token = token
        self._headers = {**headers, "Content-Type": "application/json; charset=UTF-8"}
        self._in_flight = in_flight
        # Connecting gets less than the whole, so that a timeout of the whole means: it was sent.
        connect = min(_LONGEST_CONNECT_SECONDS, timeout / 2)
        self._timeout = aiohttp.ClientTimeout(total=timeout, connect=connect)
        self._tls = tls
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._session: aiohttp.ClientSession | None = None
        self._slots: asyncio.Semaphore | None = None

    def post_all(self, bodies: Iterable[tuple[int, bytes]]) -> dict[int, Answer]:
        """Post each (key, body) once; returns the answer of each key. Bodies are made as slots come free."""
        with self._lock:  # a close in another thread comes before this or waits for it
            loop = self._running()
            posts = asyncio.run_coroutine_threadsafe(self._post_all(iter(bodies)), loop)
        return posts.result()

    def close(self) -> None:
        """Let what is in flight end, close the connections, end the thread. A later post opens again."""
        with self._lock:
            loop, self._loop = self._loop, None
            if loop is None or self._thread is None:
                return
            asyncio.run_coroutine_threadsafe(self._drain(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            self._thread.join()
            loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="fcm", daemon=True)
            self._thread.start()
            asyncio.run_coroutine_threadsafe(self._open_session(), self._loop).result()
        return self._loop

    async def _open_session(self) -> None:
        self._slots = asyncio.Semaphore(self._in_flight)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._in_flight,
                keepalive_timeout=_IDLE_SECONDS,
                ssl=self._tls if self._tls is not None else True,
            ),
            timeout=self._timeout,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            proxy=_proxy_for(self._url),
        )

    async def _drain(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}  # each ends within its timeout
        await asyncio.gather(*others, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _post_all(self, bodies: Iterator[tuple[int, bytes]]) -> dict[int, Answer]:
        answers = _Answers()
        async with asyncio.TaskGroup() as group:
            for _ in range(self._in_flight):
                first = next(bodies, None)
                if first is None:
                    break
                group.create_task(self._work(first, bodies, answers))
                await asyncio.sleep(0)  # the first request leaves before the last body is made
        return answers.by_key

    async def _work(
        self, first: tuple[int, bytes], rest: Iterator[tuple[int, bytes]], answers: "_Answers"
    ) -> None:
        """One of the parallel hands: its first body, then whatever is left, one after the other."""
        key, body = first
        answers.take(key, answers.hopeless or await self._post(body))
        for key, body in rest:
            answers.take(key, answers.hopeless or await self._post(body))

    async def _post(self, body: bytes) -> Answer:
        assert self._session is not None and self._slots is not None
        async with self._slots:
            try:
                header = await self._token.header()
                return await self._exchange(self._session, body, header)
            except NoToken as error:
                return error.fault
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                return fault_of(error)

    async def _exchange(self, session: aiohttp.ClientSession, body: bytes, header: str) -> Reply:
        async with session.post(
            self._url, data=body, headers={"Authorization": header}, allow_redirects=False
        ) as response:
            content = await response.read()
            # The other 401, about Apple's or the browser's keys, says that our token was good.
            if response.status == 401 and _NOT_THE_TOKEN not in content:
                self._token.distrust(header)
            return Reply(response.status, content, response.headers)


class _Answers:
    """The answers of one batch, and whether the rest of it is worth a try.

    When the first few could not even be sent and none got an answer, nobody is there: the others get the
    same fault at once instead of waiting for it one connection time-out after the other.
    """

    def __init__(self) -> None:
        self.by_key: dict[int, Answer] = {}
        self.hopeless: Fault | None = None
        self._unsent = 0
        self._met = False

    def take(self, key: int, answer: Answer) -> None:
        self.by_key[key] = answer
        if not isinstance(answer, Fault) or answer not in _NOT_SENT:
            self._met = True
            return
        self._unsent += 1
        if self._unsent >= _HOPELESS_AFTER and not self._met:
            self.hopeless = answer


def fault_of(error: BaseException) -> Fault:
    """What an exception of the client means for the message: certainly not sent, or perhaps."""
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return Fault.TLS
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return Fault.UNREACHABLE
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return Fault.UNREACHABLE
    if isinstance(error, TimeoutError):
        return Fault.TIMEOUT
    return Fault.CONNECTION_LOST


def _proxy_for(url: str) -> str | None:
    """The proxy of the environment (HTTPS_PROXY, NO_PROXY) for `url`, looked up once and not a request."""
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    return urllib.request.getproxies().get(parts.scheme)

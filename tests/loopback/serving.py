"""Runs a server on 127.0.0.1 in a thread of its own, as a context manager."""

import asyncio
import ssl
import threading
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
ProtocolFactory = Callable[[], asyncio.BaseProtocol]


class LoopbackServer(ABC):
    """`with ... as server:` listens on 127.0.0.1:server.port until the block ends.

    Port 0 takes a free one.
    """

    def __init__(self, *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.port = port
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loopback", daemon=True)

    @abstractmethod
    def _protocols(self) -> ProtocolFactory:
        """What speaks on each connection; called in the server's thread."""

    @abstractmethod
    async def _hang_up(self) -> None:
        """End what the protocols hold open."""

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> None:
        self._listener = await self._loop.create_server(
            self._protocols(), "127.0.0.1", self.port, ssl=self._tls, backlog=1024
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._listener.close()
        await self._hang_up()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # closed transports say so in the next round


class HttpServer(LoopbackServer):
    """One aiohttp handler for every request."""

    def __init__(self, handler: Handler, *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(port=port, tls=tls)
        self._handler = handler

    @property
    def url(self) -> str:
        # A name and not the number: certificates are made out to localhost.
        return f"{'https' if self._tls else 'http'}://localhost:{self.port}"

    def _protocols(self) -> ProtocolFactory:
        # The low-level server: no routing and no access log, so that a benchmark measures its client.
        self._server = web.Server(self._handler)
        return self._server

    async def _hang_up(self) -> None:
        await self._server.shutdown(timeout=0.1)

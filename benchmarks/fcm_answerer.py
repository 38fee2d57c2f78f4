"""Answers every POST with FCM's success after a delay, as cheaply as Python can, and checks nothing.

Google's servers do not share our cores; on a small machine a server that parses and checks each message
(tests/loopback/fcm_server.py) would be half of what a benchmark measures.
"""

import asyncio
import sys

_BODY = b'{"name": "projects/loopback/messages/1"}'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(_BODY),
    _BODY,
)
_LENGTH = b"content-length:"


class Answerer(asyncio.Protocol):
    """One keep-alive connection, one request at a time; HTTP/1.1 with a Content-Length."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        if not found or len(body) < _content_length(head):
            return
        self._received = b""
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._transport.write, _ANSWER)
        else:
            self._transport.write(_ANSWER)


def _content_length(head: bytes) -> int:
    return int(head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0])


async def serve(delay: float) -> None:
    """Print the address, then answer until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Answerer(delay), "127.0.0.1", 0, backlog=1024)
    print(f"http://localhost:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]) / 1000))

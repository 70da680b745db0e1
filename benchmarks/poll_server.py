"""The server that bench_poll.py polls: one small feed under every path, on every loopback address.

It prints its port and ends when its standard input does, so that it never outlives who started it.
"""

from __future__ import annotations

import asyncio
import sys

from benchmarks.bench_feeds import make_feed


async def serve() -> None:
    """Answer until standard input ends."""
    body = make_feed()
    head = f'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
    answer = head.encode() + body

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    # 127.0.0.0/8 all leads here, so that every feed has a host of its own.
    server = await asyncio.start_server(respond, "0.0.0.0", 0, backlog=1024)  # noqa: S104 - see above
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())

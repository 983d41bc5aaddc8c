"""Presses a server: so many clients, each of which asks again as soon as it is answered."""

import asyncio
import multiprocessing
import time
from dataclasses import dataclass, field
from itertools import cycle


@dataclass
class Press:
    """What clients saw.

    Attributes:
        seconds: how long they pressed.
        latencies: seconds of each request, from the first byte sent to the last received.
        ends: when each was answered, in seconds from the beginning.
        statuses: of each.
        broken: connections that ended without an answer.
    """

    seconds: float
    latencies: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    broken: int = 0


def press(port: int, requests: list[bytes], clients: int, seconds: float) -> Press:
    """Press from a process of its own, so that client and server share CPUs but no interpreter.

    Args:
        port: of a server on this machine.
        requests: whole HTTP requests, sent in turn.
        clients: how many at once, each on a connection that it keeps.
        seconds: how long; requests that are under way then are still waited for.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_press, (port, requests, clients, seconds))


def _press(port: int, requests: list[bytes], clients: int, seconds: float) -> Press:
    return asyncio.run(_press_together(port, requests, clients, seconds))


async def _press_together(port: int, requests: list[bytes], clients: int, seconds: float) -> Press:
    result, turns, begin = Press(seconds), cycle(requests), time.perf_counter()

    async def client() -> None:
        while time.perf_counter() - begin < seconds:
            try:
                await _ask_again_and_again(port, turns, begin, result)
            except (OSError, asyncio.IncompleteReadError):
                result.broken += 1
                await asyncio.sleep(0.01)

    await asyncio.gather(*(client() for _ in range(clients)))
    return result


async def _ask_again_and_again(
    port: int, turns: "cycle[bytes]", begin: float, result: Press
) -> None:
    """Ask on one connection until the time is over, or the server closes it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (start := time.perf_counter()) - begin < result.seconds:
            writer.write(next(turns))
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(line for line in lines if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.partition(b":")[2]))
            end = time.perf_counter()
            result.latencies.append(end - start)
            result.ends.append(end - begin)
            result.statuses.append(int(head.split(b" ", 2)[1]))
    finally:
        writer.close()

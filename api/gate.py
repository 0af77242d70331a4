"""Bounded work: a few questions at a time, a few more in the queue, the rest told to come back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


class Overloaded(Exception):
    """No room in the queue, or no turn in time. ``after``: seconds to wait before asking again."""

    def __init__(self, detail: str, after: int) -> None:
        super().__init__(detail)
        self.after = after


class Gate:
    """At most ``running`` pieces of work at a time, at most ``waiting`` more in the queue.

    Work runs in threads, which can't be stopped: what takes longer than ``timeout`` is given up,
    but keeps its place until it has ended, so that the bound holds.
    """

    def __init__(self, running: int, waiting: int, timeout: float) -> None:
        self._slots = asyncio.Semaphore(running)
        self._pool = ThreadPoolExecutor(running, thread_name_prefix="pressmark")
        self._most = waiting
        self._timeout = timeout
        self.running = 0
        self.waiting = 0

    async def run(self, work: Callable[[], _T]) -> _T:
        """What ``work`` gives.

        Raises:
            Overloaded: the queue is full, or the time is up.
        """
        loop = asyncio.get_running_loop()
        begun = loop.time()
        if self._slots.locked() and self.waiting >= self._most:
            raise Overloaded(f"{self.waiting} requests are waiting already: come back later", 1)
        self.waiting += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self._timeout)
        except TimeoutError:
            raise Overloaded(f"no turn within {self._timeout:g} s: come back later", 5) from None
        finally:
            self.waiting -= 1
        self.running += 1
        future = loop.run_in_executor(self._pool, work)
        future.add_done_callback(self._ended)
        left = max(0.01, self._timeout - (loop.time() - begun))
        try:
            return await asyncio.wait_for(asyncio.shield(future), left)
        except TimeoutError:
            if future.done():
                raise  # the work's own
            raise Overloaded(f"it took more than {self._timeout:g} s and was given up", 5) from None

    def _ended(self, future: asyncio.Future[_T]) -> None:
        self.running -= 1
        self._slots.release()
        if not future.cancelled():
            future.exception()  # taken note of, also where nobody waits for it any more

    def close(self) -> None:
        """Take no more work; what runs may end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

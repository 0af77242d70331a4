"""Bounded work: a few questions at a time, a few more in the queue, the rest told to come back."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


class Overloaded(Exception):
    """No room in the queue, or no turn in time. ``after``: seconds to wait before asking again."""

    def __init__(self, detail: str, after: int) -> None:
        super().__init__(detail)
        self.after = after


class HungUp(Exception):
    """Who asked has closed the connection before its turn came."""


class Gate:
    """At most ``running`` pieces of work at a time, at most ``waiting`` more in the queue.

    Work runs in threads, which can't be stopped: what takes longer than ``timeout`` is given up,
    but keeps its place until it has ended, so that the bound holds.
    """

    def __init__(self, running: int, waiting: int, timeout: float) -> None:
        self._slots = asyncio.Semaphore(running)
        self._at_once = running
        self._pool = ThreadPoolExecutor(running, thread_name_prefix="pressmark")
        self._most = waiting
        self._timeout = timeout
        self._usual = 0.0
        self.running = 0
        self.waiting = 0

    async def run(
        self, work: Callable[[], _T], gone: Callable[[], Awaitable[bool]] | None = None
    ) -> _T:
        """What ``work`` gives. ``gone`` tells whether nobody waits for it any more: it is asked
        when the turn has come, so that those who gave up do not keep the others waiting.

        Raises:
            Overloaded: the queue is full, or the time is up.
            HungUp: nobody waits for it any more.
        """
        loop = asyncio.get_running_loop()
        begun = loop.time()
        if self._slots.locked() and self.waiting >= self._most:
            raise self._overloaded(f"{self.waiting} requests are waiting already: come back later")
        self.waiting += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self._timeout)
        except TimeoutError:
            words = f"no turn within {self._timeout:g} s: come back later"
            raise self._overloaded(words) from None
        finally:
            self.waiting -= 1
        try:
            if gone is not None and await gone():
                raise HungUp
        except BaseException:
            self._slots.release()
            raise
        self.running += 1
        started = loop.time()
        future = loop.run_in_executor(self._pool, work)
        future.add_done_callback(lambda ended: self._ended(ended, loop.time() - started))
        left = max(0.01, self._timeout - (loop.time() - begun))
        try:
            return await asyncio.wait_for(asyncio.shield(future), left)
        except TimeoutError:
            if future.done():
                raise  # the work's own
            words = f"it took more than {self._timeout:g} s and was given up"
            raise self._overloaded(words) from None

    def _overloaded(self, detail: str) -> Overloaded:
        return Overloaded(detail, self.drained)

    @property
    def drained(self) -> int:
        """Seconds until those who wait now will have had their turn, about; at least 1, and no
        more than one may wait.
        """
        seconds = self._usual * (self.waiting + self.running) / self._at_once
        return max(1, math.ceil(min(seconds, self._timeout)))

    def _ended(self, future: asyncio.Future[_T], took: float) -> None:
        # A moving average, in which the last ten pieces of work count most.
        self._usual = took if not self._usual else 0.9 * self._usual + 0.1 * took
        self.running -= 1
        self._slots.release()
        if not future.cancelled():
            future.exception()  # taken note of, also where nobody waits for it any more

    def close(self) -> None:
        """Take no more work; what runs may end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

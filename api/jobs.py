"""Index runs over the configured folders, in the background, one at a time."""

from __future__ import annotations

import datetime
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from api.problems import Refused
from index.errors import PressmarkError
from index.records import Report
from index.sources import Progress

State = Literal["running", "done", "failed", "cancelled"]
Work = Callable[[Progress], Report]
REMEMBERED = 20
"""Jobs that are kept in memory; the oldest are forgotten."""


class _Cancelled(Exception):
    """Raised through an update from its progress: what was embedded so far stays stored."""


@dataclass(slots=True)
class Job:
    """One run. ``step``, ``done`` and ``total``: see index.sources.Progress."""

    id: str
    begun: str
    state: State = "running"
    step: str = "waiting"
    done: int = 0
    total: int = 0
    report: Report | None = None
    error: str | None = None
    ended: str | None = None
    changes: int = 0
    """Counts up with every change of the others, for whoever follows the job."""
    _stop: threading.Event = field(default_factory=threading.Event)

    def progress(self, step: str, done: int, total: int) -> None:
        """See index.sources.Progress. Once the catalogue is committed, a run is not stopped."""
        if self._stop.is_set() and step != "publishing":
            raise _Cancelled
        self.step, self.done, self.total = step, done, total
        self.changes += 1

    def cancel(self) -> None:
        """Ask the run to stop; it does so at its next step."""
        self._stop.set()


class Jobs:
    """The runs of one server."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, work: Work) -> Job:
        """Run ``work`` in the background.

        Raises:
            Refused: another job runs.
        """
        with self._lock:
            for job in self._jobs.values():
                if job.state == "running":
                    raise Refused(409, f"job {job.id} is running", {"Retry-After": "2"})
            job = Job(secrets.token_hex(8), _now())
            self._jobs[job.id] = job
            for id_ in list(self._jobs)[:-REMEMBERED]:
                del self._jobs[id_]
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return job

    def all(self) -> list[Job]:
        """Newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def get(self, id_: str) -> Job:
        """The job of that id.

        Raises:
            Refused: there is none.
        """
        with self._lock:
            job = self._jobs.get(id_)
        if job is None:
            raise Refused(404, f"no job {id_[:40]}. See: GET /v1/index/jobs")
        return job

    def _run(self, job: Job, work: Work) -> None:
        state: State = "failed"
        try:
            job.report = work(job.progress)
            state = "done"
        except _Cancelled:
            state = "cancelled"
        except PressmarkError as error:
            job.error = str(error)
        except Exception as error:  # the thread's edge: whatever it was, the job must end
            job.error = f"something went wrong in the server: {type(error).__name__}"
        finally:
            job.ended = _now()
            job.state = state
            job.changes += 1

    def close(self) -> None:
        """Ask whatever runs to stop."""
        for job in self.all():
            job.cancel()


def of_job(job: Job) -> dict[str, Any]:
    """A job in its JSON form."""
    from search.wire import of_report

    return {
        "id": job.id, "state": job.state, "step": job.step, "done": job.done, "total": job.total,
        "begun": job.begun, "ended": job.ended, "error": job.error,
        "report": of_report(job.report) if job.report else None,
    }  # fmt: skip


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")

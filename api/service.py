"""What the routes share: the open archive, the gates, the counts, the kept answers, the jobs."""

from __future__ import annotations

import secrets
import threading
from typing import Annotated

from fastapi import Depends, Request

from api.answers import Answers
from api.gate import Gate
from api.jobs import Jobs
from api.metrics import Metrics
from api.serving import Options
from index.embed import Embedder
from index.errors import ArticleNotFound
from index.records import Article
from search.engine import Archive

READS, READ_TIMEOUT = 4, 20.0
"""Articles read at the same time, and seconds that one may take, waiting included."""
WRITES_WAITING = 16
WRITE_TIMEOUT = 600.0


class Service:
    """One server's parts."""

    def __init__(self, options: Options, embedder: Embedder | None = None) -> None:
        """Open the archive.

        Raises:
            ArchiveMissing, ArchiveDamaged, ArchiveStale: it can't be opened.
        """
        self.options = options
        self.archive = Archive(options.archive, embedder)
        self.gate = Gate(options.running, options.waiting, options.timeout)
        # Of their own: who opens an article does not wait behind questions.
        self.reads = Gate(READS, options.waiting, READ_TIMEOUT)
        self.writes = Gate(1, WRITES_WAITING, WRITE_TIMEOUT)
        self.metrics = Metrics()
        self.answers = Answers(options.archive, options.keep)
        self.jobs = Jobs()
        self.token = secrets.token_urlsafe(32)
        """What our own page, opened on this machine, shows for its writes."""
        self._warm = threading.Event()

    def warm(self) -> None:
        """Load the models, so that the first question does not wait for them.

        Raises:
            ArchiveStale, ModelMissing: they are not those that the archive needs.
        """
        snapshot = self.archive.snapshot()
        self.archive.embedder(snapshot.manifest).encode(["warm"])
        self.archive.reader(snapshot)
        self._warm.set()

    @property
    def is_warm(self) -> bool:
        """Whether the models are loaded."""
        return self._warm.is_set()

    def embedder(self) -> Embedder:
        """What new passages are embedded with."""
        return self.archive.embedder(self.archive.snapshot().manifest)

    def article(self, id_: str) -> Article:
        """The newest revision of an article.

        Raises:
            ArticleNotFound: there is none of that id.
        """
        found = self.archive.article(id_)
        if found is None:
            raise ArticleNotFound(f"no article {id_[:40]} in the archive. See: GET /v1/articles")
        return found

    async def read(self, id_: str) -> Article:
        """The same, in its turn.

        Raises:
            ArticleNotFound: there is none of that id.
            Overloaded: too much is read already.
        """
        return await self.reads.run(lambda: self.article(id_))

    def close(self) -> None:
        """Let what runs end, and start nothing more."""
        self.jobs.close()
        self.gate.close()
        self.reads.close()
        self.writes.close()


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service)]

"""Asking questions: the answer at once, or as it comes about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import StreamingResponse

from api.answers import check
from api.asking import Asked, asked
from api.events import CONTENT, SCHEMA, event, streamed
from api.forms import AnswerOut, AskBody
from api.forms_articles import KeptOut
from api.narrowing import narrowed
from api.problems import Refused, of_any
from api.service import Served
from search import engine
from search.settings import Settings, checked_question

router = APIRouter(tags=["ask"])
_END = None


@router.post("/v1/ask", response_model=AnswerOut)
async def ask(
    request: Request, service: Served, body: AskBody, response: Response
) -> dict[str, Any]:
    """Sentences of the articles that answer, each cited; or `no_answer`. The header
    `Content-Location` names where the answer is kept.
    """
    settings = _settings(body)
    made = await service.gate.run(
        lambda: asked(service, body.question, settings, after=body.after), request.is_disconnected
    )
    response.headers["X-Generation"] = str(made.generation)
    if made.link:
        response.headers["Content-Location"] = made.link
    return made.answer


@router.post(
    "/v1/ask/stream",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {CONTENT: {"schema": SCHEMA}},
            "description": "Events: retrieval, reading, sentence, citation, kept, done; the data "
            "of done is what /v1/ask answers. After a failure, error with a problem document.",
        }
    },
)
async def ask_stream(request: Request, service: Served, body: AskBody) -> StreamingResponse:
    """The same, as server-sent events while it comes about."""
    settings = _settings(body)
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue()

    def tell(name: str, data: Any) -> None:
        loop.call_soon_threadsafe(told.put_nowait, (name, data))

    async def work() -> Asked:
        try:
            return await service.gate.run(
                lambda: asked(service, body.question, settings, tell, after=body.after),
                request.is_disconnected,
            )
        finally:
            # Behind whatever the thread has told: both go through the loop in order.
            loop.call_soon(told.put_nowait, _END)

    answering = asyncio.create_task(work())
    first = await told.get()
    if first is _END:
        await answering  # raises what is wrong: a problem document, not a stream
    return streamed(_events(first, told, answering))


async def _events(
    first: tuple[str, Any] | None,
    told: asyncio.Queue[tuple[str, Any] | None],
    answering: asyncio.Task[Asked],
) -> AsyncIterator[bytes]:
    try:
        item = first
        while item is not None:
            yield event(*item)
            item = await told.get()
        try:
            made = await answering
        except Exception as error:
            yield b"event: error\ndata: " + bytes(of_any(error).body) + b"\n\n"
            return
        yield event("done", made.answer)
    finally:
        answering.cancel()


@router.get("/v1/answers/{id_}", response_model=KeptOut)
async def kept_answer(
    service: Served, id_: Annotated[str, Path(pattern=r"^[0-9a-f]{24}$", examples=["0" * 24])]
) -> dict[str, Any]:
    """An answer as it was given, each citation checked against the article as it is now."""
    return await service.reads.run(lambda: shown(service, id_))


def shown(service: Served, id_: str) -> dict[str, Any]:
    """A kept answer in its JSON form.

    Raises:
        Refused: 404, none of that id is kept.
    """
    kept = service.answers.kept(id_)
    if kept is None:
        raise Refused(404, f"no answer {id_} is kept (any more): ask again")
    with service.archive.catalogue() as catalogue:
        checks = check(kept, catalogue)
    return {
        "id": kept.id,
        "asked": kept.asked,
        "holds": all(c.state in ("same", "changed", "moved") for c in checks),
        "changed": any(c.state != "same" for c in checks),
        "answer": kept.answer,
        "checks": [
            {"number": c.number, "state": c.state, "start": c.start, "end": c.end} for c in checks
        ],
    }


def _settings(body: AskBody) -> Settings:
    checked_question(body.question)
    if body.after is not None:
        checked_question(body.after, engine.BEFORE)
    chosen = narrowed(body.filters)
    return Settings(
        mode=body.mode,
        min_support=body.min_support,
        fast=body.fast,
        asked_on=body.asked_on,
        one_per_story=not body.all,
        filters=chosen,
    )

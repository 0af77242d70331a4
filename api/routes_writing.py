"""Adding, replacing and removing articles."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.forms import ArticleBody, OneOrMany, Replacing
from api.forms_articles import AddedManyOut, AddedOut, ReportOut
from api.problems import Refused
from api.routes_articles import Id
from api.service import Served, Service
from index import update
from index.canonical import with_line_feeds
from index.errors import BadInput, NotAnArticle
from index.formats import READERS, suffix
from index.language import with_language
from index.reading import File
from index.records import Draft, Report, Skipped
from index.worker import Readers
from search.wire import of_report

router = APIRouter(tags=["articles"])
NAME = r"^[^/\\\x00-\x1f\x7f]{1,200}\.[A-Za-z]{1,8}$"


@router.post("/v1/articles", response_model=AddedOut | AddedManyOut, status_code=201)
async def add(service: Served, body: OneOrMany, response: Response) -> dict[str, Any]:
    """Add an article, or a list of them; they are searchable when the answer comes."""
    bodies = body if isinstance(body, list) else [body]
    drafts = [_draft(one) for one in bodies]
    if len({draft.origin for draft in drafts}) < len(drafts):
        raise Refused(409, "two of these articles have the same url, or the same title and no url")
    report = await _put(service, drafts)
    ids = _ids(service, drafts)
    if isinstance(body, list):
        return {**of_report(report), "article_ids": ids}
    response.headers["Location"] = f"/v1/articles/{ids[0]}"
    return {**of_report(report), "article_id": ids[0]}


@router.put("/v1/articles/{id_}", response_model=AddedOut)
async def replace_article(service: Served, id_: Id, body: ArticleBody) -> dict[str, Any]:
    """Replace an article; its id stays, whatever the new title is. Of an article that came from a
    file, the next index run over its folder brings the file's words back.
    """
    found = await service.read(id_)
    origin, id_ = found.origin, found.id
    report = await _put(service, [replace(_draft(body), origin=origin)], id_)
    return {**of_report(report), "article_id": id_}


@router.put("/v1/articles", response_model=AddedManyOut)
async def replace_articles(service: Served, bodies: Replacing) -> dict[str, Any]:
    """Replace several articles, all or none; their ids stay."""
    ids = [body.article_id for body in bodies]
    if len(set(ids)) < len(ids):
        raise Refused(409, "two of these articles have the same article_id")
    # Each must be there already: a typing error in an id makes no new article.
    origins = await service.reads.run(lambda: [service.article(id_).origin for id_ in ids])
    drafts = [replace(_draft(b), origin=o) for b, o in zip(bodies, origins, strict=True)]
    return {**of_report(await _put(service, drafts)), "article_ids": ids}


@router.delete("/v1/articles/{id_}", response_model=ReportOut)
async def delete(service: Served, id_: Id) -> dict[str, Any]:
    """Take an article out of the archive. Its file, if it has one, stays where it is."""
    await service.read(id_)
    report = await service.writes.run(
        lambda: update.remove(service.options.archive, [id_], embedder=service.embedder())
    )
    return of_report(report)


@router.post(
    "/v1/files",
    response_model=AddedOut | AddedManyOut,
    status_code=201,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {
                    "schema": {"type": "string", "pattern": r"^[^\x00]*[\p{L}\p{N}][^\x00]*$"},
                    "example": "Ferry back\nThe ferry runs again.",
                }
            },
        }
    },
)
async def add_file(
    service: Served,
    request: Request,
    response: Response,
    name: Annotated[
        str,
        Query(
            pattern=NAME,
            max_length=200,
            description=f"Its name; the ending tells the format: {', '.join(sorted(READERS))}.",
            examples=["ferry.md"],
        ),
    ],
) -> dict[str, Any]:
    """Add a file as it is, the body being its bytes: one article, or all that it holds. The same
    name replaces them.
    """
    choice = service.options.choice
    file = File(
        FilePath(name),
        f"api:file:{name}",
        await request.body(),
        fields=choice.fields,
        encoding=choice.encoding,
    )
    if suffix(file.path) is None:
        raise Refused(409, f"{name}: not one of {', '.join(sorted(READERS))}")
    drafts = await service.writes.run(lambda: _drafts(file))
    report = await _put(service, drafts)
    ids = _ids(service, drafts)
    response.headers["Location"] = f"/v1/articles/{ids[0]}"
    if len(ids) > 1:
        return {**of_report(report), "article_ids": ids}
    return {**of_report(report), "article_id": ids[0]}


def _drafts(file: File) -> list[Draft]:
    """The articles in ``file``, which a process of its own has parsed.

    Raises:
        NotAnArticle: there is none in it.
    """
    with Readers() as readers:
        items = readers.read(file)
    drafts = [with_language(item) for item in items if isinstance(item, Draft)]
    if not drafts:
        reasons = [item.reason for item in items if isinstance(item, Skipped)]
        raise NotAnArticle("; ".join(reasons[:3]) or "it holds no article")
    return drafts


async def _put(service: Service, drafts: list[Draft], instead_of: str | None = None) -> Report:
    return await service.writes.run(
        lambda: update.put(
            service.options.archive, drafts, embedder=service.embedder(), instead_of=instead_of
        )
    )


def _ids(service: Service, drafts: list[Draft]) -> list[str]:
    """The ids of the articles that ``drafts`` became: a copy has that of the article it joined."""
    with service.archive.catalogue() as catalogue:
        return catalogue.ids_of([draft.origin for draft in drafts])


def _draft(body: ArticleBody) -> Draft:
    try:
        origin = "api:" + (body.url or "sha256:" + hashlib.sha256(body.title.encode()).hexdigest())
        draft = Draft(
            origin, " ".join(body.title.split()), with_line_feeds(body.text), body.source,
            body.url, body.published, body.author, tuple(body.tags),
        )  # fmt: skip
        str(draft).encode()
    except UnicodeEncodeError as error:
        raise BadInput("a field holds half a surrogate pair: it is not valid text") from error
    return draft

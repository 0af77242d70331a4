"""Errors as problem+json (RFC 9457), mapped once from the error tree."""

from __future__ import annotations

from contextvars import ContextVar
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.gate import HungUp, Overloaded
from index.errors import (
    ArchiveBusy,
    ArchiveError,
    ArticleNotFound,
    BadInput,
    Contradiction,
    ModelMissing,
    NotAnArticle,
    PressmarkError,
    StorageFailed,
)

_STATUS: tuple[tuple[type[PressmarkError], int], ...] = (
    (ArticleNotFound, 404),
    (NotAnArticle, 422),
    (Contradiction, 409),
    (BadInput, 422),
    (ArchiveBusy, 409),
    (StorageFailed, 507),
    (ArchiveError, 503),
    (ModelMissing, 503),
)
_TITLES = {
    400: "Bad request", 401: "A key is needed", 404: "Not found", 405: "Method not allowed",
    408: "Too slow", 409: "Conflict", 413: "Too large", 422: "Not usable", 500: "Internal error",
    503: "Not available", 507: "No storage",
}  # fmt: skip

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; the log has it too."""


class Refused(Exception):
    """A request that a route refuses, with what the problem document says."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.headers = status, headers


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": _TITLES.get(status, "Error"),
            "status": status,
            "detail": detail,
            "request_id": REQUEST_ID.get(),
        },
        status,
        headers,
        "application/problem+json",
    )


def of_error(error: PressmarkError) -> JSONResponse:
    """The problem document of an error of ours."""
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    again = {"Retry-After": "2"} if isinstance(error, ArchiveBusy) else None
    return problem(status, str(error), again)


def of_any(error: Exception) -> JSONResponse:
    """The problem document of whatever went wrong."""
    if isinstance(error, PressmarkError):
        return of_error(error)
    if isinstance(error, Refused):
        return problem(error.status, str(error), error.headers)
    if isinstance(error, HungUp):  # nobody reads this; the log and the counts tell it by 499
        return problem(499, "the connection was closed before its turn came")
    if isinstance(error, Overloaded):
        return problem(503, str(error), {"Retry-After": str(error.after)})
    return problem(500, "something went wrong in the server; its log tells what")


def add_problem_handlers(app: FastAPI) -> None:
    """Let ``app`` answer every error with a problem document."""

    @app.exception_handler(PressmarkError)
    @app.exception_handler(Refused)
    @app.exception_handler(HungUp)
    @app.exception_handler(Overloaded)
    async def known(_: Request, error: Exception) -> JSONResponse:
        return of_any(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(
            str(part) for part in first["loc"] if part not in ("body", "query", "one", "many")
        )
        words = first["msg"].removeprefix("Value error, ")  # pydantic's, before words of ours
        return problem(422, f"{where or 'body'}: {words}")

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        detail = str(error.detail)
        if error.status_code == 405:
            # The framework names the methods of one route; a path may have several.
            path = getattr(request.scope.get("route"), "path", None)
            there = request.app.openapi()["paths"].get(path)
            if there:
                headers = {"Allow": ", ".join(sorted(method.upper() for method in there))}
                detail = f"{request.method} is not one of {headers['Allow']}"
        if error.status_code == 404:
            detail = f"there is nothing at {quote(request.url.path[:80])}. See: GET /docs"
        return problem(error.status_code, detail, headers)

"""Errors as problem+json (RFC 9457), mapped once from the error tree."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index.errors import (
    ArchiveBusy,
    ArchiveError,
    ArticleNotFound,
    BadInput,
    ModelMissing,
    NotAnArticle,
    PressmarkError,
)

_STATUS: tuple[tuple[type[PressmarkError], int], ...] = (
    (ArticleNotFound, 404),
    (NotAnArticle, 422),
    (BadInput, 422),
    (ArchiveBusy, 409),
    (ArchiveError, 503),
    (ModelMissing, 503),
)
_TITLES = {
    400: "Bad request", 404: "Not found", 405: "Method not allowed", 409: "Busy",
    413: "Too large", 422: "Not usable", 500: "Internal error", 503: "Not available",
}  # fmt: skip


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": _TITLES.get(status, "Error"),
            "status": status,
            "detail": detail,
        },
        status,
        headers,
        "application/problem+json",
    )


def add_problem_handlers(app: FastAPI) -> None:
    """Let ``app`` answer every error with a problem document."""

    @app.exception_handler(PressmarkError)
    def ours(_: Request, error: PressmarkError) -> JSONResponse:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
        return problem(status, str(error), {"Retry-After": "2"} if status == 409 else None)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))
        return problem(422, f"{where or 'body'}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        return problem(error.status_code, str(error.detail), headers)

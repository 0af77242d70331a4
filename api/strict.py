"""Parameters that a route does not have are refused, not overlooked: a typing error shows."""

from __future__ import annotations

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute

from api.problems import Refused


async def known_parameters_only(request: Request) -> None:
    """Refuse a query parameter that the route does not declare, or one given twice.

    A coroutine though it waits for nothing, as the other dependencies that are asked at each
    request: a plain function would go through a thread, whose turn comes late when the server is
    overloaded, and a refusal has to be fast just then.

    Raises:
        Refused: 422, names the parameter and those that there are.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = {
        field.alias
        for field in get_flat_params(route.dependant)
        if getattr(field.field_info, "in_", None) and field.field_info.in_.value == "query"  # type: ignore[attr-defined]
    }
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name not in known:
            there = f"there are {', '.join(sorted(known))}" if known else "there are none"
            raise Refused(422, f"{name[:40]!a}: no such parameter; {there}")
        if name in seen:
            raise Refused(422, f"{name}: given twice")
        seen.add(name)

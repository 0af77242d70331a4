"""/docs: the OpenAPI document as one page, made here. Nothing of it comes from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from api.page import html_page


def docs_page(spec: Mapping[str, Any]) -> str:
    """HTML of an OpenAPI document."""
    info = spec["info"]
    parts = [
        f"<h1>{escape(info['title'])} API {escape(info['version'])}</h1>",
        f"<p>{escape(info['description'])} As a file: "
        f'<a href="/openapi.json">openapi.json</a>.</p>',
    ]
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            parts.append(_operation(path, method, operation))
    parts.append("<h2>Shapes</h2>")
    for name, schema in spec["components"]["schemas"].items():
        parts.append(_shape(name, schema))
    return html_page("Pressmark API", f'<div class="docs">{"".join(parts)}</div>')


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> str:
    key = " <small>needs a key</small>" if operation.get("security") else ""
    rows = "".join(
        f"<tr><td><code>{escape(p['name'])}</code></td><td>{p['in']}"
        f"{', required' if p.get('required') else ''}</td><td>{escape(_type(p['schema']))}</td>"
        f"<td>{escape(p.get('description', ''))}</td></tr>"
        for p in operation.get("parameters", ())
        if p["in"] != "header"
    )
    table = f"<table>{rows}</table>" if rows else ""
    body = ""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        body = f"<p>Body: <code>{escape(kind)}</code>, {escape(_type(content['schema']))}</p>"
    answers = ", ".join(
        f"{status} {escape(', '.join(_shapes(answer)))}".strip()
        for status, answer in operation["responses"].items()
    )
    return (
        f"<section><h3><code>{method.upper()} {escape(path)}</code>{key}</h3>"
        f"<p>{escape(operation.get('description', ''))}</p>{table}{body}"
        f"<p>Answers: {answers}</p></section>"
    )


def _shapes(answer: Mapping[str, Any]) -> Iterator[str]:
    for kind, content in answer.get("content", {}).items():
        schema = content.get("schema", {})
        yield _type(schema) if schema else kind


def _shape(name: str, schema: Mapping[str, Any]) -> str:
    fields = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{escape(_type(kind))}</td></tr>"
        for field, kind in schema.get("properties", {}).items()
    )
    return (
        f'<section id="{escape(name)}"><h3><code>{escape(name)}</code></h3>'
        f"<p>{escape(schema.get('description', ''))}</p><table>{fields}</table></section>"
    )


def _type(schema: Mapping[str, Any]) -> str:
    """A schema in a few words, with its limits."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(_type(one) for one in schema[several])
    if "enum" in schema:
        return " or ".join(json.dumps(value) for value in schema["enum"])
    words = str(schema.get("type", "anything"))
    if words == "array":
        words = f"list of {_type(schema.get('items', {}))}"
    limits = [
        f"{word} {schema[name]:,}"
        for name, word in (
            ("minimum", "from"), ("maximum", "to"), ("minLength", "at least"),
            ("maxLength", "at most"), ("minItems", "at least"), ("maxItems", "at most"),
        )
        if name in schema
    ]  # fmt: skip
    if "default" in schema and schema["default"] is not None:
        limits.append(f"default {json.dumps(schema['default'])}")
    return words + (f" ({', '.join(limits)})" if limits else "")

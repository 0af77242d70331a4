"""Exports of blogs: WordPress (WXR) and Blogger, which are feeds with more in them, and Ghost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

_NOT_WRITTEN = {
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles",
    "wp_navigation", "wp_font_family", "wp_font_face",
}  # fmt: skip
"""What WordPress keeps as posts besides posts and pages."""
_UNPUBLISHED = {"draft", "auto-draft", "pending", "trash", "soft_trashed"}
_BLOGGER = "http://schemas.google.com/g/2005#kind"
_WRITTEN = ("#post", "#page")
_AUTHOR = re.compile(
    rb"<wp:author_login>(.{1,200}?)</wp:author_login>.{0,2000}?"
    rb"<wp:author_display_name>(.{1,300}?)</wp:author_display_name>",
    re.DOTALL,
)
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
_EMBED = re.compile(r"\[(embed|video|audio|playlist)\b[^\[\]]{0,500}\][^\[\]]{0,500}\[/\1\]")
_SHORT_CODE = re.compile(r"\[/?([a-z][\w-]{1,40})(?=[\s/\]])([^\[\]]{0,500})\]")
_CLOSED = re.compile(r"\[/([a-z][\w-]{1,40})\]")
_ALONE = {"gallery", "more", "toc", "contact-form-7"}
"""Short codes that need no end and no values."""
MEDIUM_END = re.compile(
    r"\n\nBy [^\n]{1,200} on [^\n]{1,60}\d{4}\.?(?:\n\n(?:View original|Canonical link)\.?){0,2}"
    r"\n\nExported from Medium on [^\n]{1,60}\s*\Z"
)
"""What Medium writes below an article that it exports; its day and author are fields by then."""
MEDIUM_ADDRESS = re.compile(r"href=\"(https://[^\"\s]{1,500})\" class=\"p-canonical\"")
_PARAGRAPH = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote)\b", re.IGNORECASE)


def is_listed(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is something to read: not a picture, a menu, settings or a comment."""
    kinds = [t.get("term") or "" for t in entry.get("tags", ()) if t.get("scheme") == _BLOGGER]
    return (
        entry.get("wp_post_type") not in _NOT_WRITTEN
        and all(kind.endswith(_WRITTEN) for kind in kinds)
        and (entry.get("blogger_type") or "POST") in ("POST", "PAGE")
    )


def unpublished(entry: Mapping[str, Any]) -> str | None:
    """The status of an entry that was not published, None of others."""
    if entry.get("app_draft") == "yes":
        return "draft"
    status = str(entry.get("wp_status") or entry.get("blogger_status") or "").lower()
    return status if status in _UNPUBLISHED else None


def names(data: bytes) -> dict[str, str]:
    """By login of an author of WordPress, the name that readers see."""
    pairs = (match.groups() for match in _AUTHOR.finditer(data))
    return {_content(login): _content(shown) for login, shown in pairs}


def tags(entry: Mapping[str, Any]) -> list[str]:
    """The words that an entry is filed under."""
    return [t.get("term") or "" for t in entry.get("tags", ()) if t.get("scheme") != _BLOGGER]


def shown(entry: Mapping[str, Any], html: str) -> str:
    """``html`` as WordPress shows it: an empty line begins a paragraph, and what stands between
    brackets is something else.
    """
    if "wp_post_type" not in entry:
        return html
    html = _EMBED.sub("", html)
    codes = _ALONE.union(_CLOSED.findall(html))
    html = _SHORT_CODE.sub(lambda m: "" if m[1] in codes or "=" in m[2] else m[0], html)
    return html if _PARAGRAPH.search(html) else re.sub(r"\n\s*\n", "\n<p>", html)


def posts(export: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The articles in a Ghost export with their authors and tags; None of other objects."""
    held = export.get("db")
    data = held[0].get("data") if isinstance(held, list) and held and _is_map(held[0]) else None
    if not _is_map(data) or not isinstance(data.get("posts"), list):
        return None
    people, words = _linked(data, "users", "author"), _linked(data, "tags", "tag")
    return [
        {**post, "author": people.get(str(post.get("id"))), "tags": words.get(str(post.get("id")))}
        for post in _maps(data["posts"])
        if post.get("status") in ("published", "sent", None)
    ]


def _linked(data: Mapping[str, Any], table: str, what: str) -> dict[str, list[str]]:
    """By post, the names of what ``posts_authors`` or ``posts_tags`` links it with."""
    known = {
        str(each.get("id")): str(each["name"]) for each in _maps(data.get(table)) if "name" in each
    }
    found: dict[str, list[str]] = {}
    for link in _maps(data.get(f"posts_{what}s")):
        if name := known.get(str(link.get(f"{what}_id"))):
            found.setdefault(str(link.get("post_id")), []).append(name)
    return found


def _maps(many: Any) -> list[Mapping[str, Any]]:
    return [each for each in many if _is_map(each)] if isinstance(many, list) else []


def _is_map(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, dict)


def _content(said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    return (match[1] if (match := _CDATA.fullmatch(text)) else text).strip()

"""Fetching pages: http and https, from public addresses, with caps of size, time and redirects, as
the robots.txt of their sites allow, and not again while they have not changed.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore

from index.addresses import Public, Resolve, resolved
from index.errors import NotAnArticle

LARGEST = 20_000_000
"""Bytes of a page, unpacked."""
SECONDS = 60.0
"""For one page with all its redirects."""
MOST_REDIRECTS = 5
LARGEST_ROBOTS = 500_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for at least these)."""
LONGEST_DELAY = 30.0
"""Seconds between two pages of a site, if its robots.txt asks for more."""
AGENT = "pressmark"
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered. ``url`` is where it was found in the end."""

    url: str
    status: int
    kind: str
    """Media type, lower case, without parameters."""
    data: bytes
    etag: str | None
    modified: str | None


def checked_url(url: str) -> str:
    """``url`` without its fragment.

    Raises:
        NotAnArticle: it is not one of http or https, or it names a user.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise NotAnArticle("it is no web address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise NotAnArticle("it is no address that begins with http:// or https://")
    if parts.username is not None:
        raise NotAnArticle("it has a user's name in it")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


@dataclass(slots=True)
class Fetcher:
    """Fetches pages; what it learns of sites' robots.txt it keeps."""

    allow_private: bool = False
    """Whether addresses inside one's own network may be asked."""
    resolve: Resolve = resolved
    seconds: float = SECONDS
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Callable[[str], tuple[bool, float]]] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Page:
        """The page at ``url``; its status is 200, or 304 where it is as ``etag`` or ``modified``,
        which an earlier answer gave, have it.

        Raises:
            NotAnArticle: refused, not found, too large, too slow, or not to be asked for.
        """
        deadline = time.monotonic() + self.seconds
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        for _ in range(MOST_REDIRECTS + 1):
            url = checked_url(url)
            self._allowed(url, deadline)
            headers = {name: value for name, value in known.items() if value}
            page, target = self._once(url, headers, deadline, LARGEST)
            if target is None:
                if page.status not in (200, 304):
                    raise NotAnArticle(f"its server answered {page.status}")
                return page
            url = urljoin(url, target)
        raise NotAnArticle(f"it was redirected more than {MOST_REDIRECTS} times")

    def _allowed(self, url: str, deadline: float) -> None:
        site = urlunsplit((*urlsplit(url)[:2], "", "", ""))
        rules = self._robots.get(site)
        if rules is None:
            rules = self._robots[site] = self._read_robots(site, deadline)
        may, delay = rules(url)
        if not may:
            raise NotAnArticle(f"{site}/robots.txt does not allow it")
        last = self._asked.get(site)
        if last is not None and delay:
            self.sleep(max(0.0, last + min(delay, LONGEST_DELAY) - time.monotonic()))
        self._asked[site] = time.monotonic()

    def _read_robots(self, site: str, deadline: float) -> Callable[[str], tuple[bool, float]]:
        """What a site lets us ask for, by RFC 9309: all where it has no robots.txt, nothing where
        its server fails.
        """
        from protego import Protego

        url, text = f"{site}/robots.txt", ""
        for _ in range(MOST_REDIRECTS + 1):
            page, target = self._once(checked_url(url), {}, deadline, LARGEST_ROBOTS, cut=True)
            if target is not None:
                url = urljoin(url, target)
                continue
            if page.status >= 500:
                raise NotAnArticle(f"{site}/robots.txt can't be read (status {page.status})")
            text = page.data.decode("utf-8", "replace") if page.status == 200 else ""
            break
        rules = Protego.parse(text)
        return lambda of: (rules.can_fetch(of, AGENT), rules.crawl_delay(AGENT) or 0.0)

    def _once(
        self, url: str, headers: dict[str, str], deadline: float, most: int, *, cut: bool = False
    ) -> tuple[Page, str | None]:
        """One answer, and where it leads. With ``cut``, what is beyond ``most`` is left out."""
        sent: list[tuple[bytes | str, bytes | str]] = [
            ("Host", urlsplit(url).netloc),
            ("User-Agent", f"{AGENT}/{version('pressmark')}"),
            ("Accept", "*/*"),
            ("Accept-Encoding", "gzip, identity"),
            *headers.items(),
        ]
        backend = Public(deadline, allow_private=self.allow_private, resolve=self.resolve)
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream("GET", url.encode("ascii"), headers=sent) as answer,
            ):
                told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
                target = told.get("location") if answer.status in _REDIRECTS else None
                wanted = target is None and answer.status == 200
                data = _body(answer, told.get("content-encoding", ""), most, cut) if wanted else b""
                kind = told.get("content-type", "").partition(";")[0].strip().lower()
                made = (kind, data, told.get("etag"), told.get("last-modified"))
                return Page(url, answer.status, *made), target
        except UnicodeEncodeError as error:
            raise NotAnArticle("its address has letters that must be encoded") from error
        except httpcore.TimeoutException as error:
            raise NotAnArticle(f"fetching it took over {self.seconds:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NotAnArticle(f"its server can't be reached ({str(error)[:80]})") from error


def _body(answer: httpcore.Response, encoding: str, most: int, cut: bool) -> bytes:
    """The bytes of an answer, unpacked; never more than ``most``."""
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip"):
        raise NotAnArticle(f"it is packed as {packed[:20]!r}, which was not asked for")
    unpack = zlib.decompressobj(wbits=31) if packed == "gzip" else None
    found = bytearray()
    try:
        for chunk in answer.iter_stream():
            found += unpack.decompress(chunk, most + 1 - len(found)) if unpack else chunk
            if len(found) > most:
                if cut:
                    return bytes(found[:most])
                raise NotAnArticle(f"it has more than {most / 1e6:g} MB")
    except zlib.error as error:
        raise NotAnArticle("it is packed wrongly") from error
    return bytes(found)

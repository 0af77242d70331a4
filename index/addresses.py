"""Connections to public addresses only: a page may not make us ask machines inside our own network.

A name is resolved here, once for each connection; every address that it has must be public, and the
connection goes to the address that was looked at. So a name whose answer changes between the look
and the connection ("DNS rebinding") gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from index.errors import NotAnArticle

Resolve = Callable[[str, int], list[str]]
"""The addresses of a host, best first. Raises OSError where there is none."""
_EMBEDDED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address, which is in the last four bytes (RFC 6052)."""


def resolved(host: str, port: int) -> list[str]:
    """The addresses of ``host`` by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether ``address`` is one of the open internet, and so is the one that it stands for.

    >>> [is_public(a) for a in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _EMBEDDED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast


class Public(httpcore.NetworkBackend):
    """Connects to public addresses, and ends with all it has opened at one time.

    Raises, when it connects:
        NotAnArticle: the host has an address that is not public, or none.
    """

    def __init__(
        self, deadline: float, *, allow_private: bool = False, resolve: Resolve = resolved
    ) -> None:
        """``deadline``: by time.monotonic()."""
        self._inner = httpcore.SyncBackend()
        self._deadline, self._allow, self._resolve = deadline, allow_private, resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """See httpcore."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NotAnArticle(f"its host {host} is not known") from error
        if not self._allow and (bad := [a for a in addresses if not is_public(a)]):
            raise NotAnArticle(f"its host {host} has an address that is not public ({bad[0]})")
        wrong: Exception | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except httpcore.ConnectError as error:
                wrong = error
        raise httpcore.ConnectError(str(wrong or "no address"))

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never."""
        raise NotAnArticle("it is no web address")

    def sleep(self, seconds: float) -> None:
        """See httpcore."""
        time.sleep(seconds)


class _Timed(httpcore.NetworkStream):
    """A stream that is given up at a deadline, however slowly the other end drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        left = _left(self._deadline, timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return min(left, timeout) if timeout is not None else left

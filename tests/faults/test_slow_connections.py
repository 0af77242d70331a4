"""Connections that say little or nothing hold nothing for long."""

import asyncio
import socket
import threading
import time

import httpx
import pytest
import uvicorn

from api import connections, limits


async def app(scope, receive, send):
    """Answers "done" once it has the body, as the real application does behind its limit."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.6)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, port=number, http=connections.Patience, log_level="critical",
                       lifespan="off", timeout_keep_alive=10)
    )  # fmt: skip
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield number
    server.should_exit = True
    thread.join()


def closed(sock, pieces):
    """Whether the server closed the connection while ``pieces`` were sent, one a tenth second."""
    sock.settimeout(0.1)
    for piece in pieces:
        try:
            sock.sendall(piece)
            if sock.recv(1000) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_header_that_trickles_is_cut_off(port):
    with socket.create_connection(("127.0.0.1", port)) as silent:
        assert closed(silent, [b""] * 40)
    with socket.create_connection(("127.0.0.1", port)) as slow:
        begun = time.monotonic()
        assert closed(slow, [b"GET / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 100])
        assert time.monotonic() - begun < 5


def test_a_second_header_on_a_kept_connection_is_cut_off_too(port):
    with socket.create_connection(("127.0.0.1", port)) as kept:
        kept.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        told = b""
        while b"done" not in told:
            part = kept.recv(1000)
            assert part
            told += part
        assert closed(kept, [b"GET / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 100])


def test_a_body_that_takes_longer_than_a_header_may_is_waited_for(port):
    def body():
        for _ in range(10):
            time.sleep(0.1)
            yield b"x"

    assert httpx.post(f"http://127.0.0.1:{port}/", content=body()).text == "done"


def test_a_body_of_drops_is_refused_in_the_end(monkeypatch):
    monkeypatch.setattr(limits, "LONGEST_BODY", 0.2)
    sent = []

    async def scene():
        async def drop():
            await asyncio.sleep(0.02)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/v1/ask", "headers": []}
        await limits.BodyLimit(None)(scope, drop, send)

    asyncio.run(scene())
    assert sent[0]["status"] == 408
    assert b"took more than" in sent[1]["body"]

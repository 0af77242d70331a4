"""Pages and feeds from real servers on this machine, and whatever must not be fetched."""

import gzip
import json
import socket
import threading
import time
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import HashedEmbedder, pressmark
from test_formats import PARAGRAPHS, page

from index.add import add
from index.addresses import is_public
from index.catalogue import Catalogue
from index.errors import NotAnArticle, NothingToIndex
from index.fetch import Fetcher, checked_url

LONG = "The zeppelin left the mast at ten and was seen over the lake at noon. " * 20
FEED = (
    "<rss version='2.0'><channel><title>Post</title>"
    "<item><guid>1</guid><title>Short</title><link>{0}/short.html</link>"
    "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>"
    "<description>It begins so.</description></item>"
    "<item><guid>2</guid><title>Long</title><link>{0}/long.html</link>"
    "<description>{1}</description></item>"
    "<item><guid>3</guid><title>Gone</title><link>{0}/gone.html</link>"
    "<description>All that is left of it.</description></item></channel></rss>"
)


class Site:
    """What a server answers: by path, (status, headers, body, seconds between two parts)."""

    def __init__(self):
        self.pages, self.asked, self.base = {}, [], ""

    def put(self, path, body=b"", status=200, wait=0.0, **headers):
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, named, data, wait)

    def times(self, path):
        return sum(asked == path for asked, _ in self.asked)


@contextmanager
def running():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            status, headers, data, wait = site.pages.get(self.path, (404, {}, b"", 0))
            if status == 200 and self.headers.get("If-None-Match") == headers.get("ETag", "-"):
                status, data = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            for start in range(0, len(data), 50 if wait else len(data) or 1):
                try:
                    self.wfile.write(data[start : start + (50 if wait else len(data))])
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(wait)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site():
    with running() as made:
        yield made


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive"


def fetch(archive, *urls, **more):
    fetcher = Fetcher(allow_private=True, **more)
    return add(archive, urls, fetcher=fetcher, embedder=HashedEmbedder())


def stored(archive):
    with closing(Catalogue(archive)) as catalogue:
        return {a.title: a for a in catalogue.current()}


def html(title, words):
    return page(f"<p>{words}</p>" + PARAGRAPHS).replace("<title>", f"<title>{title} ", 1)


def test_a_page_is_read_once_and_then_only_if_it_has_changed(site, archive):
    site.put("/a.html", html("A", "A zeppelin came."), Content_Type="text/html", ETag='"1"')
    url = f"{site.base}/a.html"
    assert fetch(archive, url, f"{url}#part").new == 1
    assert site.times("/a.html") == 1
    (first,) = stored(archive).values()
    assert (first.url, first.origin) == (url, url)
    assert "zeppelin" in first.text
    report = fetch(archive, url)
    assert (report.unchanged, report.new, report.published) == (1, 0, False)
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    site.put("/a.html", html("A", "A balloon came."), Content_Type="text/html", ETag='"2"')
    assert fetch(archive, url).changed == 1
    (second,) = stored(archive).values()
    assert (second.id, "balloon" in second.text) == (first.id, True)


def test_the_entries_of_a_feed_whole(site, archive):
    site.put("/feed", FEED.format(site.base, LONG), Content_Type="application/rss+xml", ETag='"f"')
    site.put("/short.html", html("Short", "All of it is here."), Content_Type="text/html")
    report = fetch(archive, f"{site.base}/feed")
    assert report.new == 3
    assert [(s.origin, s.reason[:25]) for s in report.skipped] == [
        (f"{site.base}/gone.html", "its server answered 404; ")
    ]
    found = {a.url.rsplit("/", 1)[1]: a for a in stored(archive).values()}
    assert "All of it is here." in found["short.html"].text
    # The page names no day, its entry does.
    assert found["short.html"].published == "2024-05-01"
    assert found["long.html"].text.startswith("The zeppelin left the mast")
    assert site.times("/long.html") == 0
    assert found["gone.html"].text == "All that is left of it."
    assert fetch(archive, f"{site.base}/feed").unchanged == 2
    assert site.times("/short.html") == 1


def test_robots_are_respected(site, archive):
    site.put("/robots.txt", "User-agent: *\nDisallow: /secret\nCrawl-delay: 7\n")
    for name in ("/secret/a.html", "/b.html", "/c.html"):
        site.put(name, html(name, f"The page {name}."), Content_Type="text/html")
    slept = []
    report = fetch(archive, *(site.base + n for n in ("/secret/a.html", "/b.html", "/c.html")),
                   sleep=slept.append)  # fmt: skip
    assert [s.reason for s in report.skipped] == [f"{site.base}/robots.txt does not allow it"]
    assert (report.new, site.times("/secret/a.html"), site.times("/robots.txt")) == (2, 0, 1)
    assert len(slept) == 1
    assert 0 < slept[0] <= 7


def test_a_site_whose_robots_fail_is_left_alone(site, archive):
    site.put("/robots.txt", "", status=503)
    site.put("/a.html", html("A", "A page."), Content_Type="text/html")
    with pytest.raises(NothingToIndex, match=r"robots.txt can't be read \(status 503\)"):
        fetch(archive, f"{site.base}/a.html")
    assert site.times("/a.html") == 0


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378::1", "no address",
])  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e"]
)
def test_public_addresses(address):
    assert is_public(address)


def test_private_addresses_are_not_asked(site, archive):
    site.put("/a.html", html("A", "A page."), Content_Type="text/html")
    port = site.base.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0"):
        with pytest.raises(NotAnArticle, match=r"not public|not known"):
            Fetcher().get(f"http://{host}:{port}/a.html")
    assert site.asked == []
    with pytest.raises(NothingToIndex, match="not public"):
        add(archive, [f"{site.base}/a.html"], embedder=HashedEmbedder())
    assert not (archive / "CURRENT").exists()


def test_a_name_that_is_bound_anew_gains_nothing(site):
    site.put("/a.html", html("A", "A page."), Content_Type="text/html")
    port = site.base.rpartition(":")[2]
    answers = []

    def resolver(host, _):
        # First a public address (of a network for documentation, where nobody answers), then ours.
        answers.append(host)
        return ["93.184.215.14"] if len(answers) == 1 else ["127.0.0.1"]

    fetcher = Fetcher(resolve=resolver, seconds=1)
    with pytest.raises(NotAnArticle, match=r"over 1 seconds|can't be reached"):
        fetcher.get(f"http://rebound.test:{port}/a.html")
    with pytest.raises(NotAnArticle, match="not public"):
        fetcher.get(f"http://rebound.test:{port}/a.html")
    with pytest.raises(NotAnArticle, match="not public"):  # one bad address among good ones
        Fetcher(resolve=lambda *_: ["93.184.215.14", "10.0.0.1"]).get("http://both.test/")
    assert site.asked == []


def test_the_connection_goes_to_the_address_that_was_looked_at(site):
    site.put("/a.html", html("A", "A page."), Content_Type="text/html")
    port = site.base.rpartition(":")[2]
    asked = []
    fetcher = Fetcher(
        allow_private=True, resolve=lambda host, _: asked.append(host) or ["127.0.0.1"]
    )
    found = fetcher.get(f"http://nowhere.invalid:{port}/a.html")
    assert (found.status, set(asked)) == (200, {"nowhere.invalid"})
    assert site.asked[-1][1]["Host"] == f"nowhere.invalid:{port}"


def test_each_redirect_is_looked_at(site, archive):
    port = site.base.rpartition(":")[2]
    site.put("/in", status=302, Location=f"http://inside.test:{port}/a.html")
    site.put("/loop", status=302, Location="/loop")
    site.put("/file", status=301, Location="file:///etc/passwd")
    site.put("/ok", status=301, Location="/there.html")
    site.put("/there.html", html("A", "It is there."), Content_Type="text/html")

    def resolver(host, _):
        return ["127.0.0.1"] if host == "127.0.0.1" else ["10.0.0.7"]

    from index import addresses

    with pytest.MonkeyPatch.context() as patched:
        # The test's own server counts as public; nothing else is taken out of the guard.
        real = addresses.is_public
        patched.setattr(addresses, "is_public", lambda a: a == "127.0.0.1" or real(a))
        fetcher = Fetcher(resolve=resolver)
        for path, told in (("/in", "not public"), ("/loop", "redirected more than 5 times"),
                           ("/file", "begins with http")):  # fmt: skip
            with pytest.raises(NotAnArticle, match=told):
                fetcher.get(site.base + path)
        assert fetcher.get(f"{site.base}/ok").url == f"{site.base}/there.html"


def test_what_is_too_large_or_too_slow_is_given_up(site):
    site.put("/big.html", b"a" * 20_000_001, Content_Type="text/html")
    site.put("/bomb.html", gzip.compress(b"a" * 200_000_000), Content_Encoding="gzip")
    site.put("/fine.html", gzip.compress(b"<p>fine</p>"), Content_Encoding="gzip")
    site.put("/odd.html", b"?", Content_Encoding="br")
    site.put("/slow.html", b"a" * 5_000, wait=0.2)
    fetcher = Fetcher(allow_private=True)
    for path, told in (("/big.html", "more than 20 MB"), ("/bomb.html", "more than 20 MB"),
                       ("/odd.html", "packed as 'br'")):  # fmt: skip
        with pytest.raises(NotAnArticle, match=told):
            fetcher.get(site.base + path)
    assert fetcher.get(f"{site.base}/fine.html").data == b"<p>fine</p>"
    begun = time.monotonic()
    with pytest.raises(NotAnArticle, match="took over 1 seconds"):
        Fetcher(allow_private=True, seconds=1).get(f"{site.base}/slow.html")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("url", [
    "ftp://e.org/a", "file:///etc/passwd", "javascript:alert(1)", "e.org", "http://", "http://u:p@e.org",
    "http://e.org:99999/", "http://[::1/", "http://e.org:0/",
])  # fmt: skip
def test_what_is_no_web_address(url):
    with pytest.raises(NotAnArticle):
        checked_url(url)


def test_a_server_that_is_not_there(archive):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NothingToIndex, match="can't be reached"):
        fetch(archive, f"http://127.0.0.1:{port}/a.html")


def test_the_command(site, tmp_path):
    site.put("/a.html", html("A", "A zeppelin came by."), Content_Type="text/html")
    refused = pressmark(tmp_path, "add", f"{site.base}/a.html")
    assert refused.returncode == 1
    assert "not public" in refused.stderr
    done = pressmark(tmp_path, "add", "--allow-private", "--json", f"{site.base}/a.html")
    assert (done.returncode, json.loads(done.stdout)["new"]) == (0, 1)

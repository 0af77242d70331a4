"""A folder of every format, indexed by one command."""

import gzip
import io
import json
import mailbox
from contextlib import closing
from pathlib import Path

from conftest import pressmark
from test_formats import BOOK, BRIDGE, CONTAINER, PARAGRAPHS, message, page, pdf, zipped

from bench.reliability import containers
from index.formats import READERS

RSS = (
    "<rss version='2.0'><channel><title>Post</title><item><guid>g</guid><title>T</title>"
    "<description>The {0} runs again on Monday.</description></item></channel></rss>"
)


def line(word):
    return f"The {word} runs again on Monday."


def made(word, kind, place):  # noqa: PLR0911, PLR0912 one return a format
    """A file of a format, whose text has ``word`` in it."""
    html = page(f"<p>{line(word)}</p>" + PARAGRAPHS).encode()
    if kind in (".html", ".htm", ".xhtml"):
        return html
    if kind in (".mhtml", ".mht"):
        return b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    if kind in (".warc", ".warc.gz"):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/{word}\r\n"
            "WARC-Date: 2025-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}"
            "\r\n\r\n"
        )
        data = head.encode() + http + b"\r\n\r\n"
        return gzip.compress(data) if kind.endswith("gz") else data
    if kind == ".docx":
        import docx

        document, buffer = docx.Document(), io.BytesIO()
        document.add_paragraph(line(word))
        document.save(buffer)
        return buffer.getvalue()
    if kind == ".odt":
        return containers.odt(containers.open_document(b"\0" + line(word).encode()))
    if kind == ".odp":
        return containers.odt(containers.open_slides(b"\0" + line(word).encode()))
    if kind == ".ods":
        return containers.odt(containers.open_sheet(("title", "text"), ("T", line(word))))
    if kind == ".xlsx":
        return containers.xlsx(containers.sheet_rows(("title", "text"), ("T", line(word))))
    if kind in (".doc", ".xls"):
        return next((Path(__file__).parent / "office").glob(f"*{kind}")).read_bytes()
    if kind == ".pptx":
        return containers.pptx(
            containers.shape("title", "T") + containers.shape("body", line(word))
        )
    if kind == ".msg":
        return containers.msg(line(word).encode())
    if kind == ".mbox":
        mail = message()
        mail.set_content(line(word))
        with closing(mailbox.mbox(place / "box")) as box:
            box.add(mail)
        return (place / "box").read_bytes()
    if kind == ".webarchive":
        return containers.webarchive(html)
    if kind == ".enex":
        return containers.enex(line(word).encode())
    if kind == ".epub":
        return zipped({
            "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": BOOK,
            "OEBPS/a b.xhtml": f"<p>{BRIDGE}</p>", "OEBPS/c.xhtml": f"<p>{line(word)}</p>",
        })  # fmt: skip
    if kind == ".eml":
        mail = message()
        mail.set_content(line(word))
        return mail.as_bytes()
    plain = {
        ".txt": f"Title\n{line(word)}\n", ".md": f"# Title\n\n{line(word)}\n",
        **dict.fromkeys((".markdown", ".mdx", ".qmd", ".rmd"), f"# Title\n\n{line(word)}\n"),
        ".rst": f"Title\n=====\n\n{line(word)}\n",
        ".rtf": f"{{\\rtf1\\ansi {line(word)}\\par}}",
        ".json": json.dumps({"text": line(word)}), ".jsonl": json.dumps({"text": line(word)}),
        ".ndjson": json.dumps({"text": line(word)}),
        ".csv": f"title,text\nT,{line(word)}\n", ".tsv": f"title\ttext\nT\t{line(word)}\n",
        ".rss": RSS.format(word), ".xml": RSS.format(word),
        ".nxml": f"<doc><text>{line(word)}</text></doc>",
        ".sgm": f"<DOC><DOCNO>a</DOCNO><TEXT>{line(word)}</TEXT></DOC>",
        ".sgml": f"<DOC><DOCNO>b</DOCNO><TEXT>{line(word)}</TEXT></DOC>",
        ".atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>P</title><entry><id>e</id>"
        f"<title>T</title><summary>{line(word)}</summary></entry></feed>",
    }  # fmt: skip
    if kind == ".pdf":
        return pdf([[line(word)]])
    if kind == ".zip":
        return zipped({"inner/a.txt": plain[".txt"]})
    plain[".tar"] = plain[".tgz"] = containers.tarred(
        {"inner/a.txt": plain[".txt"].encode()}
    ).decode()
    data = plain[kind.removesuffix(".gz")].encode()
    return gzip.compress(data) if kind.endswith("gz") else data


def test_a_folder_of_every_format_in_one_command(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    words = {kind: f"zeppelin{kind.replace('.', 'q')}" for kind in READERS}
    for kind, word in words.items():
        (folder / f"file{kind}").write_bytes(made(word, kind, tmp_path))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    done = pressmark(tmp_path, "index", "--json", "articles")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["skipped"], report["new"]) == ([], len(READERS) + 1)  # two rows of .xls
    assert report["others"] == {".png": 1}
    articles = json.loads(pressmark(tmp_path, "list", "--json").stdout)
    assert {a["origin"].split("file")[1].split("#")[0] for a in articles} == set(READERS)
    for kind in (
        ".doc", ".xls", ".pdf", ".docx", ".odt", ".rtf", ".warc.gz", ".zip", ".mbox", ".epub",
    ):  # fmt: skip
        found = json.loads(
            pressmark(
                tmp_path, "search", "--json", "--mode", "sparse", "--all", "-k", "1", words[kind]
            ).stdout
        )["hits"]
        assert line(words[kind]) in found[0]["text"]

"""Files into articles: what is read, what is left out, and what a reader is told about it."""

import contextlib
import os
from pathlib import Path

import pytest

from index.errors import BadInput, NotAnArticle
from index.read import LARGEST, checked_root, read_article, read_bytes
from index.sources import ALL

SEEDS = Path(__file__).parents[1] / "seeds" / "articles"
GIFT = (
    "Before departing for Vietnam, Putin presented Kim with a luxury Aurus car, a ceremonial "
    "admiral’s dagger, and a tea set, while Kim gifted Putin artworks featuring his likeness."
)


def article(data, name="harbour/tram-strike_off.txt"):
    return read_article(Path(name), data if isinstance(data, bytes) else data.encode())


def markdown(data):
    return article(data, "harbour/tram-strike_off.md")


def reason(data, name="a.txt"):
    with pytest.raises(NotAnArticle) as caught:
        article(data, name)
    return str(caught.value)


# Plain text


def test_the_first_line_is_the_title():
    found = article("Strike called off\nThe strike is over.\n\nBoth sides agreed.\n")
    assert (found.title, found.text, found.source) == (
        "Strike called off",
        "The strike is over.\n\nBoth sides agreed.",
        "harbour",
    )
    assert found.origin == "harbour/tram-strike_off.txt"


def test_blank_lines_around_title_and_text_are_left_out():
    found = article("\n\nStrike called off\n\n\nIt is over.\n\n")
    assert (found.title, found.text) == ("Strike called off", "It is over.")


def test_one_line_is_text_and_the_title_is_the_name_of_the_file():
    found = article("The strike is over.\n")
    assert (found.title, found.text) == ("Tram strike off", "The strike is over.")


def test_a_first_line_too_long_for_a_title_is_text():
    assert article("a" * 200 + "\nMore.").title == "a" * 200
    found = article("a" * 201 + "\nMore.")
    assert (found.title, found.text) == ("Tram strike off", "a" * 201 + "\nMore.")


def test_line_ends_and_the_byte_order_mark_leave_no_trace():
    windows, unix = "\ufeffTitle\r\nOne.\r\n\r\nTwo.\rThree.", "Title\nOne.\n\nTwo.\nThree."
    assert article(windows) == article(unix)
    assert article(unix).text == "One.\n\nTwo.\nThree."
    front = "---\ntitle: Called off\n---\nIt is over."
    assert markdown("\ufeff" + front.replace("\n", "\r\n")) == markdown(front)


# Markdown


def test_front_matter_fields():
    found = markdown(
        "---\ntitle: 'Called  off'\ndate: 2025-06-08\nauthor: R. Achterberg\n"
        "source: Quarterly\nurl: https://example.org/a\ntags: [trams, ' pay ', 2025]\n---\n"
        "It is over.\n"
    )
    assert (found.title, found.published, found.author) == (
        "Called off",
        "2025-06-08",
        "R. Achterberg",
    )
    assert (found.source, found.url) == ("Quarterly", "https://example.org/a")
    assert (found.tags, found.text) == (("trams", "pay", "2025"), "It is over.")


def test_without_front_matter_the_heading_is_the_title_and_the_folder_the_source():
    found = markdown("# Called *off*\n\nIt is over.")
    assert (found.title, found.text, found.source) == ("Called off", "It is over.", "harbour")
    assert (found.published, found.author, found.url, found.tags) == (None, None, None, ())
    assert markdown("It is over.").title == "Tram strike off"
    # A heading that only repeats the title does not stand in the text a second time.
    assert (
        markdown("---\ntitle: Called off\n---\n# Called off\n\nIt is over.").text == "It is over."
    )
    assert markdown("---\ntitle: Called off\n---\n# On\n\nIt is over.").text == "On\n\nIt is over."


@pytest.mark.parametrize(
    "date",
    ["2025-06-08", "'2025-06-08'", "2025-06-08 07:30:00", "'2025-06-08T07:30:00+02:00'",
     "2025-06-08T07:30:00Z"],
)  # fmt: skip
def test_a_date_may_be_a_yaml_date_a_time_or_a_string(date):
    assert markdown(f"---\ndate: {date}\n---\nIt is over.").published == "2025-06-08"


@pytest.mark.parametrize(
    ("text", "published", "dated_by"),
    [
        ("---\nlayout: post\npublished: true\ndate: 2024-06-05 10:00:00 +0200\n---\nIt is over.",
         "2024-06-05", "front matter"),
        ("---\ndate: June 5, 2024\n---\nIt is over.", "2024-06-05", "front matter"),
        ("---\npubDate: 'Jul 08 2022'\n---\nIt is over.", "2022-07-08", "front matter"),
        ("---\ncreated: soon\n---\nIt is over.", None, None),
        ("+++\ndate = 2024-06-05T23:30:00-07:00\n+++\nIt is over.", "2024-06-05", "front matter"),
        ("---\nurl: https://e.org/2024/06/05/over\n---\nIt is over.", "2024-06-05", "url"),
        ("# Over\n\n*5 June 2024*\n\nIt is over.", "2024-06-05", "first lines"),
        ("# Over\n\nPosted on June 5, 2024 by Ann Lee\n\nIt is over.", "2024-06-05", "first lines"),
        ("# Over\n\nJune 5, 2024 | Harbour Post\n\nIt is over.", "2024-06-05", "first lines"),
        ("# Over\n\nIn June 5, 2024 was a Wednesday.\n\nIt is over.", None, None),
    ],
)  # fmt: skip
def test_where_markdown_has_its_date(text, published, dated_by):
    found = markdown(text)
    assert (found.published, found.dated_by) == (published, dated_by)


@pytest.mark.parametrize("name", ["2024-06-05-tram-strike.md", "2024_06_05 Tram strike.txt"])
def test_a_file_may_be_named_by_its_day(name):
    found = read_article(Path("harbour") / name, b"It is over.")
    assert (found.title, found.published, found.dated_by) == (
        "Tram strike", "2024-06-05", "file name",
    )  # fmt: skip
    with_date = b"# Tram strike\n\n1 May 2023\n\nIt is over."
    assert read_article(Path("harbour") / name, with_date).published == "2023-05-01"


@pytest.mark.parametrize("name", ["2024-13-05-strike.md", "2024-06-051.md", "12024-06-05.md"])
def test_a_number_in_a_name_is_no_day(name):
    assert read_article(Path("harbour") / name, b"It is over.").published is None


def test_fields_under_the_names_that_others_give_them():
    found = markdown(
        "---\nTitle: Called off\nauthors:\n  - name: Ann Lee\n    title: Editor\n  - Bo\n"
        "keywords: trams, pay\npublisher: Quarterly\ncanonical_url: https://example.org/a\n"
        "language: en\n---\nIt is over.\n"
    )
    assert (found.title, found.author) == ("Called off", "Ann Lee, Bo")
    assert found.tags == ("trams", "pay")
    assert (found.source, found.url, found.language) == ("Quarterly", "https://example.org/a", "en")
    assert markdown("---\nauthor: [Ann Lee, Bo]\n---\nIt is over.").author == "Ann Lee, Bo"
    # Hugo's is where the article stands on its site, and not an address.
    assert markdown("---\nurl: /posts/over/\n---\nIt is over.").url is None


def test_names_and_tags_a_level_deeper():
    hugo = '+++\ntitle = "Over"\n[params]\nauthor = "Ann Lee"\ntitle = ["x"]\nurl = 3\n+++\nIt is.'
    assert (markdown(hugo).title, markdown(hugo).author) == ("Over", "Ann Lee")
    zola = "---\nauthor: Bo\ntaxonomies:\n  tags: [a, b]\nextra:\n  author: {x: y}\n---\nIt is."
    assert (markdown(zola).tags, markdown(zola).author) == (("a", "b"), "Bo")


def test_front_matter_in_toml():
    found = markdown(
        '+++\ntitle = "Called off"\ndate = 2024-06-05\nauthors = ["Ann Lee"]\n'
        'tags = ["trams", "pay"]\ndraft = false\n[params]\nmath = true\n+++\n\nIt is over.\n'
    )
    assert (found.title, found.published, found.author) == ("Called off", "2024-06-05", "Ann Lee")
    assert (found.tags, found.text) == (("trams", "pay"), "It is over.")


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("title = Called off", "front matter is not TOML (line 2)"),
        ("a = 1\nb = 2024-02-30", "front matter is not TOML (line 3)"),
        ("a = [", "front matter is not TOML"),
        ("x = " + "[" * 10_000, "front matter is not TOML"),
        ("x = '" + "a" * 16_000 + "'", "front matter is over 16,000 characters"),
        ("date = 'tomorrow'", "date 'tomorrow' is not like 2024-06-20"),
        ("url = 'javascript:alert(1)'", "does not begin with http:// or https://"),
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_bad_toml_is_refused_with_its_reason(front, told):
    assert told in reason(f"+++\n{front}\n+++\nIt is over.", "a.md")


def test_no_date_is_no_date():
    assert markdown("---\ndate:\n---\nIt is over.").published is None
    assert markdown("---\ndate: ''\n---\nIt is over.").published is None


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("| Stop | Opened |\n|---|:-:|\n| *Harbour* | 2021 |\n| Airport<br>north | |\n| - | |",
         ["Stop | Opened", "Stop: Harbour | Opened: 2021", "Stop: Airport north", "Stop: -"]),
        ("| | Open |\n|---|---|\n| Airport | 2024 | \n\n|A|\n|-|\n|B|",
         ["Open", "Airport | Open: 2024", "A", "B"]),
        ("<div class='note'>\nMind the <b>step</b>.\n</div>\n\n<script>run()</script>\n\nGo on.",
         ["Mind the step.", "Go on."]),
        ("<table><tr><td>Airport</td><td>2024</td></tr></table>", ["Airport | 2024"]),
        ("Ann met [[Petra Novak]] and [[novak-jan|her brother]].![[photo.jpg]]",
         ["Ann met Petra Novak and her brother."]),
        ("The depot burnt down.[^1] Nobody was hurt.[^b]\n\n[^1]: In *May*.\n\nUse [^a-z].",
         ["The depot burnt down. Nobody was hurt.[^b]", "In May.", "Use [^a-z]."]),
        ("**Length:** 2.4 km\n**Cars a day (expected):** 23,000\nBuilt by: Bo, Ray & Sons",
         ["Length: 2.4 km", "Cars a day (expected): 23,000", "Built by: Bo, Ray & Sons"]),
        ("- [ ] call the depot\n- [x] write to Jana\n- [X](https://e.org) opened",
         ["  call the depot", "  write to Jana", "  X opened"]),
        ("{% include ad.html id='1' %}\n\n{{< figure src=\"a.jpg\" >}} The tram {{% b %}}came."
         "\n{: .lead}",
         ["The tram came."]),
        ("> [!info]- Opening *hours*\n> The lamp is lit\n> at nine.\n\n> [!NOTE]\n> Bring cash.",
         ["Opening hours", "The lamp is lit at nine.", "Bring cash."]),
        ("Ask ==the keeper== about it.%% or *not* %% ^ask-1\n\n%% later %%\n\n"
         "If a == b and c == d, 50 %% of 10 ^6",
         ["Ask the keeper about it.", "If a == b and c == d, 50 %% of 10 ^6"]),
        ("See [the times]({{< ref \"times.md\" >}}).\n\n```dataview\nLIST\n```\n\n```py\nx\n```",
         ["See the times.", "x"]),
        ("Keep `{% raw %}` and `[[x]]`, {{ site.name }} and {a: b}.",
         ["Keep {% raw %} and [[x]], {{ site.name }} and {a: b}."]),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)  # fmt: skip
def test_markdown_is_stored_as_a_reader_sees_it(text, seen):
    assert markdown(f"# Tram\n\n{text}").text.split("\n\n") == seen


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("title: [a", "front matter is not YAML"),
        ("a: b: c", "front matter is not YAML (line 2)"),
        ("title: x\n\tb: y", "front matter is not YAML (line 3)"),
        ("- a\n- b", "not a list of 'field: value' lines"),
        ("title: [a, b]", "field 'title' must be one line"),
        ("author: {a: b}", "field 'author' must be one line"),
        ("tags: {a: b}", "field 'tags' must be a list"),
        ("tags: [[a]]", "field 'tags' must be a list"),
        ("date: tomorrow", "date 'tomorrow' is not like 2024-06-20"),
        ("date: 30 February", "date '30 February' is not like 2024-06-20"),
        ("x: " + "[" * 20_000, "front matter is not YAML"),
        ("x: " + "a" * 64_000, "front matter is over 64,000 characters"),
        ("url: javascript:alert(1)", "does not begin with http:// or https://"),
        ("url: JavaScript:alert(1)", "does not begin with http:// or https://"),
        ("url: file:///etc/passwd", "does not begin with http:// or https://"),
        ("url: 'data:text/html,http://a.example'", "does not begin with http:// or https://"),
        ("url: 'https://'", "does not begin with http:// or https://"),
    ],
    ids=lambda text: text[:30],
)
def test_bad_front_matter_is_refused_with_its_reason(front, told):
    assert told in reason(f"---\n{front}\n---\nIt is over.", "a.md")


def test_a_day_that_no_calendar_has_is_refused():
    # YAML has dates of its own, so this may be noticed by YAML or by the field's own rule.
    told = reason("---\ndate: 2025-02-30\n---\nIt is over.", "a.md")
    assert "front matter is not YAML" in told or "is not like 2024-06-20" in told


def test_front_matter_runs_no_code(tmp_path):
    made = tmp_path / "made"
    front = f"---\nx: !!python/object/apply:os.mkdir ['{made}']\n---\nIt is over."
    with contextlib.suppress(NotAnArticle):
        markdown(front)
    assert not made.exists()


@pytest.mark.parametrize("title", ["No", "Off", "10:30", "007", "1.10", "2025-06-08", "1_000"])
def test_a_title_that_looks_like_a_yaml_number_or_truth_stays_as_written(title):
    # YAML 1.1 reads these as False, False, 630, 7, 1.1, a date and 1000.
    assert markdown(f"---\ntitle: {title}\n---\nIt is over.").title == title


def test_markup_is_gone_from_the_text():
    found = markdown(
        "# Title\n\nThe **bold** and *leaning* `code` words of [a link](https://e.org/x)\n"
        "go\\\non.\n\n## Part\n\n- first\n- second\n\n> said\n\n1. one\n\n"
        "![a picture](p.png)\n\n<b>tag</b>s &amp; more\n\n<script>alert(1)</script>\n\n"
        "| h |\n|---|\n| cell |\n\n```\nx = 1\n```\n\n---\n"
    )
    assert found.text.split("\n\n") == [
        "The bold and leaning code words of a link go on.",
        "Part",
        "  first",
        "  second",
        "said",
        "  one",
        "a picture",
        "tags & more",
        "h",
        "cell",
        "x = 1",
    ]


# What is no article


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n", "it is empty"),
        ("Titel\nText.".encode("utf-16"), "it is UTF-16"),
        (b"\xfe\xff\0T\0i", "it is UTF-16"),
        (b"PK\x03\x04\0\0", "it is a binary file"),
        ("Caf\u00e9\nText.".encode("latin-1"), "it is not UTF-8 (byte 3)"),
        (b"...\n---\n!", "it holds no words"),
    ],
)
def test_bytes_that_are_no_article_are_named(data, told):
    assert told in reason(data)
    assert told in reason(data, "a.md")


def test_front_matter_alone_holds_no_words():
    assert reason("---\ntitle: Called off\n---\n", "a.md") == "it holds no words"


def test_a_file_may_have_20_mb_and_not_a_byte_more(tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes(b"")
    os.truncate(path, LARGEST)  # sparse: takes no room on the disk
    assert len(read_bytes(path)) == 20_000_000
    os.truncate(path, LARGEST + 1)
    with pytest.raises(NotAnArticle, match="more than 20 MB"):
        read_bytes(path)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")  # opening it would wait for a writer for ever
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    for name in ("pipe.txt", "folder.txt", "gone.txt", "circle.txt", "never-there.txt"):
        with pytest.raises(NotAnArticle, match=r"not a regular file|can't be read"):
            read_bytes(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("Title\nText.")
    path.chmod(0)
    with pytest.raises(NotAnArticle, match="can't be read: Permission denied"):
        read_bytes(path)


def test_a_name_too_long_for_the_file_system_is_refused(tmp_path):
    # Permission is no obstacle for root: this is an OSError that everybody gets.
    with pytest.raises(NotAnArticle):
        read_bytes(tmp_path / ("a" * 300 + ".txt"))


# Folders


def test_files_are_found_in_order_and_hidden_ones_left_out(tmp_path):
    for name in ("b.txt", "a.MD", "c.xyz", ".d.txt", "sub/e.md", ".git/f.txt", "sub/.g/h.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Title\nText.")
    found = [path.relative_to(tmp_path).as_posix() for path in ALL.files(tmp_path)[0]]
    assert found == ["a.MD", "b.txt", "sub/e.md"]


def test_the_parts_of_a_page_that_was_saved_whole_are_no_articles(tmp_path):
    for name in (
        "Ferry back.html", "Ferry back_files/frame.html", "Ferry back_files/ads/a.htm",
        "Ferry back_files/data.json", "Ferry back_files/report.pdf", "Brücke.htm",
        "Brücke-Dateien/a.html", "old_files/a.html", "_files/b.html",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>One is.</p>")
    found = [path.relative_to(tmp_path).as_posix() for path in ALL.files(tmp_path)[0]]
    assert found == [
        "Brücke.htm", "Ferry back.html", "Ferry back_files/report.pdf", "_files/b.html",
        "old_files/a.html",
    ]  # fmt: skip
    parts = tmp_path / "Ferry back_files"
    assert len(list(ALL.files(parts)[0])) == 4


def test_a_source_is_a_folder_or_a_file_of_a_known_format(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Title\nText.")
    (tmp_path / "a.xyz").write_text("%PDF")
    monkeypatch.chdir(tmp_path)
    assert checked_root(Path()) == tmp_path
    assert checked_root(Path("a.txt")) == tmp_path / "a.txt"
    with pytest.raises(BadInput, match=r"not one of \.atom, \.csv"):
        checked_root(Path("a.xyz"))
    with pytest.raises(BadInput, match="there is no such file or folder"):
        checked_root(Path("b.txt"))


# The seeds


def test_the_seed_article():
    path = SEEDS / "000_c609109ba5a2a854.txt"
    raw = path.read_text(encoding="utf-8")
    found = read_article(path, read_bytes(path))
    assert found.title == raw.split("\n", 1)[0]
    start = found.text.index(GIFT)
    assert found.text[start : start + len(GIFT)] == GIFT
    # The text begins after the title and its line break, and is the file's, unchanged.
    assert raw.index(GIFT) - raw.index(found.text) == start


def test_a_seed_in_markdown():
    path = SEEDS / "winter-without-a-bridge.md"
    found = read_article(path, read_bytes(path))
    assert (found.title, found.published, found.author, found.source) == (
        "The winter without a bridge",
        "2025-03-09",
        "Rosalind Achterberg",
        "Harbour Quarterly",
    )
    assert found.tags == ("Port Ellery", "transport", "feature")
    assert "#" not in found.text
    assert found.text.startswith("At 11 a.m. on Saturday, 8 March 2025, a retired crane driver")

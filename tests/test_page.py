"""The page in a real browser: what people do with it, and what articles can't do to it."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import CHROMIUM
from playwright.sync_api import expect, sync_playwright

from api.page import article_page
from index.paragraphs import soft_breaks
from index.records import Article

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")

INJURED = "how many people were injured on the Kestrel Bridge?"
UNKNOWN = "who won the 1998 World Cup?"
PAYLOADS = (Path(__file__).parent / "xss.txt").read_text(encoding="utf-8").splitlines()
STATIC = Path(__file__).parents[1] / "api" / "static"
WAIT = 60_000  # a busy machine may take long to answer; nothing is asserted about time


expect.set_options(timeout=WAIT)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as player:
        started = player.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update",
                  "--disable-sync"],
        )  # fmt: skip
        yield started
        started.close()


@pytest.fixture
def page(browser, served):
    """A new page at the server; whatever script, dialog or foreign request there is, it fails."""
    base = str(served.base_url).rstrip("/")
    context = browser.new_context(
        base_url=base, permissions=["clipboard-read", "clipboard-write"], locale="en-GB"
    )
    opened = context.new_page()
    wrong = []
    opened.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    opened.on("dialog", lambda dialog: (wrong.append("dialog"), dialog.dismiss()))
    opened.on("request", lambda request: (
        request.url.startswith(base) or wrong.append(f"request: {request.url}")))  # fmt: skip
    broken = ("Content Security", "TrustedHTML")
    opened.on("console", lambda line: (
        any(words in line.text for words in broken) and wrong.append(line.text)))  # fmt: skip
    opened.set_default_timeout(WAIT)
    yield opened
    assert wrong == []
    context.close()


def ask(page, question, **filters):
    more = "".join(f"&{name}={quote(value)}" for name, value in filters.items())
    page.goto(f"/?q={quote(question)}{more}")
    page.wait_for_selector("#answer[data-status]")


def test_ask_hover_click_through_to_the_words_and_back(page, served):
    page.goto("/")
    page.fill("#q", INJURED)
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer[data-status=answered]")
    answer = served.post("/v1/ask", json={"question": INJURED}).json()
    assert page.locator("#said .words").all_text_contents() == [
        sentence["text"] for sentence in answer["sentences"]
    ]
    chip = page.locator("#said .chip").first
    chip.hover()
    citation = answer["citations"][0]
    expect(page.locator("#peek q")).to_have_text(citation["quote"])
    chip.click()
    mark = page.locator("#article mark.sentence")
    expect(mark).to_have_text(citation["quote"])
    expect(page.locator("#article mark.short")).to_have_text(answer["short"])
    expect(mark).to_be_in_viewport()
    colours = page.evaluate(
        "['sentence', 'short'].map(c => getComputedStyle(document.querySelector"
        "(`#article mark.${c}`)).backgroundColor)"
    )
    assert len(set(colours)) == 2
    page.keyboard.press("Escape")
    expect(page.locator("#article")).to_be_hidden()
    expect(chip).to_be_focused()
    why = page.locator("#passages .why").first
    why.locator("summary").click()
    expect(why).to_contain_text("cosine")
    expect(why).to_contain_text("for its best sentence")


def test_a_list_is_shown_an_item_a_line_and_marked(page, served):
    question = "What are the main items of new spending in Oakhaven?"
    ask(page, question)
    (sentence,) = served.post("/v1/ask", json={"question": question}).json()["sentences"]
    lead, *items = [line.strip() for line in sentence["text"].split("\n\n")]
    assert (lead, len(items)) == ("The main items of new spending are:", 4)
    for place in ("#said", "#source-cards"):
        assert page.locator(f"{place} .line").all_text_contents() == [lead, *items]
        assert page.locator(f"{place} li mark.short").all_text_contents() == items
    page.locator("#said .chip").click()
    mark = page.locator("#article mark.sentence")
    expect(mark).to_contain_text(items[-1])
    assert mark.text_content() == sentence["text"]
    page.locator("#copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "".join(f"- {item}\n" for item in items) in copied
    page.goto(f"/plain?q={quote(question)}")
    assert page.locator(".said li").all_text_contents() == items


def test_a_quote_behind_emoji_is_marked_exactly(page, served):
    question = "Who discovered the balloon's box after the landing, and what did he suspect it was?"
    ask(page, question)
    answer = served.post("/v1/ask", json={"question": question}).json()
    cited = answer["citations"] or answer["nearest"]
    citation = next(c for c in cited if "box" in c["quote"])
    text = served.get(f"/v1/articles/{citation['article_id']}/text").text
    assert any(ord(c) > 0xFFFF for c in text[: citation["start"]])
    page.locator(f"#source-{citation['number']} .opens").click()
    expect(page.locator("#article mark.sentence")).to_have_text(citation["quote"])
    before = page.evaluate("document.querySelector('#article mark').previousSibling.data")
    assert before == text[: citation["start"]]


def test_headings_of_an_article_are_headings(page):
    page.goto("/")
    text = "😀 To\n\nIt is near.\n\nNorth\n\nCold. 😀 Far.\n\nSouth\n\nWarm."
    sections = [
        {"start": 0, "section": "page 1"}, {"start": 0, "section": "😀 To"},
        {"start": text.index("North"), "section": "😀 To › North"},
        {"start": text.index("South"), "section": "😀 To › South"},
    ]  # fmt: skip
    quote = text.index("Cold")
    script = """async ([text, start, end, sections]) => {
        const { marked } = await import("/static/text.js");
        const whole = document.createElement("p");
        whole.append(...marked(text, start, end, "", sections));
        const found = [...whole.querySelectorAll("[role=heading], mark")];
        return [whole.textContent, found.map((each) => [each.ariaLevel, each.textContent])];
    }"""
    assert page.evaluate(script, [text, quote, quote + 7, sections]) == [
        text, [["3", "😀 To"], ["4", "North"], [None, "Cold. 😀"], ["4", "South"]],
    ]  # fmt: skip


def test_filled_lines_flow_and_offsets_stay(page):
    page.goto("/")
    text = (
        "😀 Bridge closed\n    The old bridge was closed on Tuesday, since the\n"
        "river 😀 rose by four metres in one night.\n\nNext.\n"
    )
    breaks = soft_breaks(text)
    assert breaks == [text.index("\nriver")]
    script = """async ([text, breaks]) => {
        const { flowing } = await import("/static/text.js");
        return flowing(text, breaks);
    }"""
    shown = text.replace("\nriver", " river")
    assert page.evaluate(script, [text, breaks]) == shown
    article = Article("a", 1, "d", "o", "T", text, "", None, None, None, ())
    made = article_page(article, text.index("river"), text.index("\n\nNext"))
    assert shown in re.sub(r"</?mark[^>]*>", "", made)
    assert '<mark id="quote">river 😀 rose by four metres in one night.</mark>' in made


def test_what_is_not_in_the_articles_is_said(page):
    ask(page, UNKNOWN)
    expect(page.locator("#status")).to_have_text("Not in these articles")
    expect(page.locator("#reason")).to_contain_text("The articles do not say")
    expect(page.locator("#said .sentence")).to_have_count(0)
    expect(page.locator("#sources-title")).to_have_text("What comes nearest")
    expect(page.locator("#source-cards li")).to_have_count(3)


def test_filters_stand_in_the_address_and_narrow_the_answer(page):
    ask(page, INJURED)
    page.locator("#filters summary").click()
    page.fill("#source", "Port Ellery Sentinel")
    page.locator("#source").blur()
    page.wait_for_url("**source=Port+Ellery+Sentinel")
    page.wait_for_selector("#answer[data-status]")
    page.reload()
    page.wait_for_selector("#answer[data-status]")
    assert page.input_value("#source") == "Port Ellery Sentinel"
    found = page.locator("#passages .about").all_text_contents()
    assert found
    assert all("Port Ellery Sentinel" in line.split(" · ") for line in found)
    page.go_back()
    page.wait_for_url(lambda url: "source" not in url)
    page.wait_for_selector("#answer[data-status]")


def test_author_tag_and_language_narrow_too_and_stand_in_the_address(page, served):
    body = {"title": "Vole watch", "text": "Four voles were seen at the weir on Monday morning.",
            "author": "Ada Quill", "tags": ["voles"]}  # fmt: skip
    id_ = served.post("/v1/articles", json=body).json()["article_id"]
    ask(page, "How many voles were seen?", author="Ada Quill", tag="voles")
    assert page.input_value("#author") == "Ada Quill"
    assert page.input_value("#tag") == "voles"
    expect(page.locator("#filters-on")).to_have_text("(2 on)")
    expect(page.locator("#passages .opens")).to_have_text(["Vole watch"])
    assert page.locator("#authors option[value='Ada Quill']").count() == 1
    page.fill("#lang", "de")
    page.locator("#lang").blur()
    page.wait_for_url("**lang=de**")
    page.wait_for_selector("#answer[data-status=no_answer]")
    expect(page.locator("#reason")).to_contain_text("Nothing fits")
    page.locator("#filters-clear").click()
    page.wait_for_url(lambda url: "author" not in url and "lang" not in url)
    assert served.delete(f"/v1/articles/{id_}").is_success


def test_one_article_alone_is_asked_and_stands_in_the_address(page, served):
    ask(page, INJURED)
    first = page.locator("#source-cards .opens").first
    title = first.text_content()
    first.click()
    page.locator("#article-only").click()
    page.wait_for_url("**article=**")
    page.wait_for_selector("#answer[data-status]")
    expect(page.locator("#only-part cite")).to_have_text(title)
    expect(page.locator("#q")).to_be_focused()
    page.fill("#q", "who wrote it?")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=who+wrote+it**")
    page.wait_for_selector("#answer[data-status=answered]")
    expect(page.locator("#source-cards .opens")).to_have_text([title])
    page.reload()
    expect(page.locator("#only-part cite")).to_have_text(title)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
    assert Axe().run(page, options=rules).response["violations"] == []
    page.locator("#only-off").click()
    page.wait_for_url(lambda url: "article=" not in url)
    expect(page.locator("#only-part")).to_be_hidden()
    page.goto("/?q=x&article=ffffffffffff")
    page.wait_for_selector("#answer[data-status=no_answer]")
    expect(page.locator("#reason")).to_contain_text("There is no article ffffffffffff")
    page.goto("/library")
    page.locator("#articles .opens").first.click()
    page.locator("#article-only").click()
    page.wait_for_url("**/?article=**")
    expect(page.locator("#only-part cite")).not_to_be_empty()


def test_similar_articles_are_one_source_until_all_are_asked_for(page, served):
    said = "Three lynxes were released at Oakhaven on Sunday, the warden said in the morning."
    bodies = [{"title": f"Lynx {n}", "text": said} for n in range(3)]
    ids = served.post("/v1/articles", json=bodies).json()["article_ids"]
    question = "How many lynxes were released at Oakhaven?"
    ask(page, question)
    expect(page.locator("#source-cards li", has_text="Lynx")).to_have_count(1)
    expect(page.locator("#passages li", has_text="Lynx")).to_have_count(1)
    more = page.locator("#source-cards .similar", has_text="+2 similar")
    more.first.click()
    page.wait_for_url("**all=1**")
    page.wait_for_selector("#answer[data-status]")
    expect(page.locator("#source-cards li", has_text="Lynx")).to_have_count(3)
    expect(page.locator("#source-cards .similar")).to_have_count(0)
    expect(page.locator("#source-cards mark.short", has_text="Three")).to_have_count(3)
    for id_ in ids:
        assert served.delete(f"/v1/articles/{id_}").is_success


def test_what_was_searched_for_instead_of_a_word_is_said(page):
    ask(page, "how many people were injured on the Kestral Brigde?")
    expect(page.locator("#respelt")).to_contain_text("No article says “kestral”: searched for “kes")
    page.goto("/plain?q=injured+on+the+Kestral+bridge")
    expect(page.locator(".since")).to_contain_text("No article says “kestral”")


def test_a_question_goes_on_from_the_one_before(page):
    ask(page, "When was the Kestrel Bridge closed?")
    page.fill("#q", "why?")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=why**after=When**")
    expect(page.locator("#read-as")).to_contain_text("“why was the Kestrel Bridge closed?”")
    expect(page.locator("#said")).to_contain_text("barge")
    page.reload()
    expect(page.locator("#said")).to_contain_text("barge")
    page.locator("#copy").click()
    expect(page.locator("#state")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("**why?** (read as “why was the Kestrel Bridge closed?”)\n")
    page.fill("#q", "and how long is it?")  # "it" is what the question before was read to be about
    page.keyboard.press("Enter")
    expect(page.locator("#read-as")).to_contain_text("how long is the Kestrel Bridge?")
    page.go_back()
    expect(page.locator("#q")).to_have_value("why?")
    page.get_by_role("button", name="Ask it alone").click()
    page.wait_for_selector("#answer[data-status=no_answer]")
    expect(page.locator("#read-as")).to_be_hidden()
    assert "after" not in page.url
    page.fill("#q", INJURED)  # can be understood alone: its address is as if it were the first
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer[data-status=answered]")
    page.wait_for_url(lambda url: "after" not in url and "injured" in url)
    page.goto("/plain?q=When+was+the+Kestrel+Bridge+closed%3F")
    page.fill("#q", "why?")
    page.keyboard.press("Enter")
    expect(page.locator(".since")).to_contain_text("Read as “why was the Kestrel Bridge closed?”")
    expect(page.locator(".said")).to_contain_text("barge")


def test_how_a_statement_was_read_is_said(page):
    ask(page, "Terns had a good year on the Skerrow islands.")
    expect(page.locator("#read-as")).to_have_text(
        re.compile("“Is it true that Terns .*islands[?]” *$")
    )
    expect(page.locator("#read-as button")).to_have_count(0)
    expect(page.locator("#said")).to_contain_text("worst summer on record")


def test_a_permalink_shows_the_same_answer_and_that_its_article_changed(page, served):
    body = {"title": "Otter counted", "text": "Nine otters were counted at Skerrow weir in May."}
    id_ = served.post("/v1/articles", json=body).json()["article_id"]
    ask(page, "How many otters were counted at Skerrow weir?")
    said = page.locator("#said").text_content()
    assert "Nine otters" in said
    page.locator("#permalink").click()
    page.wait_for_url("**/a/*")
    expect(page.locator("#kept-note")).to_contain_text("compared with its article just now")
    page.reload()
    expect(page.locator("#said")).to_have_text(said)
    assert served.put(
        f"/v1/articles/{id_}", json={**body, "text": "Ten otters were counted at Skerrow weir."}
    ).is_success
    page.reload()
    expect(page.locator("#kept-note")).to_contain_text("has changed since")
    expect(page.locator("#source-cards .warn")).to_contain_text("does not say this any more")
    assert served.delete(f"/v1/articles/{id_}").is_success
    page.reload()
    expect(page.locator("#source-cards .warn")).to_have_text("The article has been removed.")


def test_a_card_names_who_speaks_and_who_wrote_it(served, page):
    text = (
        "THE CHAIR: Good evening. I open the hearing on the gondola.\n\n"
        "Councillor Ottoline: I rode in it as a child. I will vote for the blue cabins.\n\n"
        "Councillor Fenwick: My group wants none of them.\n\nTHE CHAIR: We will vote in May."
    )
    body = {"title": "Hearing on the gondola", "text": text, "author": "Ivo Quist"}
    id_ = served.post("/v1/articles", json=body).json()["article_id"]
    question = "How will Councillor Ottoline vote on the gondola?"
    page.goto(f"/?q={quote(question)}")
    expect(page.locator("#source-cards .about").first).to_contain_text(
        "by Ivo Quist · said by Councillor Ottoline"
    )
    page.goto(f"/plain?q={quote(question)}")
    expect(page.locator(".source .about").first).to_contain_text("said by Councillor Ottoline")
    assert served.delete(f"/v1/articles/{id_}").is_success


def test_files_are_added_found_and_removed(page):
    page.goto("/library")
    expect(page.locator("#articles li")).to_have_count(25)
    page.set_input_files("#files", [
        {"name": "zeppelin.md", "mimeType": "", "buffer":
            b"---\ntitle: Zeppelin moored\ndate: 2025-07-01\n---\n"
            b"## At the mast\n\nA zeppelin was moored at Quayle."},
        {"name": "broken.txt", "mimeType": "", "buffer": b"Caf\xe9"},
    ])  # fmt: skip
    added, broken = page.locator("#uploads li").all()
    expect(added).to_contain_text("added")
    expect(broken).to_contain_text("not UTF-8")
    line = page.locator("#articles li", has_text="Zeppelin moored")
    expect(line).to_contain_text("1 July 2025")
    page.keyboard.press("/")
    page.keyboard.type("Where was the zeppelin moored?")
    page.keyboard.press("Enter")
    expect(page.locator("#source-cards")).to_contain_text("A zeppelin was moored at Quayle.")
    expect(page.locator("#source-cards .about").first).to_contain_text("1 July 2025 · At the mast")
    page.goto("/plain?q=Where+was+the+zeppelin+moored%3F")
    expect(page.locator(".source .about").first).to_contain_text("2025-07-01, At the mast")
    page.goto("/library")
    line.locator(".remove").click()
    expect(line).to_have_count(1)  # the first press only asks
    line.locator(".remove").click()
    expect(line).to_have_count(0)
    expect(page.locator("#articles li")).to_have_count(25)


def test_a_dropped_file_is_added(page, served):
    page.goto("/library")
    expect(page.locator("#articles li")).to_have_count(25)
    page.evaluate("""() => {
        const data = new DataTransfer();
        data.items.add(new File(["Kite flown\\nA kite was flown at Oakhaven."], "kite.txt"));
        document.getElementById("drop").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    expect(page.locator("#uploads li")).to_contain_text("added")
    line = page.locator("#articles li", has_text="Kite flown")
    expect(line).to_have_count(1)
    listed = served.get("/v1/articles", params={"limit": 100}).json()
    kite = next(article for article in listed if article["title"] == "Kite flown")
    assert served.delete(f"/v1/articles/{kite['article_id']}").is_success


def test_all_of_it_by_keyboard(page):
    page.goto("/")
    page.wait_for_selector("#holds:not(:empty)")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type(INJURED)
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer[data-status]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#said .chip").first).to_be_focused()
    expect(page.locator("#peek")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#article mark.sentence")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#said .chip").first).to_be_focused()
    for _ in range(page.locator("#said .chip").count()):  # past the chips of articles that agree
        page.keyboard.press("ArrowDown")
    expect(page.locator("#source-cards .opens").first).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#state")).to_have_text("Copied, with its citations.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"**{INJURED}**\n\n")
    assert "[1]" in copied
    assert "\n1. [Kestrel Bridge" in copied


def test_a_copy_says_what_the_page_says_of_the_answer(page):
    ask(page, "when did Kestrel Bridge collapse, and who is the mayor of Atlantis?")
    remark = page.locator("#reason").text_content()
    assert remark == "The articles do not say: who is the mayor of Atlantis."
    page.locator("#copy").click()
    expect(page.locator("#state")).to_have_text("Copied, with its citations.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"\n\n{remark}\n\n1. " in copied
    ask(page, "who is the mayor of Atlantis?")
    page.locator("#copy").click()
    expect(page.locator("#state")).to_have_text("Copied, with its citations.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\n\nNot in these articles.\n\n" in copied


def test_it_fits_a_phone(browser, served):
    context = browser.new_context(
        base_url=str(served.base_url), viewport={"width": 360, "height": 640}, has_touch=True
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    for path in (f"?q={quote(INJURED)}", "library"):
        page.goto(path)
        page.wait_for_selector("#answer[data-status], #articles li .opens")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"?q={quote(INJURED)}")
    page.locator("#said .chip").first.tap()
    expect(page.locator("#article mark.sentence")).to_be_in_viewport()
    box = page.locator("#article").bounding_box()
    assert (box["x"], box["width"]) == (0, 360)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, scheme):
    page.emulate_media(color_scheme=scheme)
    axe = Axe()
    more = [f"/?q={quote(UNKNOWN)}", f"/plain?q={quote(INJURED)}", "/docs"]
    for path in ("/", f"/?q={quote(INJURED)}", "/library", *(more if scheme == "light" else ())):
        page.goto(path)
        page.wait_for_selector("#answer[data-status], #articles li .opens, #holds:not(:empty), "
                               ".plain .answer, .docs")  # fmt: skip
        if path.startswith("/?") and quote(INJURED) in path:
            page.locator("#said .chip").first.click()
            page.wait_for_selector("#article mark")
            page.locator(".why summary").first.click()
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
        bad = [
            (v["id"], v["impact"], [n["html"][:120] for n in v["nodes"]])
            for v in found.response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert bad == [], path


def test_what_articles_and_questions_say_is_never_run(page, served):
    assert len(PAYLOADS) >= 30
    bodies = [
        {"title": f"Wombat {n} {p}"[:500], "text": f"Wombat number {n} ate {p} at noon.",
         "source": f"Zoo {p}"[:200]}
        for n, p in enumerate(PAYLOADS)
    ]  # fmt: skip
    ids = served.post("/v1/articles", json=bodies).json()["article_ids"]
    page.goto("/library")
    expect(page.locator("#articles li")).to_have_count(25 + len(PAYLOADS))
    shown = page.locator("#articles .opens").all_text_contents()
    for body in bodies:
        assert " ".join(body["title"].split()) in {" ".join(title.split()) for title in shown}
    opened = page.locator("#articles .opens", has_text="Wombat")
    for n in range(0, len(PAYLOADS), 6):
        opened.nth(n).click()
        expect(page.locator("#article-text")).to_contain_text("Wombat number")
        page.keyboard.press("Escape")
    for n, payload in enumerate(PAYLOADS):
        # Drawn by the very code that draws the server's events, without waiting for the reader.
        page.evaluate(
            """async ([n, payload]) => {
                const { AnswerView } = await import("/static/answer.js");
                const view = new AnswerView({ open() {}, peek(chip, ...nodes) {
                    document.getElementById("peek").replaceChildren(...nodes); }, unpeek() {} });
                const citation = { number: 1, article_id: payload, title: payload, source: payload,
                    url: payload, published: payload, quote: payload, start: 0, end: 1,
                    support: 0.5, link: payload };
                view.heard("retrieval", { hits: [{ rank: 1, title: payload, text: payload,
                    source: payload, score: 1, ranks: { dense: 1 }, scores: { dense: 1 } }] });
                view.heard("sentence", { text: payload, citations: [1], support: 0.5 });
                view.heard("citation", citation);
                view.heard("done", { question: payload, status: "partial", short: payload,
                    sentences: [{ text: payload, citations: [1] }], citations: [citation],
                    nearest: [], reason: payload });
                document.querySelector("#said .chip").dispatchEvent(new Event("mouseenter"));
                view.markdown();
            }""",
            [n, payload],
        )
        assert page.locator("#said .words").evaluate("e => e.textContent") == payload
        assert page.locator("#passages .snippet").evaluate("e => e.textContent") == payload
    for payload in PAYLOADS[:2]:
        ask(page, payload)
        assert page.locator("#q").input_value() == payload
        page.goto(f"/plain?q={quote(payload)}")
        expect(page.locator(".answer")).to_be_visible()
    inside = (
        "main script, aside script, main iframe, main img, main svg, main [onerror], "
        "a[href^='javascript']"
    )
    assert page.locator(inside).count() == 0
    assert page.evaluate("window.pwned") is None
    page.goto(f"/articles/{ids[0]}")
    assert page.evaluate("window.pwned") is None
    for id_ in ids:
        assert served.delete(f"/v1/articles/{id_}").is_success


def test_the_basics_are_readable_without_javascript(browser, served):
    context = browser.new_context(base_url=str(served.base_url), java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto("")
    page.fill("#q", INJURED)
    page.keyboard.press("Enter")
    expect(page.locator(".status")).to_have_text("Answered")
    page.locator(".source h3 a").first.click()
    expect(page.locator("mark")).to_be_in_viewport()
    page.goto("articles")
    expect(page.locator(".list li")).to_have_count(25)
    context.close()


def test_the_page_is_usable_soon_and_stays_at_home(page):
    page.goto("/")
    page.wait_for_selector("#holds:not(:empty)")
    names = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    home = page.url.rstrip("/")
    assert all(name.startswith(home + "/") for name in names)
    # Each part once: what is preloaded is what is used. bench/page.py measures the time.
    parts = {path.name for path in STATIC.iterdir()} - {"index.html", "icon.svg"}
    fetched = [name.rsplit("/", 1)[1] for name in names if "/static/" in name]
    assert sorted(name for name in fetched if name != "icon.svg") == sorted(parts)
    assert page.evaluate("performance.getEntriesByName('usable').length") == 1
    assert page.locator("#q").is_editable()
    # A second visit fetches none of them again.
    page.reload()
    page.wait_for_selector("#holds:not(:empty)")
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/static/'))"
        ".map(e => e.transferSize)"
    )
    assert set(sizes) == {0}

"""Questions about those who tell of themselves: authors, and people who talk in turn."""

import pytest
from conftest import archive_of, quotes, said
from hypothesis import given
from hypothesis import strategies as st

from index import update
from index.models import load
from index.records import Draft
from search.authored import authored
from search.cite import cite
from search.dialogue import speaker, turns
from search.engine import Archive, ask
from search.filters import Filters
from search.retold import Retold, changes, of_another, of_oneself
from search.settings import Settings

HILL = """I was a tax clerk in Leeds for nine years, and I hated every one of them. Last spring we \
sold the flat and bought a farmhouse with no heating on Corrie Hill.

The well broke in the first week. We had no water for nine days, and I fetched it from the village \
in a pram. My brother Colin thinks that I am mad. He paid 900 pounds for a heat pump and lives in \
Bath.

We have eleven hens now. I do not miss the \
office, but I do miss the Turkish place on Mare Street."""
POOL = """THE CHAIR: Good evening. We speak about the pool tonight. Ms Okafor, you are the engineer.

MS OKAFOR: The concrete of the basin is cracked, and we lose 9,000 litres a day. I would not sign \
anything cheaper than a new basin.

Councillor Reyes: I learned to swim in that pool. I will vote for the new basin, even if the \
street lamps have to wait.

Councillor Whitcombe: I can't go along with that. My group would support a patch of the wall.

THE CHAIR: I haven't made up my own mind yet. We will vote on 24 September."""
BAKER = """Mara Lindqvist has run the bakery in Harrow Street for eleven years. We met her between \
two batches of rye.

**How did you start?**

I was a nurse. One winter my grandmother sent me her starter in a jam jar.

**Will you open a second shop?**

No. I have been asked by three landlords. If I am not there, it is not my bread.

**What do you eat at home?**

Toast, with too much butter."""
RACE = """The Dorn marathon was run on Sunday in the rain. Among the guests was Marianne Oakeshott.
She finished in three hours and nine minutes and wore a yellow hat."""
BRIDGE = """Kestrel Bridge was closed on Monday after a barge hit a pier. The mayor, Paul Hall, said
that the repair would cost 4 million crowns. Nobody was hurt."""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own-words")
    drafts = [
        Draft("api:hill", "A year on the hill", HILL, author="Marianne Oakeshott"),
        Draft("api:pool", "Hearing on the pool", POOL),
        Draft("api:baker", "Questions to a baker", BAKER.replace("**", "")),
        Draft("api:bridge", "Bridge closed", BRIDGE, author="Bo Tam"),
        Draft("api:race", "Marathon in the rain", RACE, author="Bo Tam"),
        Draft("api:oak", "An oak", "An oakshott fell on a car in Corrie last night."),
    ]
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What did Marianne Oakeshott do for a living in Leeds?", "I was a tax clerk in Leeds"),
        ("How long was Oakeshott without water?", "no water for nine days"),
        ("what does marianne oakeshott miss", "I do miss the Turkish place"),
        ("According to Marianne Oakeshott, what broke first?", "The well broke"),
        ("How will Councillor Reyes vote?", "I will vote for the new basin"),
        ("What would Whitcombe's group support?", "My group would support a patch"),
        ("Has the chair decided?", "I haven't made up my own mind yet"),
        ("What was Mara Lindqvist before she was a baker?", "I was a nurse"),
    ],
)
def test_what_somebody_tells_of_themselves_answers_a_question_with_their_name(
    told, question, quote
):
    assert quote in quotes(ask(told, question))


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Where did Councillor Whitcombe learn to swim?", "I learned to swim"),
        ("What did Oakeshott pay for her heat pump?", "He paid 900 pounds"),
    ],
)
def test_what_another_tells_of_themselves_does_not_answer_it(told, question, other):
    assert other not in quotes(ask(told, question))


def test_what_others_write_of_an_author_answers_too(told):
    answer = ask(told, "How long did Marianne Oakeshott need for the Dorn marathon?")
    assert "three hours and nine minutes" in quotes(answer)
    assert answer.reason is None


def test_it_is_said_that_the_author_tells_it(told):
    answer = ask(told, "What did Marianne Oakeshott do for a living in Leeds?")
    assert answer.reason == "told by Marianne Oakeshott, who wrote it"
    assert {citation.author for citation in answer.citations} == {"Marianne Oakeshott"}
    assert answer.respelt == {}  # the name stands in no text, and "oakshott" in one


def test_of_the_authors_that_alone_are_asked_another_is_not(told):
    only = Settings(filters=Filters(author="Bo Tam"))
    answer = ask(told, "What did Marianne Oakeshott do for a living?", only)
    assert "tax clerk" not in quotes(answer)


def test_a_reporter_tells_nothing_of_themselves(told):
    answer = ask(told, "How much would the repair cost, according to Bo Tam?")
    assert answer.reason is None or "who wrote it" not in answer.reason


def test_every_quote_stands_in_its_article_as_it_was_written(told):
    for question in (
        "How will Councillor Reyes vote?",
        "What does Marianne Oakeshott think of her office?",
        "What did Reyes say about the pool?",
        "What does Mara Lindqvist say about a second shop?",
    ):
        answer = ask(told, question)
        assert answer.citations
        for citation in answer.citations:
            text = told.article(citation.article_id).text
            assert text[citation.start : citation.end] == citation.quote
        assert answer.short is None or any(answer.short in c.quote for c in answer.citations)


def test_what_a_speaker_says_is_all_of_their_turn(told):
    answer = ask(told, "What did Councillor Reyes say?")
    assert said(answer) == [
        "Councillor Reyes: I learned to swim in that pool.",
        "I will vote for the new basin, even if the street lamps have to wait.",
    ]
    assert [citation.speaker for citation in answer.citations] == [None, "Councillor Reyes"]


def test_an_answer_of_an_interview_stands_behind_its_question(told):
    assert said(ask(told, "What does Mara Lindqvist say about a second shop?"))[-3:] == [
        "Will you open a second shop?",
        "No. I have been asked by three landlords.",
        "If I am not there, it is not my bread.",
    ]


def test_a_citation_names_who_says_i(told):
    article = next(told.article(id_) for id_ in _ids(told) if told.article(id_).text == POOL)
    for quote, who in (
        ("I will vote for the new basin, even if the street lamps have to wait.",
         "Councillor Reyes"),
        ("My group would support a patch of the wall.", "Councillor Whitcombe"),
        ("Councillor Reyes: I learned to swim in that pool.", None),  # it names them itself
        ("The concrete of the basin is cracked", None),  # nobody says "I"
    ):  # fmt: skip
        start = POOL.index(quote)
        assert cite(1, article, start, start + len(quote), 1.0).speaker == who


def _ids(archive):
    with archive.catalogue() as catalogue:
        return catalogue.articles()


@pytest.mark.parametrize(
    ("question", "name", "called"),
    [
        ("What does Ann Lee think of trams?", "ann lee", "Ann Lee"),
        ("ann lee trams", "ann lee", "ann lee"),
        ("What is Lee's job?", "ann lee", "Lee"),
        ("What is Mrs. Lee's job?", "ann lee", "Mrs. Lee"),
        ("does lee drive", "ann lee", "lee"),
        ("Why is J. Marsh against it?", "j. marsh", "J. Marsh"),
        ("Why is Jane Marsh against it?", None, None),  # another first name
        ("What did Tom Lee say?", None, None),
        ("Where did the lee begin?", None, None),
        ("When did it rain?", None, None),
        ("Which bridge was built in Lee?", None, None),  # a place
        ("What was built in Ann Lee's garden?", "ann lee", "Ann Lee"),
        ("Did Marsh go?", "j. marsh", "Marsh"),
        ("Did Poe go?", None, None),  # there are two
        ("Did Ada Poe go?", "ada poe", "Ada Poe"),
        ("Did Ann Lee meet Ada Poe?", None, None),  # which of them is asked about is not known
    ],
)
def test_an_author_is_named_by_the_whole_name_or_the_last(question, name, called):
    names = ["ann lee", "j. marsh", "ada poe", "bea poe", "ann lee and ada poe"]
    found = authored(question, lambda word: [each for each in names if word in each.split()])
    assert (found.author, found.name) == (name, called) if name else found is None


def test_what_is_told_according_to_an_author_is_asked_without_that():
    found = authored("What would help, according to Ann Lee?", lambda _: ["ann lee"])
    assert (found.text, found.name) == ("What would help?", "Ann Lee")


@pytest.mark.parametrize(
    "text",
    [
        "Opened: 2021\nLength: 2 km\nOpened: 2024\nLength: 3 km",  # facts
        "MORE: A bridge\nIt rained.\nMORE: A barge\nWe saw it.\nRELATED: I sold it\nMORE: No",
        "Lee: I came.\nBo: I saw.",  # too few
        "Why did it rain?\n\nOf clouds.\n\nDid it snow?\n\nIt did.\n\nWhere?\n\nIn Dorn.",
        "What happened?\n\nI was there.\n\nWhy?\n\nI do not know.\n\nWho else?\n\nI saw Bo.",
    ],
)
def test_what_is_no_dialogue_has_no_turns(text):
    assert turns(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[00:01] Lee: I came.\n[00:09] Bo: I saw.\n[01:02] Lee: I won.\n[01:10] Bo: I left.",
         ["Lee", "Bo", "Lee", "Bo"]),
        ("LEE (00:01): I came.\nBO (00:09): I saw.\nLEE (01:02): I won.\nBO (01:10): No.",
         ["LEE", "BO", "LEE", "BO"]),
        ("Q: Do you see?\nA: I do.\nQ: Were you there?\nA: I was.", ["Q", "A", "Q", "A"]),
        ("DR. ANA LEE:\nI came.\n\nBo de Vries: I saw.\n\nDR. LEE: I won.\n\nBo de Vries: No.",
         ["DR. ANA LEE", "Bo de Vries", "DR. LEE", "Bo de Vries"]),
    ],
)  # fmt: skip
def test_labels_are_written_in_many_ways(text, who):
    assert [turn.who for turn in turns(text)] == who


def test_who_speaks_is_told_far_into_a_long_turn():
    long = "It was so. " * 300
    text = f"Lee: I came.\n\nBo: I saw.\n\nLee: I won. {long}I left.\n\nBo: No."
    start = text.index("I left.")
    assert speaker(text, start, start + 7) == "Lee"


@pytest.mark.parametrize(
    ("text", "retold"),
    [
        ("I'm here, and I've my car.", "Ann is here, and I've my car."),
        ("I have two.", "Ann has two."),
        ("We are late. My car broke. It is mine.", "Ann is late. Ann's car broke. It is Ann's."),
        ("Tell me. “I see,” said Bo, and I do.", "Tell Ann. “I see,” said Bo, and Ann do."),
        ("The US and us.", "The US and Ann."),
        ("Item i, I’d say.", "Item i, Ann would say."),
    ],
)
def test_the_first_of_a_sentence_is_called_by_name(text, retold):
    assert Retold.of(text, changes(text, "Ann", [(0, len(text))])).text == retold


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("He has a car.", True),
        ("And she has none.", True),
        ("His car is red.", True),
        ("He sold it to me.", False),
        ("My old friend Bo has a car.", True),
        ("My car is red.", False),
        ("“I sold it,” said Bo.", True),
        ("“I sold it,” I said.", False),
        ("Hens are loud.", False),
    ],
)
def test_a_sentence_may_be_about_another(sentence, other):
    assert of_another(sentence) is other


def test_a_quotation_of_several_paragraphs_is_of_another():
    assert not of_oneself("“We had to go.\n\n“I went,” said Bo. It rained.")


def test_a_we_alone_is_told_apart():
    assert of_oneself("We left.") and not of_oneself("We left.", alone=True)
    assert of_oneself("It was my car.", alone=True)


@given(st.data())
def test_places_of_a_retold_text_are_those_of_the_written_one(data):
    parts = data.draw(st.lists(st.tuples(st.text("ab ", max_size=4), st.text("I", max_size=3))))
    words = st.text("XY", min_size=1, max_size=4)
    made, origins, text = [], [], ""
    for kept, changed in parts:
        origins += [(at, at + 1) for at in range(len(text), len(text) + len(kept))]
        text += kept
        if changed:
            new = data.draw(words)
            made.append((len(text), len(text) + len(changed), new))
            origins += [(len(text), len(text) + len(changed))] * len(new)
            text += changed
    retold = Retold.of(text, made)
    assert len(retold.text) == len(origins)
    for start, (first, _) in enumerate(origins):
        assert retold.place(first) == next(n for n, each in enumerate(origins) if each[0] == first)
        for end in range(start + 1, len(origins) + 1):
            assert retold.written((start, end)) == (first, origins[end - 1][1])


def test_names_of_authors_are_no_misspelt_words(tmp_path):
    archive = archive_of(tmp_path, {"A ferry": "The ferry to Dorn is late."})
    assert ask(archive, "is the fery late?").respelt == {"fery": "ferry"}
    update.put(
        tmp_path,
        [Draft("api:1", "My dog", "I have a dog.", author="Ada Fery")],
        embedder=load(),
    )
    archive = Archive(tmp_path)
    assert ask(archive, "What does Fery have?").respelt == {}
    assert "I have a dog." in quotes(ask(archive, "What does Ada Fery have?"))

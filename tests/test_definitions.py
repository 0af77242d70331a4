"""What something is, said by the form of a sentence."""

import time

import pytest
from conftest import HashedEmbedder, archive_of

from index import update
from index.records import Draft
from search.definitions import defines
from search.engine import Archive, ask
from search.overview import SCANNED
from search.settings import Settings
from search.topics import MOST_WORDS

SAYING = [
    ("twin primes", "Twin primes, i.e., pairs of primes with difference 2, are rare."),
    ("clades", "They are two clades (one of them a genetic branch) of the genome."),
    ("the Aurus", "The Aurus is a car that is built in Russia."),
    ("rhodophyte", "There is the rhodophyte, or red algal, chloroplast lineage."),
    ("OPEC", "OPEC (the Organization of Petroleum Exporting Countries) met on Monday."),
    ("trace stitching", "A side exit avoids the cost, in a feature called trace stitching."),
    ("a tram", "Trams are trains that run on streets."),
    ("sid", "Unstable is always referred to as “sid”."),
    ("isobaric", "Here isobaric means that the pressure is constant."),
    ("tunnel junctions", "Tunnel junctions (TJs) are the diodes which allow for tunneling."),
    ("C++", "C++ is a language."),
    ("C++", "In C++, a language that is old, and in C it is so."),
    ("bitcoin", "Bitcoin, the world's top cryptocurrency, makes up 42 % of the market."),
    ("a tram", "The meaning of tram is a wagon."),
]
SILENT = [
    ("the tram", "The tram is late again."),
    ("sid", "Sid was released on Monday."),
    ("set up phase", "Address information is sent in the set-up phase, when the route is found."),
    ("is", "This is a sentence."),
    ("tram", "The trams were painted in the spring."),
    ("the tram", "People ride on the tram because of the rain."),
    ("the tram", "The reason to take the tram is because of the rain."),
    ("the tram", "Money from the tram was a gift to the town."),
    ("the tram", "At the tram, the driver is taking a nap."),
    ("prime", "A prime minister is a head of government."),
    ("", "It is a sentence."),
    ("?", "It is a sentence."),
]


@pytest.mark.parametrize(("topic", "sentence"), SAYING)
def test_a_sentence_that_says_what_it_is(topic, sentence):
    assert defines(topic, sentence)


@pytest.mark.parametrize(("topic", "sentence"), SILENT)
def test_a_sentence_that_only_names_it(topic, sentence):
    assert not defines(topic, sentence)


def test_long_sentences_and_topics_are_not_slow():
    began = time.process_time()
    for part in ("sid ", "sid, ", "called ", "sid (", "is a "):
        defines("sid", part * 20_000)
        defines(part * MOST_WORDS, part * 20_000)
    assert time.process_time() - began < 5


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("definitions") / "archive"
    filler = "\n\n".join(
        f"The council met on day {n} of the year and spoke about the roads." for n in range(1_000)
    )
    said = "Roads are then joined without a crossing, in a way the engineers named road stitching."
    texts = {
        "Report": f"{filler}\n\n{said}",
        "Stitching": "The old art of stitching is taught in Quayle again, and the road is long.",
    }
    return archive_of(folder, texts)


def test_what_something_is_may_stand_far_down_in_a_report(archive):
    answer = ask(archive, "What is road stitching?")
    assert [sentence.text for sentence in answer.sentences] == [
        "Roads are then joined without a crossing, in a way the engineers named road stitching."
    ]
    assert answer.citations[0].start > SCANNED
    assert ask(archive, "What is a herdsman?").status == "no_answer"


def test_the_reader_s_answer_comes_first(tmp_path):
    text = "Plum cake is a cake of plums and butter.\n\nThe fair, called plum cake day, is in May."
    update.put(tmp_path, [Draft("api:a", "Plums", text)], embedder=HashedEmbedder())
    answer = ask(Archive(tmp_path, HashedEmbedder()), "what is plum cake?", Settings(fast=True))
    assert answer.sentences[0].text == "Plum cake is a cake of plums and butter."

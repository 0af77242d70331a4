"""Languages: detected, kept where a file names one, and warned of."""

import pytest
from conftest import HashedEmbedder, pressmark

from api.languages import advice
from index.embed import DEFAULT_MODEL
from index.language import language, with_language
from index.records import Draft
from index.stems import by_language
from index.update import put
from search.engine import Archive, search
from search.finder import Finder
from search.settings import Settings

TEXTS = {
    "en": "The ferry to Halvern left at ten, and nobody on board had heard of the storm.",
    "de": "Die Fähre nach Halvern fuhr um zehn Uhr ab, und niemand an Bord wusste vom Sturm.",
    "fr": "Le bac pour Halvern est parti à dix heures et personne à bord ne savait rien.",
    "es": "El transbordador de Halvern salió a las diez y nadie a bordo sabía de la tormenta.",
    "nl": "De veerboot naar Halvern vertrok om tien uur en niemand aan boord wist van de storm.",
    "ru": "Паром в Халверн отправился в десять часов, и никто на борту не знал о буре.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_sentence(code):
    assert language(TEXTS[code]) == code


def test_too_little_text_says_nothing():
    assert language("Ferry") is None
    assert language("1 2 3 " * 100) is None


def test_what_a_file_names_is_kept():
    assert with_language(Draft("a", "T", TEXTS["de"], language="de-AT")).language == "de-AT"
    assert with_language(Draft("a", "T", TEXTS["de"])).language == "de"


def test_a_warning_names_the_way_out():
    assert advice(DEFAULT_MODEL, {"en": 99, "de": 1, "": 5}) is None
    assert advice("another", {"de": 9}) is None
    told = advice(DEFAULT_MODEL, {"en": 6, "de": 3, "fr": 1, "": 1})
    assert told.startswith("4 of 11 articles are not in English (de 3, fr 1)")
    assert told.endswith("--rebuild --model paraphrase-multilingual-MiniLM-L12-v2")
    assert advice(DEFAULT_MODEL, {"en": 1, "de": 9}).endswith(" --language german")


def test_the_command_warns_and_search_can_be_narrowed(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for code in ("en", "de"):
        (folder / f"{code}.txt").write_text(f"Halvern {code}\n{TEXTS[code]}\n")
    done = pressmark(tmp_path, "index", "articles")
    assert done.returncode == 0
    assert "warning: 1 of 2 articles are not in English (de 1)" in done.stderr
    found = pressmark(tmp_path, "search", "Halvern", "--lang", "de").stdout
    assert "Halvern de" in found
    assert "Halvern en" not in found


GERMAN = (
    "Die Fähren nach Halvern kosten seit Montag zwölf Kronen, wie der Hafenmeister den Reisenden "
    "am Abend sagte. Die Brücken bleiben wegen der Reparaturen noch bis zum Mai geschlossen."
)
ENGLISH = (
    "The ferries to Halvern cost twelve crowns since Monday, as the harbour master told the "
    "travellers in the evening. The bridges stay closed for repairs until May."
)


def found(place, question):
    opened = Archive(place, HashedEmbedder())
    hits = search(opened, question, 10, Settings(mode="sparse"))
    return [(hit.article.title, round(hit.score, 9)) for hit in hits]


def drafts(*more):
    return [Draft("api:de", "Preise", GERMAN), Draft("api:en", "Prices", ENGLISH), *more]


def test_words_are_stemmed_by_the_language_of_their_article(tmp_path):
    put(tmp_path / "a", drafts(), embedder=HashedEmbedder())
    # Another form of the word than the article has; English rules would not make them one.
    assert by_language("die Fähre", "de", "english") == by_language("Fähren", "de", "english")
    for question, title in (("Was kostet die Fähre?", "Preise"), ("bridge repair", "Prices")):
        assert found(tmp_path / "a", question)[0][0] == title
    archive = Archive(tmp_path / "a", HashedEmbedder())
    meant = Finder(archive, archive.snapshot()).meant
    assert meant("Wann ist die Brücke wegen einer Reparatur geschlossen?").words == {}
    assert meant("brigdes").words == {"brigdes": "bridges"}


def test_an_archive_of_one_language_is_searched_as_ever(tmp_path):
    put(tmp_path / "a", drafts()[1:], embedder=HashedEmbedder())
    terms = Archive(tmp_path / "a", HashedEmbedder()).snapshot().terms
    question = "What do the ferries to Halvern cost since the repairs?"
    assert terms.asked(question) == list(dict.fromkeys(terms.analyzer.terms(question)))


def test_an_update_with_another_language_equals_a_build_afresh(tmp_path):
    more = Draft("api:fr", "Prix", "Les bateaux coûtent douze couronnes depuis lundi, dit le port.")
    put(tmp_path / "a", drafts(), embedder=HashedEmbedder())
    put(tmp_path / "a", [more], embedder=HashedEmbedder())
    put(tmp_path / "b", drafts(more), embedder=HashedEmbedder())
    for question in ("le prix du bateau", "Was kostet die Fähre?", "ferry"):
        assert found(tmp_path / "a", question) == found(tmp_path / "b", question)
    assert found(tmp_path / "a", "un bateau")[0][0] == "Prix"

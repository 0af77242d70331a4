"""After any series of changes an archive answers as one built afresh does."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
from conftest import HashedEmbedder
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index import generation
from index.catalogue import Catalogue
from index.dense import DenseIndex
from index.embed_onnx import OnnxEmbedder
from index.sparse import SparseIndex
from index.update import update
from search.engine import Archive, search
from search.settings import Settings

QUESTIONS = ("ferry bridge", "Who gave Kim a car?", "the cost of repair in Halvern", "gift")
SENTENCES = (
    "The ferry to Halvern left at ten.", "Kim was given a car.", "Repair will cost $13 million.",
    "A gift of the city, said Dr. Karsh.", "The bridge is closed until May.", "Nobody was hurt 🚢.",
)  # fmt: skip
NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "sub/d.txt"])
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=30)


def results(folder, embedder):
    opened = Archive(folder, embedder)
    found = []
    for question in QUESTIONS:
        for mode in ("hybrid", "dense", "sparse"):
            hits = search(opened, question, 50, Settings(mode=mode))
            # Ids may differ: an article keeps its own when its file moves.
            found.append([
                (h.article.origin, h.article.sources, h.passage.row, h.passage.ordinal,
                 h.passage.span.start, h.passage.span.end, h.passage.text, h.score, h.ranks,
                 h.scores)
                for h in hits
            ])  # fmt: skip
    return found


def stored(folder, embedder):
    """What the two indexes themselves give, each row as (origin, start, end, words, story)."""
    found = generation.find(folder)
    assert found.warning is None
    table = generation.rows(found.folder).tolist()
    catalogue = Catalogue(folder)
    articles = catalogue.revisions(sorted({row[0] for row in table}))
    assert catalogue.state() == found.manifest.state
    catalogue.close()
    stories = generation.story_rows(found.folder).tolist()
    places = [
        (articles[revision].origin, start, end, articles[revision].text[start:end], story)
        for (revision, _, start, end), story in zip(table, stories, strict=True)
    ]
    dense = DenseIndex(*generation.parts(found.folder))
    terms = SparseIndex(found.folder, found.manifest.build.language, [row[0] for row in table])
    assert terms.whole
    assert len(dense) == len(terms) == len(places) == found.manifest.passages
    rankings = []
    for question in QUESTIONS:
        vector = embedder.encode([question])[0]
        for ranking in (
            dense.search(vector, len(dense)),
            terms.search(terms.asked(question), len(terms)),
        ):
            rankings.append([(places[row], score) for row, score in ranking])
    # No ranking is empty without a reason: the kept article answers the first question.
    assert rankings[0]
    assert rankings[1]
    return places, rankings


class Changes(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.articles = self.place / "articles"
        self.articles.mkdir()
        self.write("kept.txt", ["The bridge is closed."])
        self.embedder = HashedEmbedder()
        self.builds = 0

    def teardown(self):
        shutil.rmtree(self.place)

    def write(self, name, text):
        path = self.articles / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"About {name}\n" + "\n".join(text), encoding="utf-8")

    @rule(name=NAMES, text=TEXT)
    def add_or_edit(self, name, text):
        self.write(name, text)

    @rule(name=NAMES, sentence=st.sampled_from(SENTENCES), where=st.integers(0, 29))
    def edit_one_paragraph(self, name, sentence, where):
        path = self.articles / name
        if path.exists():
            title, *lines = path.read_text().split("\n")
            lines[where % len(lines)] = sentence
            path.write_text("\n".join([title, *lines]))

    @rule(name=NAMES)
    def take_away_and_put_back(self, name):
        path = self.articles / name
        if path.exists():
            text = path.read_bytes()
            path.unlink()
            self.bring_up_to_date()
            path.write_bytes(text)

    @rule(name=NAMES, to=NAMES)
    def move(self, name, to):
        path, target = self.articles / name, self.articles / to
        if path.exists():
            target.parent.mkdir(exist_ok=True)
            path.rename(target)

    @rule(name=NAMES, to=NAMES)
    def copy(self, name, to):
        path, target = self.articles / name, self.articles / to
        if path.exists() and path != target:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)

    @rule(name=st.sampled_from(["a.md", "b.md", "sub/c.md"]), page=st.sampled_from("xy"),
          text=TEXT, day=st.sampled_from(["", "2024-05-01", "2024-05-02"]))  # fmt: skip
    def save_a_version_of_a_page(self, name, page, text, day):
        path = self.articles / name
        path.parent.mkdir(exist_ok=True)
        head = f"---\nurl: https://e.org/{page}\n" + (f"date: {day}\n" if day else "") + "---\n"
        path.write_text(f"{head}# Page {page}\n\n" + "\n\n".join(text), encoding="utf-8")

    @rule(name=NAMES)
    def take_away(self, name):
        (self.articles / name).unlink(missing_ok=True)

    @rule(name=NAMES, sentence=st.sampled_from(SENTENCES))
    def append(self, name, sentence):
        path = self.articles / name
        if path.exists():
            path.write_text(path.read_text() + "\n" + sentence)

    @rule()
    def build_anew(self):
        # A rebuild out of the catalogue alone must give the same as one out of the files.
        if self.builds:
            update(self.place / "archive", rebuild=True, embedder=self.embedder)
            self.bring_up_to_date()

    @rule()
    def bring_up_to_date(self):
        update(self.place / "archive", [self.articles], embedder=self.embedder)
        self.builds += 1
        fresh = self.place / f"fresh-{self.builds}"
        update(fresh, [self.articles], embedder=self.embedder)
        assert stored(self.place / "archive", self.embedder) == stored(fresh, self.embedder)
        assert results(self.place / "archive", self.embedder) == results(fresh, self.embedder)

    @invariant()
    def no_scratch_is_left(self):
        assert not list(self.place.glob("archive/generations/.building-*"))


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=12, stateful_step_count=8, deadline=None)


SOME = (
    "bread-contest.md", "cafe-renee-reopens.md", "kestrel-bridge-closed.md", "lantern-night.md",
    "kestrel-bridge-inquiry.md", "seabird-count.md", "tram-strike-off.txt",
)  # fmt: skip


def test_with_the_real_model_scores_agree_to_a_hundred_thousandth(tmp_path):
    seeds = Path(__file__).parents[1] / "seeds" / "articles"
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in SOME:
        shutil.copy(seeds / name, articles)
    embedder = OnnxEmbedder()
    for name in ("bread-contest.md", "lantern-night.md"):
        (articles / name).rename(tmp_path / name)
    update(tmp_path / "archive", [articles], embedder=embedder)
    (tmp_path / "bread-contest.md").rename(articles / "bread-contest.md")
    (articles / "tram-strike-off.txt").unlink()
    report = update(tmp_path / "archive", [articles], embedder=embedder)
    assert (report.new, report.removed, report.changed) == (1, 1, 0)
    (tmp_path / "lantern-night.md").rename(articles / "lantern-night.md")
    update(tmp_path / "archive", [articles], embedder=embedder)
    update(tmp_path / "fresh", [articles], embedder=embedder)
    (places, rankings), (fresh_places, fresh_rankings) = (
        stored(tmp_path / name, embedder) for name in ("archive", "fresh")
    )
    assert places == fresh_places
    for mine, other in zip(rankings, fresh_rankings, strict=True):
        assert [row for row, _ in mine] == [row for row, _ in other]
        assert np.allclose([s for _, s in mine], [s for _, s in other], rtol=0, atol=1e-5)
    ours, fresh = (results(tmp_path / name, embedder) for name in ("archive", "fresh"))
    for mine, other in zip(ours, fresh, strict=True):
        assert [hit[:7] for hit in mine] == [hit[:7] for hit in other]
        assert all(abs(a[7] - b[7]) < 1e-5 for a, b in zip(mine, other, strict=True))

"""The trained reader: windows and spans by hand, its logits with the real model."""

import itertools
import json
import math

import numpy as np
import onnx
import onnxruntime
import pytest
from conftest import ROOT
from onnx import TensorProto, helper, numpy_helper
from scipy.special import softmax
from tokenizers import Tokenizer

from index import model_files
from index.errors import ModelMissing
from index.models import load
from index.onnx_export import IR_VERSION, OPSET
from index.records import Article, Draft, Passage, Span
from index.update import put, update
from search import calibration, engine, reader_model
from search.filters import Filters
from search.pick import SentencePicker
from search.reader_model import Logits, ReaderModel, packaged
from search.results import Hit
from search.settings import Settings
from search.span_reader import MOST_PASSAGES, NAMES, YES_NO, SpanReader
from search.spans import best_spans, uncut
from search.views import views
from search.windows import Window, Windows
from training.int8 import Int8Tokens, build, quantised
from training.rounding import AFTER_NORM, Inputs, corrected, factors
from training.warm import read

TEXTS = (
    "The ferry Plover hit the old pier on Monday. Nobody was hurt. Dr. Ida Quill paid 40 crowns "
    "for a new ferry bell.",
    "Bakers in Halvern met for the bread contest. The first prize went to a rye loaf.",
    "A storm closed the harbour for three days. Fishermen mended their nets.",
)
QUESTION = "Who paid for the ferry bell?"


def hit(text, start=0, end=None, title="Harbour news"):
    end = len(text) if end is None else end
    article = Article("a", 1, "", "a", title, text, "", None, None, None, ())
    return Hit(Passage(0, 0, Span("a", start, end), text[start:end]), article, 0.5, {}, {})


def window(starts, ends):
    return Window(0, [], [], 0, np.array(starts), np.array(ends))


def logits(start, end, null=0.0):
    return Logits(np.array(start, dtype=float), np.array(end, dtype=float), null, 0.0, 0.0)


@pytest.fixture(scope="module")
def model():
    return ReaderModel(packaged())


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("reader")
    for n, text in enumerate(TEXTS):
        (place / f"{n}.txt").write_text(f"Harbour news {n}\n{text}\n", encoding="utf-8")
    embedder = load()
    update(place / "archive", [place], embedder=embedder)
    return engine.Archive(place / "archive", embedder)


def test_the_best_span_of_each_sentence_begins_before_it_ends():
    # "aa bb. cc dd": tokens of two letters; sentences [0, 6) and [7, 12).
    found = best_spans(
        window([0, 3, 7, 10], [2, 5, 9, 12]),
        logits([5.0, 1.0, 0.0, 9.0], [2.0, 1.0, 8.0, 3.0]),
        [(0, 6), (7, 12)],
    )
    # First: (aa, aa) 5 + 2. Second: (dd, cc) would be 17 but runs backwards; (dd, dd) is 9 + 3.
    assert [(s.start, s.end, s.short) for s in found] == [(0, 6, (0, 2)), (7, 12, (10, 12))]
    # ln(e^5 + e^1) + ln(e^2 + e^1), and ln(e^0 + e^9) + ln(e^8 + e^3).
    assert [s.logit for s in found] == pytest.approx([7.3314116, 17.0068388], abs=1e-6)


def test_a_span_is_thirty_tokens_at_most():
    starts = list(range(0, 80, 2))
    start, end = np.zeros(40), np.zeros(40)
    start[0], end[39], end[29] = 10, 10, 5
    (found,) = best_spans(window(starts, [s + 1 for s in starts]), logits(start, end), [(0, 80)])
    assert found.short == (0, 59)  # tokens 0 to 29
    # ln(e^10 + 39) + ln(e^10 + e^5 + 38)
    assert found.logit == pytest.approx(20.0101966, abs=1e-6)


def test_a_sentence_outside_the_window_has_no_span():
    assert best_spans(window([0], [2]), logits([1.0], [1.0]), [(5, 9)]) == []


def test_tokens_know_their_place_in_the_article():
    text = "Vorab: ÉCLAIR 🎁 costs 4.50. " + TEXTS[0]
    (cut,) = Windows().of(QUESTION, [hit(text, 7)])
    words = [text[a:b] for a, b in zip(cut.starts, cut.ends, strict=True)]
    assert words[0] == "É" or words[0].startswith("É")
    assert "".join(words) == "".join(text[7:].split())
    assert cut.kinds[cut.first] == 1
    assert len(cut.ids) == cut.first + len(words) + 1


def test_a_long_passage_is_slid_over_to_its_end():
    text = " ".join(f"Item {n} of the list is blue." for n in range(200))
    found = Windows().of("which item is blue? " * 60, [hit(text)])
    assert len(found) > 3
    assert all(len(w.ids) <= 256 for w in found)
    assert found[0].starts[0] == 0
    assert found[-1].ends[-1] == len(text)
    for left, right in itertools.pairwise(found):
        assert right.starts[0] < left.ends[-1]


def test_a_wider_window_is_filled_with_whole_sentences_before_the_passage():
    said = [f"Speaker {n} said that the plan would cost {n} crowns." for n in range(60)]
    text = "\n\n".join(said)
    start = text.index(said[40])
    end = text.index(said[42]) + len(said[42])
    (cut,) = Windows().wider(QUESTION, [hit(text, start, end)])
    before = [n for n in range(43) if cut.holds(text.index(said[n]), text.index(said[n]) + 10)]
    assert before == list(range(before[0], 43))
    assert cut.starts[0] == text.index(said[before[0]])
    assert cut.ends[-1] == end
    one_more = len(Windows().of("", [hit(said[before[0] - 1], title="")])[0].starts)
    assert 256 - one_more < len(cut.ids) <= 256
    # as a reader of just these words would see them
    (plain,) = Windows().of(QUESTION, [hit(text[cut.starts[0] : end])])
    assert (cut.ids, cut.kinds, cut.first) == (plain.ids, plain.kinds, plain.first)


def test_the_first_passage_is_read_with_what_follows_and_a_whole_article_once():
    first = TEXTS[0].index(" Nobody")
    (cut,) = Windows().wider(QUESTION, [hit(TEXTS[0], 0, first)])
    assert (cut.starts[0], cut.ends[-1]) == (0, len(TEXTS[0]))
    assert Windows().wider(QUESTION, [hit(TEXTS[0])]) == []


def test_no_wider_window_where_the_next_sentence_does_not_fit():
    long = "The list names " + ", ".join(f"item {n}" for n in range(150)) + "."
    text = f"{long} The end of the list."
    assert Windows().wider(QUESTION, [hit(text, text.index("The end"))]) == []


@pytest.mark.parametrize("question", [QUESTION, "who paid for é 漢字, and when? " * 12])
def test_windows_are_those_that_tokenizers_would_cut(question):
    theirs = Tokenizer.from_file(str(model_files.verified("tokenizer.json")))
    theirs.no_padding()
    theirs.enable_truncation(96)
    short = question[: max(b for _, b in theirs.encode(question).offsets)]
    theirs.enable_truncation(256, stride=64, strategy="only_second")
    texts = [TEXTS[0], " ".join(TEXTS * 8), "ferry " * 400]
    found = iter(Windows().of(question, [hit(text) for text in texts]))
    for one in map(hit, texts):
        head = f"{one.article.title}. " if one.article.title else ""
        code = theirs.encode(short, head + one.passage.text)
        for part in (code, *code.overflowing):
            cut = next(found)
            assert (cut.ids, cut.kinds) == (part.ids, part.type_ids)
            offsets = [a - len(head) for a, _ in part.offsets[cut.first : -1]]
            assert cut.starts.tolist() == offsets
            assert offsets[0] >= 0
    assert next(found, None) is None


def test_a_passage_reads_the_same_alone_and_among_others(model):
    windows = Windows().of(QUESTION, [hit(text) for text in (*TEXTS, " ".join(TEXTS * 3))])
    together = model.logits(windows)
    for one, found in zip(windows, together, strict=True):
        (alone,) = model.logits([one])
        assert np.abs(alone.start - found.start).max() < 1e-3
        assert np.abs(alone.end - found.end).max() < 1e-3
        assert abs(alone.null - found.null) < 1e-3
        assert abs(alone.relevant - found.relevant) < 1e-3


def test_a_sentence_has_the_mean_of_the_windows_that_hold_it(model):
    text = f"{TEXTS[0]}\n\n{TEXTS[2]}"
    second = text.index(TEXTS[2])
    both = [hit(text, 0, len(TEXTS[0])), hit(text, second)]
    sentences = [[(0, 41)], [(second, second + 42), (second + 43, len(text))]]
    found = views(model, "What did fishermen mend?", both, sentences)
    nets = found[1, second + 43, len(text)]
    assert text[nets.start : nets.end] == "Fishermen mended their nets."
    assert text[slice(*nets.short)] in ("their nets", "nets", "their nets.")
    # By hand: of the second passage alone, and of the whole text, which is the wider window of
    # both passages, and counts once.
    alone = model.windows.of("What did fishermen mend?", both)[1]
    whole = model.windows.of("What did fishermen mend?", [hit(text)])[0]
    seen = []
    for cut, says in zip((alone, whole), model.logits([alone, whole]), strict=True):
        (best,) = best_spans(cut, says, [(nets.start, nets.end)])
        seen.append((best.logit, says.null, says.relevant, says.answers))
    wanted = [(one + two) / 2 for one, two in zip(*seen, strict=True)]
    assert nets.logits == pytest.approx(wanted, abs=1e-3)


def test_a_window_that_cuts_a_sentence_counts_only_where_none_holds_it_all(model):
    text = "Item one " + "is blue and " * 120 + "red. The last item is green."
    (long, last) = (0, text.index(" The last")), (text.index("The last"), len(text))
    found = views(model, QUESTION, [hit(text)], [[long, last]])
    assert set(found) == {(0, *long), (0, *last)}
    cut = model.windows.of(QUESTION, [hit(text)])
    (holding,) = [each for each in cut if each.holds(*last)]
    (says,) = model.logits([holding])
    assert found[0, *last].logits[1] == pytest.approx(says.null, abs=1e-3)


def test_it_finds_who_paid_and_marks_the_name(archive):
    answer = engine.ask(archive, QUESTION)
    assert answer.status != "no_answer"
    assert answer.citations[0].quote == "Dr. Ida Quill paid 40 crowns for a new ferry bell."
    assert "Ida Quill" in answer.short
    assert answer.short in answer.citations[0].quote


@pytest.mark.parametrize("settings", [Settings(mode="dense"), Settings(fusion="rrf")])
def test_it_is_as_sure_whichever_way_passages_are_ranked(archive, settings):
    usual, answer = (engine.ask(archive, QUESTION, each) for each in (Settings(), settings))
    assert answer.status == "answered"
    assert [each.quote for each in answer.citations] == [each.quote for each in usual.citations]
    assert answer.citations[0].support == pytest.approx(usual.citations[0].support, abs=0.2)


def test_fast_and_a_missing_model_leave_it_to_the_picker(archive, monkeypatch):
    snapshot = archive.snapshot()
    assert isinstance(archive.reader(snapshot), SpanReader)
    assert isinstance(archive.reader(snapshot, Settings(fast=True)), SentencePicker)
    assert engine.ask(archive, QUESTION, Settings(fast=True, min_support=0)).short is None
    monkeypatch.setattr(reader_model, "FILE", "not-there.onnx")
    assert isinstance(archive.reader(snapshot), SentencePicker)


def test_it_knows_how_many_passages_the_best_were_chosen_from(tmp_path):
    embedder = load()
    drafts = [Draft(f"api:{n}", "", t, tags=("sea",)[: n % 2]) for n, t in enumerate(TEXTS)]
    put(tmp_path / "archive", drafts, embedder=embedder)
    archive = engine.Archive(tmp_path / "archive", embedder)
    snapshot = archive.snapshot()

    def passages(**settings):
        chosen = Settings(**settings)
        hits = engine.search(archive, QUESTION, 10, chosen)
        found = archive.reader(snapshot, chosen).candidates(QUESTION, hits)
        return {round(math.exp(c.features[NAMES.index("passages")])) for c in found}

    assert passages() == {3}
    assert passages(filters=Filters(tag="sea")) == {1}


def test_the_best_of_many_has_to_look_better_than_the_best_of_few(archive, model):
    snapshot = archive.snapshot()
    few, many, more = (
        max(span.support for each in reader.read(QUESTION, [hit(TEXTS[0])]) for span in each.spans)
        for reader in (
            SpanReader(model, snapshot.terms, n, archive.embedder(snapshot.manifest).encode)
            for n in (3, MOST_PASSAGES, 10**6)
        )
    )
    assert few > many
    assert many == more


@pytest.mark.parametrize("asked", [QUESTION, "Was a gull seen in the harbour?"])
def test_the_odds_of_a_further_sentence_fall_as_its_share_of_the_order_does(archive, asked):
    hits = engine.search(archive, asked, 10)
    reader = archive.reader(archive.snapshot())
    spans = [span for each in reader.read(asked, hits) for span in each.spans]
    best = max(spans, key=lambda span: span.score)
    shares = softmax([span.score for span in spans])
    odds = np.array([span.support / (1 - span.support) for span in spans])
    at = spans.index(best)
    assert len(spans) > 3
    assert odds / odds[at] == pytest.approx(shares / shares[at])
    fitted, found = reader.calibration, reader.candidates(asked, hits)
    if asked != QUESTION:
        fitted = calibration.fitted("yes_no.json", YES_NO)
        found = reader.titled(asked, hits, found)
    (own,) = (c for c in found if fitted.score(c.features) == pytest.approx(best.score))
    assert best.support == pytest.approx(fitted.support(own.features))


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        (QUESTION, "reader.json"),
        ("Was a gull seen in the harbour?", "yes_no.json"),
        ("Is it true that a gull was seen in the harbour?", "stated.json"),
    ],
)
def test_how_sure_a_further_sentence_is_is_what_was_fitted(archive, asked, file):
    hits = engine.search(archive, asked, 10)
    spans = [s for r in archive.reader(archive.snapshot()).read(asked, hits) for s in r.spans]
    best = max(spans, key=lambda span: span.score)
    weigh = json.loads((ROOT / "search" / file).read_text())["further"]
    for span in spans:
        told = weigh["surest"] * np.log(best.support / (1 - best.support))
        told += weigh["behind"] * (best.score - span.score) + weigh["intercept"]
        assert span.further == pytest.approx(1 / (1 + np.exp(-told)))
    order = sorted(spans, key=lambda span: -span.score)
    assert order == sorted(order, key=lambda span: -span.further)


def test_a_model_that_differs_by_a_byte_is_refused(monkeypatch, tmp_path):
    damaged = bytearray(packaged().read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "reader.onnx").write_bytes(damaged)
    monkeypatch.setattr(reader_model, "files", lambda _: tmp_path)
    with pytest.raises(ModelMissing, match="not the file of this version"):
        packaged()
    (tmp_path / "reader.onnx").unlink()
    with pytest.raises(ModelMissing, match="not installed"):
        packaged()


def test_products_do_not_overflow_on_any_processor():
    # 255 times 127 twice is more than 16 bits hold; the largest values are the worst case.
    given = np.stack([np.ones(384), -np.ones(384), np.linspace(-1, 1, 384)]).astype(np.float32)
    found = product(np.ones((4, 384), np.float32), given)
    assert found[:, 0] == pytest.approx([384, -384, 0], abs=1)


def product(weight, given, gelu=False, factor=None):
    """given · weightᵀ, or gelu(given) · weightᵀ, in 8 bits."""
    graph = Int8Tokens({} if factor is None else {"x": factor})
    weights = {"x.weight": weight, "x.bias": np.zeros(len(weight), np.float32)}
    x = graph.add("Gelu", "x") if gelu else "x"
    graph.add("Identity", graph.linear(x, weights, "x"), output="y")
    kinds = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["n", None]) for n in ("x", "y")]
    constants = [numpy_helper.from_array(value, name) for name, value in graph.weights.items()]
    made = helper.make_model(
        helper.make_graph(graph.nodes, "product", kinds[:1], kinds[1:], constants),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
    )  # fmt: skip
    (found,) = onnxruntime.InferenceSession(made.SerializeToString()).run(None, {"x": given})
    return found


def test_what_comes_out_of_a_gelu_has_twice_as_many_steps():
    luck = np.random.default_rng(0)
    x = luck.normal(size=(200, 1536)) * luck.uniform(0.2, 4, size=(200, 1))
    x[0], x[1] = 50, -0.751791524  # the place of the least value
    x = x.astype(np.float32)
    given = np.array([[v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in row] for row in x], "f")
    assert given[1] == pytest.approx(-0.16997, abs=1e-5)
    # whole steps, so that all of the error is that of the tokens
    weight = np.round(luck.normal(size=(8, 1536)) * 30).clip(-127, 127).astype(np.float32)
    weight[:, 0] = 127
    wanted = given.astype(np.float64) @ weight.T
    found = product(weight, x, gelu=True)
    errors = [
        np.sqrt(((each - wanted)[2:] ** 2).mean()) for each in (found, product(weight, given))
    ]
    assert errors[0] < 0.6 * errors[1]
    assert found[:2] == pytest.approx(wanted[:2], rel=1e-3)


def test_a_reader_made_of_the_weights_of_its_file_is_the_same():
    config = json.loads(model_files.verified("config.json").read_text(encoding="utf-8"))
    shipped = onnx.load(str(packaged()))
    weights, by = read(packaged())
    again = build(weights, config, "tokens", by)
    assert [n.op_type for n in again.graph.node] == [n.op_type for n in shipped.graph.node]
    for a, b in zip(again.graph.initializer, shipped.graph.initializer, strict=True):
        one, two = numpy_helper.to_array(a), numpy_helper.to_array(b)
        assert one.dtype == two.dtype
        assert np.allclose(one.astype(np.float32), two.astype(np.float32), 1e-5, 1e-5), a.name


def test_the_shipped_model_has_unsigned_weights_only():
    model = onnx.load(str(packaged()))
    kinds = {i.name: i.data_type for i in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulInteger"]
    assert len(products) == 36
    assert {kinds[node.input[1]] for node in products} == {TensorProto.UINT8}


def test_large_channels_do_not_set_the_step_of_small_ones():
    luck = np.random.default_rng(1)
    given = luck.normal(size=(200, 384)).astype(np.float32)
    given[:, :4] *= 60
    weight = luck.normal(size=(8, 384)).astype(np.float32)
    weight[:, :4] /= 60
    wanted = given.astype(np.float64) @ weight.T
    factor = np.where(np.arange(384) < 4, 1 / 60, 1).astype(np.float32)
    errors = [
        np.sqrt(((found - wanted) ** 2).mean())
        for found in (product(weight, given), product(weight, given, factor=factor))
    ]
    assert errors[1] < 0.1 * errors[0]


def test_factors_spread_what_is_large_and_biases_make_up_for_rounding():
    luck = np.random.default_rng(2)
    names = [f"body.encoder.layer.0.{part}" for group in AFTER_NORM for part in group]
    weights = {}
    for name in names:
        weights[f"{name}.weight"] = luck.normal(size=(6, 32)).astype(np.float32)
        weights[f"{name}.bias"] = np.zeros(6, np.float32)
    mean, most = np.full(32, 0.5), np.r_[100.0, np.ones(31)]
    seen = dict.fromkeys(names, Inputs(mean, most))
    by = factors(weights, seen)
    assert by[names[0]] is by[names[1]] is by[names[2]]
    assert np.abs(by[names[3]] * most).max() < 20
    fixed = corrected(weights, seen, by)
    for name in names:
        divided = weights[f"{name}.weight"] / by[name]
        table, scale = quantised(divided, 1)
        lost = (divided - table * scale) @ (mean * by[name])
        assert np.abs(lost).max() > 1e-3
        assert fixed[f"{name}.bias"] == pytest.approx(lost, abs=1e-6)
        assert fixed[f"{name}.weight"] is weights[f"{name}.weight"]


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        ("Write to ann@post.org.", "ann@post", "ann@post.org"),
        ("Write to ann@post.org.", "post", "ann@post.org"),
        ("It cost 1,850 crowns.", "1", "1,850"),
        ("It cost 1,850 crowns.", "850 crowns", "1,850 crowns"),
        ("At 18:30, not before.", "18", "18:30"),
        ("It ended.Then it rained.", "ended", "ended"),  # a space is missing
        ("A 20-year-old won, Bo.", "20", "20"),
        ("Lee, 12, and Bo.", "Lee, 12", "Lee, 12"),
        ("By 3.5 million in all", "3.5 million", "3.5 million"),
        ("x" * 200 + ".org", "x" * 200, "x" * 200 + ".org"),
    ],
)
def test_a_number_or_an_address_is_no_half_of_a_short_answer(text, short, whole):
    start = text.index(short)
    first, end = uncut(text, (start, start + len(short)))
    assert text[first:end] == whole

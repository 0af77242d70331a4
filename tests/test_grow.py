"""Layers that are put into the reader: at first they change next to nothing."""

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from search.reader_model import packaged
from training import grow, train
from training.data import write
from training.example import Example
from training.grow import grown, states, undoing
from training.model import layers_of
from training.warm import weights_of

TEXT = (
    "The harbour of Lund was closed on Monday. Ida Quill paid 40 crowns, a goat and a bell for "
    "the old lighthouse. Nobody was hurt when the crane fell, said Per Ost of the harbour office."
)
ASKED = ("What did she pay?", "Who was hurt?", "When was the harbour closed?", "Who is Per Ost?")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    write([Example(asked, "", TEXT, -1, -1, 0, 0, 1.0) for asked in ASKED], folder)
    return folder


@pytest.fixture(scope="module")
def weights():
    return weights_of(packaged())


def test_a_grown_reader_gives_what_the_one_before_gives(weights, data):
    made, new = grown(weights, data, [5, 4])
    assert new == [5, 7]
    assert layers_of(weights) == 6
    assert layers_of(made) == 8
    before, after = states(weights, data), states(made, data)
    assert len(after) == 9
    # Up to the first new layer all is the same; behind it the layer norms leave a little.
    torch.testing.assert_close(after[4], before[4], rtol=0, atol=0)
    for now, old in ((5, 4), (6, 5), (7, 5), (8, 6)):
        about = before[old] - before[old].mean(0)
        lost = ((after[now] - before[old]) ** 2).sum() / (about**2).sum()
        assert lost < 0.05, (now, lost)


def test_a_new_layer_begins_as_the_one_before_it_and_adds_nothing(weights, data):
    made, _ = grown(weights, data, [6])
    names = [n.removeprefix("body.encoder.layer.6.") for n in made if ".layer.6." in n]
    for name in names:
        old, new = (made[f"body.encoder.layer.{number}.{name}"] for number in (5, 6))
        if name.startswith(("attention.output.dense", "output.dense")):
            assert not new.any()
        elif "LayerNorm" not in name:
            np.testing.assert_array_equal(new, old)
    assert all(np.array_equal(made[name], value) for name, value in weights.items())


def test_what_undoes_a_layer_norm_is_the_least_squares_line_of_each_channel():
    luck = np.random.default_rng(5)
    x = luck.normal(luck.normal(size=8), luck.uniform(0.2, 2, size=8), size=(50, 8))
    weight, bias = undoing(torch.tensor(x))
    norm = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5)
    for channel in range(8):
        slope, rest = np.polyfit(norm[:, channel], x[:, channel], 1)
        assert weight[channel] == pytest.approx(slope, rel=1e-4)
        assert bias[channel] == pytest.approx(rest, rel=1e-4, abs=1e-5)


def test_a_layer_that_is_not_there_is_named(weights, data):
    with pytest.raises(ValueError, match=r"layers are 1 to 6, not \[7\]"):
        grown(weights, data, [7])


def run(monkeypatch, program, *options):
    monkeypatch.setattr("sys.argv", ["it", *map(str, options)])
    program.main()


@pytest.mark.nightly
def test_the_new_layers_learn_faster_and_a_stopped_run_goes_on_as_if_it_had_not(
    data, tmp_path, monkeypatch
):
    stopped, whole = tmp_path / "stopped", tmp_path / "whole"
    for place in (stopped, whole):
        run(monkeypatch, grow, packaged(), place, "--data", data, "--after", 4, 2)
    begun = load_file(whole / "state.safetensors")
    run(monkeypatch, train, data, whole, "--steps", 4)
    for steps in (2, 4):
        run(monkeypatch, train, data, stopped, "--steps", steps)
    one, two = (load_file(place / "state.safetensors") for place in (stopped, whole))
    assert one.keys() == two.keys()
    for name, value in two.items():
        np.testing.assert_allclose(one[name], value, rtol=1e-4, atol=1e-6, err_msg=name)

    def moved(layer):
        name = f"model.body.encoder.layer.{layer}.output.dense.bias"
        return np.abs(two[name] - begun[name]).max()

    # Adam's first steps are of the size of the rate; it is 2.5e-4 for new layers, else 1.2e-4.
    for new in (2, 5):
        for old in (0, 1, 3, 4, 6, 7):
            assert 1.5 < moved(new) / moved(old) < 3, (new, old)

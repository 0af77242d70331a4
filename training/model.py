"""The reader: the MiniLM-L6 body and heads for the span, the relevance and "no answer here"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import AutoModel

from index.model_files import folder, verified

ATTENTION = "eager"
"""Products and a softmax. torch's fused attention takes three times as long in bf16 on a processor:
its backward pass alone is a third of a step.
"""


LAYER = "body.encoder.layer."
"""What the names of a layer's weights begin with, before its number, from 0."""


def layers_of(names: Iterable[str]) -> int:
    """How many layers the body has of which these are the weights' names."""
    of_layers = (name.removeprefix(LAYER) for name in names if name.startswith(LAYER))
    return 1 + max(int(name.split(".")[0]) for name in of_layers)


@dataclass(frozen=True, slots=True)
class Output:
    """``start`` and ``end``: [batch, tokens], logits over the passage's tokens and token 0, which
    stands for "no answer here". ``relevant`` and ``answers``: [batch], logits.
    """

    start: Tensor
    end: Tensor
    relevant: Tensor
    answers: Tensor


class ReaderModel(nn.Module):
    def __init__(self, dropout: float = 0.0, layers: int = 6) -> None:
        """``dropout``: share of the body's activations, and of its attention, that a training step
        leaves out. ``layers``: of the body; those beyond the embedding model's six begin with
        chance.
        """
        super().__init__()
        verified("model.safetensors")
        self.body = AutoModel.from_pretrained(
            folder(), add_pooling_layer=False, dtype=torch.float32, local_files_only=True,
            hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout,
            attn_implementation=ATTENTION, num_hidden_layers=layers,
        )  # fmt: skip
        width = self.body.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.pool = nn.Linear(width, width)
        self.verdict = nn.Linear(width, 2)
        for layer in (self.span, self.pool, self.verdict):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor, allowed: Tensor) -> Output:
        """``ids``, ``kinds`` (0 question, 1 passage), ``mask`` (1 token, 0 padding) and ``allowed``
        (where a span may begin or end; token 0 always): [batch, tokens].
        """
        states = self.body(
            input_ids=ids, token_type_ids=kinds, attention_mask=mask
        ).last_hidden_state.float()
        logits = self.span(states).masked_fill(~allowed[..., None], -1e4)
        verdict = self.verdict(torch.tanh(self.pool(states[:, 0])))
        return Output(logits[..., 0], logits[..., 1], verdict[:, 0], verdict[:, 1])


def loaded(weights: Mapping[str, Tensor], dropout: float = 0.0) -> ReaderModel:
    """A reader of these weights, of as many layers as they have; it reads, until it is told to
    train.
    """
    model = ReaderModel(dropout, layers_of(weights)).eval()
    model.load_state_dict(weights)
    return model


def loss(out: Output, batch: Mapping[str, Tensor], smooth: float = 0.0) -> Tensor:
    """Mean over the batch of the span's cross-entropy (unknown spans, -1, left out), half of the
    same for its sentence, and half of each verdict's binary cross-entropy (unknown verdicts, -1,
    left out); for examples with a rival also half of the span's and half of its sentence's
    cross-entropy over the tokens of both passages (Clark & Gardner 2018, "Simple and effective
    multi-paragraph reading comprehension", 3.3: shared normalisation), and half of the logistic
    loss of relevance of the one over the other. A sentence, tokens ``first`` to ``last``, has the
    sum of its tokens' probabilities (maximum marginal likelihood, as in Min et al. 2019, "A
    discrete hard EM approach for weakly supervised question answering").

    ``smooth``: share of a label that others get (Szegedy et al. 2016, "Rethinking the Inception
    architecture", 7). Of a span's first and last token that is the other tokens of the sentence,
    since many spans were found again by their words; of a verdict the other one gets half of it.
    """
    start, end, weight, rival = batch["start"], batch["end"], batch["weight"], batch["rival"]
    entropy = nn.functional.cross_entropy
    known = (start >= 0).float() * weight
    span = (
        entropy(out.start, start.clamp(min=0), reduction="none")
        + entropy(out.end, end.clamp(min=0), reduction="none")
    ) / 2
    total = (span * known).sum()
    place = torch.arange(out.start.shape[1])[None]
    inside = (place >= batch["first"][:, None]) & (place <= batch["last"][:, None])
    within = [x.masked_fill(~inside, -1e4).logsumexp(1) for x in (out.start, out.end)]
    if smooth:  # of two cross-entropies over the same tokens the logits alone differ
        marked = known * (start > 0)
        for logits, label in ((out.start, start), (out.end, end)):
            spread = (logits * inside).sum(1) / inside.sum(1).clamp(min=1)
            exact = logits.gather(1, label.clamp(min=0)[:, None])[:, 0]
            total = total + smooth / 2 * ((exact - spread) * marked).sum()
    for logits, held in zip((out.start, out.end), within, strict=True):
        total = total + 0.25 * ((logits.logsumexp(1) - held) * known * (start > 0)).sum()
    for logit, label in ((out.relevant, batch["relevant"]), (out.answers, batch["answers"])):
        each = nn.functional.binary_cross_entropy_with_logits(
            logit, label.clamp(min=0) * (1 - smooth) + smooth / 2, reduction="none"
        )
        total = total + 0.5 * (each * (label >= 0).float()).sum()
    own = torch.nonzero((rival >= 0) & (start > 0)).flatten()
    if len(own):
        other = rival[own]
        for logits, label, held in zip((out.start, out.end), (start, end), within, strict=True):
            both = torch.cat((logits[own, 1:], logits[other, 1:]), 1)
            lost = entropy(both, label[own] - 1, reduction="none")
            lost = lost + both.logsumexp(1) - held[own]
            total = total + 0.25 * (lost * weight[own]).sum()
        total = total + 0.5 * nn.functional.softplus(out.relevant[other] - out.relevant[own]).sum()
    return total / len(start)

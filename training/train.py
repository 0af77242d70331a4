"""Train the reader; stop it at any time and start it again with the same command.

    python -m training.train DATA_FOLDER RUN_FOLDER [--steps N] [--ranks 2]

The learning rate warms up, stays, and falls to 0 over the last part of the steps (Hägele et al.
2024, "Scaling laws and compute-optimal training beyond fixed training durations"): unlike a
cosine, the steps can be raised while it runs. Each rank is a process with one thread that takes
its share of a batch; gradients are averaged. The state is saved every SAVE steps; the old one
only goes when the new one is whole.

With ``--minutes`` the rate follows the clock instead of the steps: it is at its full height first
and has fallen to 0 when the time is over, however fast the machine was. ``--sure`` leaves the
noisiest sources out (those that training.data gives half a weight).
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import time
from pathlib import Path
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch.multiprocessing.spawn import spawn

from training.batches import Examples
from training.model import LAYER, ReaderModel, loaded, loss

Value = TypeVar("Value")

BATCH = 32
RATE = 1.2e-4
HEAD_RATE = 5e-4
NEW_RATE = 2.5e-4
"""Of layers that training.grow put in."""
WARM_UP = 300
FALL = 0.3
"""Share of the steps over which the learning rate falls."""
FAST_BF16 = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
"""Without it, products in bf16 are slower than in float32."""
AVERAGE = 0.999
"""Decay of the moving average of the weights, which is what is used."""
SAVE = 250
ONEDNN_CACHE = "8"
"""Primitives that oneDNN keeps, instead of 1,024: it makes one for every shape of a batch, and with
as many each rank grew by about 150 MB a minute, until the system ended a run. Steps take no longer.
"""


def rate(step: int, steps: int) -> float:
    """Share of the full learning rate."""
    begin = steps * (1 - FALL)
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    if step < begin:
        return 1.0
    return max(0.0, 1 - math.sqrt((step - begin) / max(1.0, steps - begin)))


def rate_by_clock(share: float, step: int) -> float:
    """Share of the full learning rate when ``share`` of the time is over: linear to 0."""
    return max(0.0, 1 - share) * min(1.0, (step + 1) / (WARM_UP / 3))


def save(
    place: Path,
    model: torch.nn.Module,
    mean: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    told: dict[str, str],
) -> None:
    """``told``: the number of the last step, and the numbers of the new layers."""
    tensors = {f"model.{k}": v.contiguous() for k, v in model.state_dict().items()}
    tensors |= {f"mean.{k}": v.contiguous() for k, v in mean.state_dict().items()}
    for number, state in optimizer.state_dict()["state"].items():
        for name in ("exp_avg", "exp_avg_sq"):
            tensors[f"optimizer.{number}.{name}"] = state[name].contiguous()
    fresh = place / "state.new"
    save_file(tensors, fresh, told)
    os.replace(fresh, place / "state.safetensors")


def part(tensors: dict[str, Value], prefix: str) -> dict[str, Value]:
    return {k[len(prefix) :]: v for k, v in tensors.items() if k.startswith(prefix)}


def work(rank: int, options: argparse.Namespace) -> None:
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", ONEDNN_CACHE)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed + rank)
    ranks = options.ranks
    if ranks > 1:
        os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29517")
        dist.init_process_group("gloo", rank=rank, world_size=ranks)
    examples = Examples(options.data, sure=options.sure)
    state = options.run / "state.safetensors"
    tensors, told = {}, {}
    if state.exists():
        tensors = load_file(state)
        with safe_open(state, "pt") as file:
            told = file.metadata()
    old = part(tensors, "model.")
    model = loaded(old, options.dropout) if old else ReaderModel(options.dropout)
    mean = copy.deepcopy(model).requires_grad_(False)
    if tensors:
        mean.load_state_dict(part(tensors, "mean."))
    model.body.embeddings.word_embeddings.requires_grad_(False)
    new = tuple(f"{LAYER}{int(number) - 1}." for number in told.get("new", "").split())
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    fresh = [p for n, p in named if n.startswith(new)]
    body = [p for n, p in named if n.startswith("body.") and not n.startswith(new)]
    heads = [p for n, p in named if not n.startswith("body.")]
    rates = ((body, RATE), (heads, HEAD_RATE), (fresh, NEW_RATE))
    optimizer = torch.optim.AdamW(
        [{"params": group, "base": base} for group, base in rates if group],
        lr=RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True,
    )  # fmt: skip
    step = int(told.get("step", 0))
    moments = part(tensors, "optimizer.")
    if moments:
        groups = optimizer.state_dict()["param_groups"]
        numbers = sorted({int(k.split(".")[0]) for k in moments})
        optimizer.load_state_dict({
            "state": {
                n: {
                    "step": torch.tensor(float(step)),
                    "exp_avg": moments[f"{n}.exp_avg"],
                    "exp_avg_sq": moments[f"{n}.exp_avg_sq"],
                }
                for n in numbers
            },
            "param_groups": groups,
        })  # fmt: skip
    parameters: list[Any] = [*body, *heads, *fresh]
    pairs = zip(mean.parameters(), model.parameters(), strict=True)
    trained = [(own, p.detach()) for own, p in pairs if p.requires_grad]
    batches, epoch, begin = examples.order(0, BATCH, options.seed, ranks), 0, 0
    sum_loss, seen, begun = 0.0, 0, time.monotonic()
    opened, length = time.time(), options.minutes * 60
    model.train()
    while step < options.steps:
        over = torch.tensor((time.time() - opened) / length if length else 0.0)
        if ranks > 1:
            dist.broadcast(over, 0)  # the first one's clock is everybody's
        if over >= 1:
            break
        while step - begin >= len(batches):
            epoch, begin = epoch + 1, begin + len(batches)
            batches = examples.order(epoch, BATCH, options.seed, ranks)
        batch = examples.batch(batches[step - begin][rank])
        share = rate_by_clock(float(over), step) if length else rate(step, options.steps)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * share * options.rate
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST_BF16):
            out = model(batch["ids"], batch["kinds"], batch["mask"], batch["allowed"])
        value = loss(out, batch, options.smooth)
        optimizer.zero_grad(set_to_none=False)
        value.backward()
        if ranks > 1:
            flat = torch.cat([p.grad.flatten() for p in parameters])
            dist.all_reduce(flat)
            flat /= ranks
            at = 0
            for p in parameters:
                p.grad.copy_(flat[at : at + p.numel()].view_as(p))
                at += p.numel()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        decay = min(AVERAGE, (1 + step) / (10 + step))
        torch._foreach_lerp_([own for own, _ in trained], [p for _, p in trained], 1 - decay)
        sum_loss += float(value.detach())
        seen += len(batch["ids"]) * ranks
        if step % 50 == 0 and rank == 0:
            line = {
                "step": step, "loss": round(sum_loss / 50, 4), "rate": round(RATE * share, 7),
                "rows_per_s": round(seen / (time.monotonic() - begun), 1),
            }  # fmt: skip
            print(json.dumps(line), flush=True)
            with (options.run / "log.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")
            sum_loss, seen, begun = 0.0, 0, time.monotonic()
        if step % SAVE == 0 and rank == 0:
            save(options.run, model, mean, optimizer, told | {"step": str(step)})
    if rank == 0 and step % SAVE:
        save(options.run, model, mean, optimizer, told | {"step": str(step)})
    if ranks > 1:
        dist.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--ranks", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="fall by the clock")
    parser.add_argument("--rate", type=float, default=1, help="share of the learning rates")
    parser.add_argument("--dropout", type=float, default=0)
    parser.add_argument("--smooth", type=float, default=0, help="share of a label that others get")
    parser.add_argument("--seed", type=int, default=7, help="of the order of the examples")
    parser.add_argument("--sure", action="store_true", help="without the noisiest sources")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    if options.ranks == 1:
        work(0, options)
    else:
        spawn(work, (options,), nprocs=options.ranks)


if __name__ == "__main__":
    main()

"""8-bit kernels as signed numbers, for processors that multiply those quicker.

Where a processor has no VNNI it adds products of unsigned and signed numbers in 16 bits, which
overflows (docs/decisions/0006), so kernels have to be unsigned, as numbers around 128; the reader's
file keeps them so. One with VNNI adds them in 32, in half the time that unsigned ones take. A
number around 128 and the number less 128 around 0 are the same factor, so every sum is the same
integer, and what the model gives the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from index import prepared

PRODUCT = (
    b'\x08\n:f\n\x18\n\x01a\n\x01b\x12\x01y"\rMatMulInteger\x12\x05probeZ\x15\n\x01a\x12\x10\n\x0e'
    b"\x08\x02\x12\n\n\x03\x12\x01m\n\x03\x12\x01kZ\x15\n\x01b\x12\x10\n\x0e\x08\x03\x12\n\n\x03"
    b"\x12\x01k\n\x03\x12\x01nb\x15\n\x01y\x12\x10\n\x0e\x08\x06\x12\n\n\x03\x12\x01m\n\x03\x12"
    b"\x01nB\x04\n\x00\x10\x14"
)
"""An ONNX graph of one product, ``a`` (uint8) times ``b`` (int8), as tests/test_signed.py makes it:
the library that writes graphs takes longer to import than a question to answer."""


@cache
def exact() -> bool:
    """Whether onnxruntime adds products of unsigned and signed numbers here without overflow."""
    import numpy as np

    session = prepared.session(PRODUCT, 1)
    a, b = np.full((16, 64), 255, dtype=np.uint8), np.full((64, 32), 127, dtype=np.int8)
    (y,) = session.run(None, {"a": a, "b": b})
    return bool((y == 64 * 255 * 127).all())


def quickest(name: str, write: Callable[[Path], object]) -> Path:
    """See prepared.prepared: of a model whose kernels ``write`` writes unsigned, with signed ones
    where they are ``exact``.
    """

    def write_signed(target: Path) -> None:
        write(target)
        with_signed_kernels(target, target)

    if exact():
        return prepared.prepared(f"{name}-signed", write_signed)
    return prepared.prepared(name, write)


def with_signed_kernels(file: Path, target: Path) -> None:
    """Write the graph of ``file`` to ``target`` with every unsigned kernel of an integer product
    signed.
    """
    import numpy as np
    from onnx import load_model, numpy_helper, save_model

    model = load_model(file)
    stored = {each.name: each for each in model.graph.initializer}
    name = "signed_zero"
    changed: set[str] = set()
    for node in model.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        _, kernel, _, zero = node.input
        if kernel not in changed:
            around = int(numpy_helper.to_array(stored[zero]))
            moved = numpy_helper.to_array(stored[kernel]).astype(np.int16) - around
            stored[kernel].CopyFrom(numpy_helper.from_array(moved.astype(np.int8), kernel))
            changed.add(kernel)
        node.input[3] = name
    model.graph.initializer.append(numpy_helper.from_array(np.array(0, dtype=np.int8), name))
    save_model(model, target)

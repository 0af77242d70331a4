"""What can be told of a model without torch, which takes seconds, and without the client of a hub,
which asks a network that is not there for over a minute.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from ssl import SSLError
from urllib.error import HTTPError
from urllib.request import Request, urlopen

_FILES = ("modules.json", "config.json")
"""A model of sentence-transformers or of transformers has one of them."""
_WEIGHTS = ("model.safetensors", "model.safetensors.index.json")
_PATIENCE = 10
"""Seconds until a hub has to answer."""


def missing(name: str) -> str | None:
    """Why there can be no model called ``name``, None where there may be one."""
    from huggingface_hub.errors import HFValidationError

    folder = Path(name)
    if folder.is_dir():
        there = any((folder / each).exists() for each in _FILES)
        return None if there else f"the folder has no {' or '.join(_FILES)}"
    try:
        kept = _has(name, _FILES)
    except HFValidationError:
        return "it is neither a folder nor a name that a model can have"
    unreachable = None if kept or "SENTENCE_TRANSFORMERS_HOME" in os.environ else _unreachable()
    return f"it was not downloaded before, and {unreachable}" if unreachable else None


def is_kept(name: str) -> bool:
    """Whether all of a hub's model was downloaded before."""
    return not Path(name).is_dir() and _has(name, _FILES) and _has(name, _WEIGHTS)


def _has(name: str, files: tuple[str, ...]) -> bool:
    """Whether one of the files was downloaded before."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError

    names = (name,) if "/" in name else (name, f"sentence-transformers/{name}")
    for each in names:
        for file in files:
            with suppress(EntryNotFoundError):
                hf_hub_download(each, file, local_files_only=True)
                return True
    return False


def _unreachable() -> str | None:
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return "the network is off (HF_HUB_OFFLINE)"
    asked = Request(constants.ENDPOINT, method="HEAD")  # noqa: S310 the user's own HF_ENDPOINT
    try:
        urlopen(asked, timeout=_PATIENCE).close()  # noqa: S310
    except HTTPError:
        return None  # it has answered
    except OSError as error:
        if isinstance(getattr(error, "reason", None), SSLError):
            return None  # the client of the hub may know more of its certificates
        return f"{constants.ENDPOINT} can't be reached"
    return None

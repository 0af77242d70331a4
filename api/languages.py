"""What to say about articles that the archive's model can't read."""

from __future__ import annotations

from collections.abc import Mapping

from index.embed import PACKAGED

MULTILINGUAL = "paraphrase-multilingual-MiniLM-L12-v2"
FEW = 0.02
"""Share of articles in other languages up to which nothing is said."""
_NAMES = {
    "ar": "arabic", "da": "danish", "nl": "dutch", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hu": "hungarian", "it": "italian", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def advice(model: str, languages: Mapping[str, int]) -> str | None:
    """A warning with the way out, None where there is nothing to warn of.

    >>> advice("another", {"de": 5})
    """
    others = {code: n for code, n in languages.items() if code not in ("", "en")}
    count, total = sum(others.values()), sum(languages.values())
    if model not in PACKAGED or count <= FEW * total:
        return None
    most = sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))
    named = ", ".join(f"{code} {n:,}" for code, n in most[:5])
    stems = (
        f" --language {_NAMES[most[0][0]]}" if most[0][0] in _NAMES and count > total / 2 else ""
    )
    return (
        f"{count:,} of {total:,} articles are not in English ({named}), which is all that the "
        "packaged model reads. Build the archive anew with a model that reads them: "
        f"pressmark index --rebuild --model {MULTILINGUAL}{stems}"
    )

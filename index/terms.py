"""The term index (Tantivy): BM25 over the title and the text of passages.

A question never reaches a query parser: it is cut into terms by the same analyzer as the
passages, and the query is put together from those terms.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from index.errors import BadInput
from index.facets import LAST_DAY, UNDATED, Condition, Facets
from index.ranked import Ranking, ranked
from index.stopwords import ENGLISH

FOLDER = "terms"
ANALYZER_VERSION = 2
TITLE_WEIGHT = 0.5
"""What a term in the title counts beside one in the text."""
LONGEST_TERM = 64
FEW = 500
"""Rows that are looked up one by one."""
HEAP = 256_000_000
OWN_FILES = frozenset({"meta.json", ".managed.json"})
"""The files that Tantivy writes more than once."""
LANGUAGES = (
    "arabic", "danish", "dutch", "english", "finnish", "french", "german", "greek", "hungarian",
    "italian", "norwegian", "portuguese", "romanian", "russian", "spanish", "swedish", "tamil",
    "turkish",
)  # fmt: skip
"""Languages that Tantivy has a Snowball stemmer for."""
WITHOUT_STOP_WORDS = ("arabic", "greek", "romanian", "tamil", "turkish")


def analyzer(language: str) -> Any:
    """Tantivy's analyzer of ``language``: words, lower case, stop words, no accents, stems.

    Raises:
        BadInput: a language without a stemmer.
    """
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    if language not in LANGUAGES:
        raise BadInput(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    chain = TextAnalyzerBuilder(Tokenizer.simple())
    chain = chain.filter(Filter.remove_long(LONGEST_TERM)).filter(Filter.lowercase())
    if language == "english":
        chain = chain.filter(Filter.custom_stopword(list(ENGLISH)))
    elif language not in WITHOUT_STOP_WORDS:
        chain = chain.filter(Filter.stopword(language))
    return chain.filter(Filter.stemmer(language)).filter(Filter.ascii_fold()).build()


def composed(text: str) -> str:
    """``text`` in NFKC: a decomposed é and a composed one are the same term."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


class Analyzer:
    """Text into terms, the same for the term index, the sentence picker and the highlights."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._analyzer = analyzer(language)

    def terms(self, text: str) -> list[str]:
        """The terms of ``text``, in order, with repeats."""
        found: list[str] = self._analyzer.analyze(composed(text))
        return found


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("row", fast=True, indexed=True)
    builder.add_text_field("title", tokenizer_name="pressmark", index_option="freq")
    builder.add_text_field("text", tokenizer_name="pressmark", index_option="freq")
    builder.add_unsigned_field("day", fast=True, indexed=True)
    builder.add_text_field("facet", tokenizer_name="raw", index_option="basic")
    return builder.build()


def write(
    passages: Iterable[tuple[str, str]],
    folder: Path,
    language: str,
    facets: Sequence[Facets] | None = None,
    name: str = FOLDER,
) -> None:
    """Write (title, text) of each passage as rows 0, 1, …; ``facets`` has what each can be found
    by.
    """
    writer = TermWriter(folder, language, name)
    for row, (title, text) in enumerate(passages):
        writer.add(row, title, text, facets[row] if facets is not None else None)
    writer.close()


class TermWriter:
    """Writes a term index, or changes one whose files another generation has too: Tantivy never
    writes a file again but for two small ones, which ``linked`` copies.

    A row that is removed is not found any more, but stays in the statistics that BM25 is made of
    until Tantivy merges it away; TermIndex makes up for that.
    """

    def __init__(
        self, folder: Path, language: str, name: str = FOLDER, heap: int = HEAP, new: bool = True
    ) -> None:
        from tantivy import Index

        self._place = folder / name
        if new:
            self._place.mkdir()
            index = Index(_schema(), path=str(self._place))
        else:
            index = Index.open(str(self._place))
        index.register_tokenizer("pressmark", analyzer(language))
        self._schema = index.schema
        self._writer = index.writer(heap_size=heap, num_threads=1)

    def add(self, row: int, title: str, text: str, facets: Facets | None = None) -> None:
        """Add a row, in order of their numbers: with one thread that is their order in Tantivy."""
        from tantivy import Document

        document = Document()
        document.add_unsigned("row", row)
        document.add_text("title", composed(title))
        document.add_text("text", composed(text))
        if facets is not None:
            document.add_unsigned("day", facets.day)
            for key in facets.keys:
                document.add_text("facet", key)
        self._writer.add_document(document)

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out. By a query: Tantivy's deletion by a term looks for a signed number, and
        finds none.
        """
        from tantivy import Query

        if gone := list(rows):
            query = Query.term_set_query(self._schema, "row", gone)
            self._writer.delete_documents_by_query(query)

    def close(self) -> None:
        """Write all that there is, and wait until Tantivy has merged what it wants to."""
        self._writer.commit()
        self._writer.garbage_collect_files()
        self._writer.wait_merging_threads()
        for lock in self._place.glob(".tantivy-*.lock"):
            lock.unlink()


class TermIndex:
    """A term index opened for reading."""

    def __init__(
        self, folder: Path, language: str, name: str = FOLDER, dead: Sequence[int] = ()
    ) -> None:
        """``dead``: rows that were removed. Tantivy counts them in its statistics until it merges
        them away; with them known, every term is weighted by the rows that are there.
        """
        from tantivy import Index

        self.analyzer = Analyzer(language)
        self._index = Index.open(str(folder / name))
        self._index.register_tokenizer("pressmark", analyzer(language))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._dead, self._ghosts = dead, -1
        self._there: dict[tuple[str, str], int] = {}

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @property
    def ghosts(self) -> int:
        """Removed rows that Tantivy's statistics still count."""
        if self._ghosts < 0:
            self._ghosts = sum(self._searcher.doc_freq("row", row) for row in self._dead)
        return self._ghosts

    def holders(self, term: str, field: str = "text") -> int:
        """How many rows hold an analyzed term in their text, or in their title."""
        if not self.ghosts:
            return int(self._searcher.doc_freq(field, term))
        known = self._there.get((field, term))
        if known is None:
            from tantivy import Query

            query = Query.term_query(self._schema, field, term, "freq")
            found: Any = self._searcher.search(query, limit=1, count=True)
            known = int(found.count)
            self._there[field, term] = known
        return known

    def beginning(self, letter: str) -> list[str]:
        """The terms in texts that begin so, also those that only removed rows hold."""
        return [term for term, _ in self._searcher.terms_with_prefix("text", letter)]

    def has_facet(self, facet: str) -> bool:
        """Whether a row can be found by a facet's key."""
        return int(self._searcher.doc_freq("facet", facet)) > 0

    def idf(self, term: str) -> float:
        """Inverse document frequency of an analyzed term, as BM25 has it (Robertson and Zaragoza
        2009): above 0, the higher the fewer passages hold it in their text.
        """
        return _idf(len(self), self.holders(term))

    def search(self, asked: Sequence[str], k: int, only: Condition | None = None) -> Ranking:
        """The ``k`` rows of highest BM25 (k1 1.2, b 0.75, Tantivy's fixed values) for the distinct
        terms ``asked``; rows without any of them, or that do not fit ``only``, are left out. Scores
        are those of the whole index, whatever ``only`` is.
        """
        if not asked or k < 1:
            return []
        query = self._query(asked)
        if only is not None:
            query = self._narrowed(query, only)
        return self._found(query, k)

    def holding(self, words: Sequence[Sequence[str]]) -> list[int]:
        """The rows that hold of each of ``words`` one of its terms, in text or title, in order."""
        from tantivy import Occur, Query

        def either(terms: Sequence[str]) -> Any:
            fields = ((name, term) for term in terms for name in ("text", "title"))
            parts = (Query.term_query(self._schema, *each, "basic") for each in fields)
            return Query.boolean_query([(Occur.Should, part) for part in parts])

        if not words:
            return []
        query = Query.boolean_query([(Occur.Must, either(terms)) for terms in words])
        return sorted(row for row, _ in self._found(query, max(1, len(self))))

    def scores(self, asked: Sequence[str], rows: Sequence[int]) -> dict[int, float]:
        """BM25 of those of ``rows`` that hold a term; the scores that ``search`` gives them."""
        from tantivy import Occur, Query

        if not asked or not rows:
            return {}
        if len(rows) > FEW:
            among = Query.term_set_query(self._schema, "row", list(rows))
        else:  # a set walks through the numbers of all rows: three times as long at 100,000
            each = (Query.term_query(self._schema, "row", row, "basic") for row in rows)
            among = Query.boolean_query([(Occur.Should, query) for query in each])
        query = Query.boolean_query(
            [(Occur.Must, self._query(asked)), (Occur.Must, _unscored(among))]
        )
        return dict(self._found(query, len(rows)))

    def _query(self, asked: Sequence[str]) -> Any:
        from tantivy import Occur, Query

        parts = []
        for term in asked:
            for name, weight in (("text", 1.0), ("title", TITLE_WEIGHT)):
                query = Query.term_query(self._schema, name, term, "freq")
                boost = weight * self._made_up(term, name)
                parts.append(
                    (Occur.Should, query if boost == 1 else Query.boost_query(query, boost))
                )
        return Query.boolean_query(parts)

    def _made_up(self, term: str, field: str) -> float:
        """What a term's weight is to be multiplied by, as Tantivy counts rows that are gone."""
        if not self.ghosts:
            return 1.0
        counted = int(self._searcher.doc_freq(field, term))
        there = self.holders(term, field)
        return _idf(len(self), there) / _idf(len(self) + self.ghosts, counted)

    def _found(self, query: Any, k: int) -> Ranking:
        hits = self._searcher.search(query, limit=k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return ranked(
            ((int(row or 0), float(hit[0])) for row, hit in zip(rows, hits, strict=True)), k
        )

    def _narrowed(self, query: Any, only: Condition) -> Any:
        """``query`` for the rows that fit ``only``, with the scores that it gives without it."""
        from tantivy import FieldType, Occur, Query

        parts = [Query.term_query(self._schema, "facet", key) for key in only.keys]
        if (only.first, only.last) != (UNDATED, LAST_DAY):
            parts.append(
                Query.range_query(
                    self._schema, "day", FieldType.Unsigned,
                    lower_bound=only.first, upper_bound=only.last,
                )
            )  # fmt: skip
        return Query.boolean_query(
            [(Occur.Must, query), *((Occur.Must, _unscored(part)) for part in parts)]
        )


def _idf(rows: int, holders: int) -> float:
    return math.log(1 + (rows - holders + 0.5) / (holders + 0.5))


def _unscored(query: Any) -> Any:
    """``query`` as a condition: it adds nothing to a score."""
    from tantivy import Query

    return Query.boost_query(Query.const_score_query(query, 1.0), 0.0)

"""Fields of an article under the names that others give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.canonical import line
from index.dates import day

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "headlines", "name", "subject", "webtitle", "article_title",
              "news_title", "titel", "titre", "titolo", "título", "titulo", "überschrift"),
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "article_text",
             "content_text", "content_html", "html", "full_text", "fulltext", "article_body",
             "article_content", "bodytext", "body_text", "body_html", "plain_text", "plaintext",
             "post_content", "selftext", "story", "bodies", "paragraphs", "context", "transcript",
             "texte", "texto", "testo", "inhalt", "contenu", "contenido", "conteúdo",
             "cuerpo", "artikel", "artikeltext"),
    "published": ("published", "date", "published_at", "publishedat", "datepublished",
                  "date_published", "date_publish", "publication_date", "publicationdate",
                  "published_date", "publisheddate", "pub_date", "pubdate", "publishdate",
                  "publish_date", "webpublicationdate", "published_on", "published_time",
                  "publishing_date", "post_date", "datetime", "created_at", "created",
                  "created_utc", "firstcreated", "versioncreated", "timestamp", "datum",
                  "fecha"),
    "author": ("author", "authors", "byline", "creator", "creators", "author_name", "published_by",
               "writer", "journalist", "autor", "autora", "auteur", "autore"),
    "source": ("source", "publisher", "site", "sitename", "publication", "outlet", "site_name",
               "newspaper", "source_name", "media_name", "publication_name", "origin", "feed",
               "domain_name", "source_domain", "domain", "provider", "quelle", "fonte", "fuente",
               "bron"),
    "url": ("url", "link", "href", "web_url", "weburl", "canonical_url", "canonical", "alternate",
            "article_url", "source_url", "article_link", "permalink", "mainentityofpage"),
    "tags": ("tags", "keywords", "categories", "section", "topics", "category", "sectionname",
             "schlagworte", "mots_clés"),
    "language": ("language", "lang", "sprache", "langue", "idioma", "lingua", "taal"),
    "id": ("id", "_id", "guid", "uuid"),
}  # fmt: skip
"""Our field, and what others call it, in lower case."""
SUMMARIES = (
    "summary", "lead_paragraph", "abstract", "description", "short_description", "excerpt",
    "snippet", "opening_text", "hit_sentence", "teaser", "beschreibung", "zusammenfassung",
    "résumé", "resumen", "riassunto",
)  # fmt: skip
"""What is read where there is no text."""
_HELD = ("rendered", "content", "html", "text", "context", "body", "value", "#text")
"""Under which name an object has a text."""
_NAMED = ("name", "title", "main", "label", "original", "rendered", "value", "href", "url", "#text")
"""The same of what it is called."""
_OBJECTS = {"feed", "origin"}
"""Names that tell a source where an object says more of it, and else something of another kind."""
_WRAPPED = ("rendered", "$oid", "$date", "$numberLong")
_LABEL = re.compile(r"\Auser/[^/]*/label/")
"""What readers of feeds put before the names of labels, and "user/-/state/" before other things."""
_LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "danish": "da", "dutch": "nl", "english": "en",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hindi": "hi",
    "hungarian": "hu", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no",
    "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es",
    "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "ara": "ar", "zho": "zh", "dan": "da",
    "nld": "nl", "dut": "nl", "eng": "en", "fin": "fi", "fra": "fr", "fre": "fr", "deu": "de",
    "ger": "de", "ell": "el", "hin": "hi", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko",
    "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "spa": "es", "swe": "sv",
    "tur": "tr", "ukr": "uk",
}  # fmt: skip


class Fields:
    """The fields of one record."""

    def __init__(self, record: Mapping[Any, Any], named: Mapping[str, str] | None = None) -> None:
        """``named``: a field of ours, and the name that the record has for it."""
        self._record = {_key(name): value for name, value in record.items()}
        self._named = named or {}

    def get(self, theirs: str) -> Any | None:
        """What is said under this very name, in lower case."""
        return self._record.get(_key(theirs))

    def of(self, ours: str) -> Any | None:
        """What is said for a field of ours, None where there is nothing."""
        return next(self._said(ours), None)

    def line(self, ours: str) -> str | None:
        """The same on one line; names of several, or of objects with a name, are joined.

        >>> Fields({"source": {"id": None, "name": "Harbour Post"}}).line("source")
        'Harbour Post'
        """
        return ", ".join(self.words(ours)) or None

    def words(self, ours: str) -> list[str]:
        """Names or tags: one text, a list of texts, or a list of objects with a name.

        >>> Fields({"Authors": [{"name": "Ann Lee"}, "Bo"]}).words("author")
        ['Ann Lee', 'Bo']
        """
        value = self.of(ours)
        many = value if isinstance(value, list) else [value]
        return [each for one in many if (each := line(_called(one)))]

    def text(self, or_summary: bool = True) -> str | None:
        r"""What there is to read: a text, an object with one, or a list of either, as paragraphs; a
        summary where there is nothing else.

        >>> Fields({"body": [{"text": "One."}, "Two."]}).text()
        'One.\n\nTwo.'
        >>> Fields({"content": None, "summary": {"content": "<p>One.</p>"}}).text()
        '<p>One.</p>'
        """
        found = next((text for value in self._said("text") if (text := _held(value))), None)
        summary = self._record.get("summary")
        if found is None and isinstance(summary, dict):  # as readers of feeds call a text
            found = _held(summary)
        if found is None and or_summary and "text" not in self._named:
            found = next((t for n in SUMMARIES if (t := _held(self._record.get(n)))), None)
        return found

    def language(self) -> str | None:
        """Its code, None where what is said is none.

        >>> Fields({"lang": "en_GB"}).language(), Fields({"language": "English"}).language()
        ('en-GB', 'en')
        """
        said = (self.line("language") or "").replace("_", "-")
        known = _LANGUAGES.get(said.lower(), said)
        return known if re.fullmatch(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{2,8}){0,3}", known) else None

    def tags(self) -> tuple[str, ...]:
        """Tags, also those of one line with commas between them."""
        parts = (part.strip() for words in self.words("tags") for part in words.split(","))
        labels = (_LABEL.sub("", part) for part in parts)
        return tuple(tag for tag in labels if tag and not tag.startswith("user/"))

    def day(self) -> str | None:
        """The first that is a day: ``published`` may also tell whether an article is shown.

        >>> Fields({"published": True, "date": "5 June 2024"}).day()
        '2024-06-05'
        """
        return next((found for value in self._said("published") if (found := day(value))), None)

    def _said(self, ours: str) -> Iterator[Any]:
        names = (_key(self._named[ours]),) if ours in self._named else NAMES[ours]
        for name in names:
            said = _plain(self._record.get(name))
            if name in _OBJECTS and not isinstance(said, dict):
                continue
            if said not in (None, "", []) and not (ours == "author" and isinstance(said, int)):
                yield said


def _key(name: Any) -> str:
    """A name as ``NAMES`` has it: "Full Text" and "full-text" are one."""
    return re.sub(r"[\s-]+", "_", str(name).strip().lower())


def _plain(value: Any) -> Any:
    """WordPress gives what is HTML as an object, and MongoDB days and numbers."""
    for _ in _WRAPPED:
        inside = next((n for n in _WRAPPED if isinstance(value, dict) and n in value), None)
        value = value if inside is None else value[inside]
        if inside == "$numberLong" and isinstance(value, str) and value.isdecimal():
            return int(value[:20])
    return value


def _called(value: Any) -> Any:
    """What something is called: itself, or what an object says."""
    value = _plain(value)
    if not isinstance(value, dict):
        return value
    if "value" in value and "name" in value:  # what it is, and then which one
        value = {"name": value["value"]}
    said = (value.get(name) for name in _NAMED)
    return next((each for each in said if isinstance(each, (str, int)) and each != ""), None)


def _held(value: Any) -> str | None:
    """The text in ``value``, None where there is none."""
    if isinstance(value, dict):
        return next((text for name in _HELD if (text := _text(value.get(name)))), None)
    if isinstance(value, list):
        parts = [_held(each) for each in value if not isinstance(each, list)]
        if any(map(_is_run, value)) and any(isinstance(each, str) for each in value):
            return "".join(each for each in parts if each) or None
        return "\n\n".join(each for each in parts if each) or None
    return _text(value)


def _is_run(value: Any) -> bool:
    """Whether it is a part of a paragraph, such as a link, as messengers export them."""
    return isinstance(value, dict) and "type" in value


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None

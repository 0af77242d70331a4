"""How times are written in English, as regular expressions without regard to case: a form for each
kind, with groups that search/time_parts.py reads.
"""

from __future__ import annotations

from search.counted import PARTS_OF_DAY, SEASONS
from search.periods import MONTH_NAME, NUMBERS, WEEKDAYS, YEAR

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first",
)  # fmt: skip
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
HOLIDAYS = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "st patrick's day": (3, 17),
    "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "boxing day": (12, 26), "new year's eve": (12, 31),
    "hogmanay": (12, 31),
}  # fmt: skip

_SEASON = "|".join(SEASONS)
_WEEKDAY = "|".join(WEEKDAYS)
_WHICH = "(?:last|this|next|past)"
_COUNT = rf"(?:\d{{1,3}}|an?|{'|'.join(NUMBERS)})"
_UNIT = rf"(?:{'|'.join(PARTS_OF_DAY)}|week|month|year|{_SEASON}|{MONTH_NAME}(?!\w))"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?![\w%])"
_TO = r"(?:\s?[-–—]\s?| to | until | till | through | and | or )"
_Y = rf"{YEAR}(?![\d,.:]?\d)(?!['’]?s\b)"
_OF = r",? (?:of )?"
_HOLIDAY = "|".join(HOLIDAYS).replace("'", "['’]?")

FORMS = {
    "date": (
        rf"(?:(?:{_WHICH} )?(?:{_WEEKDAY}),? (?:the )?)?"
        rf"(?:(?P<day>{_DAY})(?:(?P<to>{_TO})(?:the )?(?P<last_day>{_DAY}))? (?:of )?"
        rf"(?P<month>{MONTH_NAME})(?!\w)|"
        rf"(?<!\w)(?P<month_first>{MONTH_NAME}) (?:the )?(?P<day_behind>{_DAY})"
        rf"(?:(?P<to_behind>{_TO})(?P<last_behind>{_DAY}))?)"
        rf"(?:{_OF}(?P<year>{_Y})| (?P<turn>{_WHICH} year))?"
    ),
    "iso": r"(?P<iso_year>\d{4})-(?P<iso_month>0[1-9]|1[0-2])(?:-(?P<iso_day>\d\d))?(?![-\d])",
    "numbers": (
        r"(?<![\w.:/-])(?P<one>\d{1,2})(?P<mark>[./])(?P<other>\d{1,2})(?P=mark)"
        r"(?P<numbers_year>\d{4})(?![\w/])"
    ),
    "month_of": rf"(?<!\w)(?P<month_of_year>{MONTH_NAME}){_OF}(?P<year_of_month>{_Y})",
    "years": (
        rf"(?P<first_year>{_Y})(?:\s?[-–—/]\s?| to | until | till |(?<=\bbetween \d{{4}}) and )"
        rf"(?P<last_year>{_Y}|\d\d(?![\d%,]))"
    ),
    "decade": r"(?P<years_of_ten>(?:1[4-9]|20)\d0)['’]?s\b",
    "decade_in_short": (
        rf"(?:the |['’‘]|\b(?:mid|late|early)-)(?P<in_short>[2-9]0s|{'|'.join(DECADES)})\b"
    ),
    "century": rf"(?P<which>\d\d?(?:st|nd|rd|th)|{'|'.join(ORDINALS)})[- ]century\b",
    "season_of": rf"(?P<season>{_SEASON}){_OF}(?P<year_of_season>{_Y})",
    "holiday": rf"(?P<name>{_HOLIDAY})(?:{_OF}(?P<year_of_name>{_Y}))?",
    "hour": r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])(?:\.m\b\.?|m\b)",
    "hour_of_24": r"(?<![\d:])(?P<hour_24>[01]?\d|2[0-3]):(?P<minute_24>[0-5]\d)(?![\d:])",
    "o_clock": rf"(?P<struck>\d{{1,2}}|{'|'.join(NUMBERS)}) o['’]clock",
    "middle": r"\b(?P<middle_of_day>noon|midday|midnight)\b",
    "later": (
        rf"\b(?P<count>{_COUNT}) (?P<unit>day|week|month|year)s? "
        r"(?P<side>later|afterwards?|earlier)\b"
    ),
    "day_of": r"\bthe (?P<day_alone>[0-3]?\d(?:st|nd|rd|th))(?! (?:century|of\b)|-)",
    "following": rf"\b(?:the|this|that) (?:following|next) (?P<next_unit>{_UNIT})\b",
    "same": (
        rf"\b(?:(?:the|that) (?:same|very) (?P<same_unit>{_UNIT})|"
        rf"(?<!\bon )(?<!\bthrough )that (?P<that_unit>{_UNIT}))\b"
    ),
    "near": (
        rf"\b(?P<counted>{_WHICH} (?:week|month|year|{_SEASON}|{MONTH_NAME}|{_WEEKDAY})(?!\w)|"
        r"last night|yesterday|today|tomorrow|tonight)\b"
    ),
    "weekday": rf"\b(?P<weekday_alone>{_WEEKDAY})\b",
    "month_alone": (
        rf"(?<![-\w])(?P<only_month>{MONTH_NAME})(?!\w)"
        rf"(?: (?:(?P<month_turn>{_WHICH} year)|(?P<month_same>(?:of|in) (?:that|the same) year)))?"
    ),
    "season_alone": rf"(?<=the )(?P<only_season>{_SEASON})(?![\w-])",
    "year_alone": rf"(?<![\w$£€.,:/#-])(?P<only_year>{_Y})(?![\w%/-])",
}
IS = "is_"
FORM = "|".join(f"(?P<{IS}{kind}>{form})" for kind, form in FORMS.items())
"""Any of them; the group that is closed last, with ``IS`` before it, tells which."""

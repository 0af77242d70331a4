"""A few articles, in two editions."""

from __future__ import annotations

from index.records import Draft

STORIES = (
    ("Kestrel Bridge", "The Kestrel Bridge fell on Monday. Nine people were injured. 🌉 The mayor "
     "of Oakhaven said that the repair costs four million crowns."),
    ("Ferry back", "The ferry runs again from Quayle. It takes forty cars. Naïve cafés reopened."),
    ("Puffins counted", "Wardens counted 812 puffins on Skerrow. That is 40 more than last year."),
    ("Tram strike", "The tram drivers of Vendmark went on strike. They ask for six per cent."),
    ("Lantern Night", "Lantern Night was held at the quay. 🎆🎆 Three lanterns went missing."),
    ("Budget passed", "The budget in Oakhaven was approved by two votes. It holds no new taxes."),
)  # fmt: skip


def drafts(edition: int = 0) -> list[Draft]:
    """The stories; another ``edition`` of the first two has other words and offsets."""
    made = []
    for number, (title, text) in enumerate(STORIES):
        words = f"Edition {edition}. {text}" if edition and number < 2 else text
        made.append(
            Draft(
                f"api:story-{number}", title, words, f"Paper {number % 2}",
                published=f"2025-0{number + 1}-15", tags=("news", f"n{number}"),
            )
        )  # fmt: skip
    return made

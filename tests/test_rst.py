"""reStructuredText, as it is on the blogs of Pelican and Nikola."""

from test_formats import BRIDGE, FERRY, one

PELICAN = f"""The *ferry* returns
###################

:date: 2024-06-05 10:20
:tags: sea, city
:authors: Ann Lee, Bo Ray
:url: https://post.example/ferry

{FERRY} See `the page <https://e.org/>`_ and :ref:`the harbour <harbour>` [1]_.

.. note:: Mind the gap.

.. versionadded:: 2.1
   A bell rings.

.. image:: ferry.png

.. youtube:: x1

.. code-block:: python
   :linenos:

   print(1)
     print(2)

Fares
-----

* Children pay half.
* Dogs travel free.

======== ======
Route    Single
======== ======
Harbour  2
======== ======

Old ones
~~~~~~~~

| One line
| and the next

.. [1] A note.
.. a comment
"""


def test_a_post_of_pelican():
    found = one("a.rst", PELICAN)
    assert (found.title, found.author, found.tags) == (
        "The ferry returns", "Ann Lee, Bo Ray", ("sea", "city"),
    )  # fmt: skip
    assert (found.published, found.dated_by) == ("2024-06-05", "front matter")
    assert found.url == "https://post.example/ferry"
    assert found.text.split("\n\n") == [
        f"{FERRY} See the page and the harbour.", "Mind the gap.", "2.1 A bell rings.",
        "print(1)\nprint(2)", "Fares", "  Children pay half.", "  Dogs travel free.",
        "Route | Single", "Route: Harbour | Single: 2", "Old ones", "One line\nand the next",
        "A note.",
    ]  # fmt: skip
    assert [name for _, name in found.places] == ["Fares", "Fares › Old ones"]


def test_a_post_of_nikola():
    head = (
        ".. title: Ferry back\n.. slug: a\n.. date: 2024-06-05 19:52:05 UTC\n.. author: Ann Lee\n"
    )
    for name, data in (
        ("a.rst", f"{head}\n{FERRY}\n\n.. TEASER_END\n\n{BRIDGE}\n"),
        ("a.md", f"<!--\n{head}-->\n\n{FERRY}\n\n{BRIDGE}\n"),
    ):
        found = one(name, data)
        assert (found.title, found.published, found.author) == (
            "Ferry back", "2024-06-05", "Ann Lee",
        )  # fmt: skip
        assert found.text == f"{FERRY}\n\n{BRIDGE}"


def test_nothing_is_taken_from_elsewhere(tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    for directive in ("include", "raw", "csv-table"):
        option = ":: html\n   :file:" if directive == "raw" else "::"
        option = ":: T\n   :file:" if directive == "csv-table" else option
        found = one(
            "a.rst", f"Ferry\n=====\n\n{FERRY}\n\n.. {directive}{option} {tmp_path}/secret.txt\n"
        )
        assert "secret words" not in found.text

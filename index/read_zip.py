"""ZIP files of articles of any format."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from index import substack
from index.members import Member, articles, check_depth
from index.reading import File, Items
from index.records import Draft
from index.zipped import opened, unpacked


def read_zip(file: File, read: Callable[[File], Items]) -> Items:
    """The articles in a ZIP file, in order of their names.

    Raises:
        NotAnArticle: not a ZIP file, a bomb, or too deep inside others.
    """
    check_depth(file)
    container = opened(file.data)
    posts = substack.posts(container)

    def named(part: File) -> Items:
        post = posts.get(part.origin.removeprefix(f"{file.origin}#"))
        for item in read(part):
            if post and isinstance(item, Draft):
                yield substack.named(item, post, file.path.stem)
            else:
                yield item

    members = [
        Member(each.filename, partial(unpacked, container, each))
        for each in container.infolist()
        if not each.is_dir() and substack.is_shown(each.filename, posts)
    ]
    yield from articles(file, named, members)

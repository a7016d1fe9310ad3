"""The invented posts of citizens, from which the people of the demo forward."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
"""The folder of the posts' pictures; `shots/KEY.jpg` in it is a post as a screen shows it."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post. `origin` is that of a forward in the sandbox; `how` is the way in which such a post usually comes.

    `mark` is, for each language, a short `chip` and a sentence that `says` what the post shows; it is `medium` where
    that is about how a messenger brings it.
    """

    key: str
    network: str
    author: str
    text: str
    link: str
    pictures: tuple[str, ...]
    origin: dict[str, Any]
    mark: dict[str, dict[str, str]]
    gloss: str
    topic: str
    place: str
    how: str
    medium: bool

    @property
    def shot(self) -> str:
        """The picture of a screen that shows the post."""
        return f"shots/{self.key}.jpg"


@cache
def posts() -> tuple[Post, ...]:
    """All posts, in the order in which they are shown."""
    return tuple(_post(one) for one in tomllib.loads((HERE / "posts.toml").read_text(encoding="utf-8"))["post"])


def post_of(key: str) -> Post | None:
    """The post with this key."""
    return next((one for one in posts() if one.key == key), None)


def _post(given: dict[str, Any]) -> Post:
    text = given["text"].strip()
    length = given.pop("length", 0)
    long = (text + "\n") * (length // (len(text) + 1) + 1)
    given |= {"text": long[:length] if length else text, "pictures": tuple(given["pictures"])}
    return Post(**{"how": "forward", "medium": False, **given})

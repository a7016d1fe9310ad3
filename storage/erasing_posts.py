"""Posts that wait for a word and are the very post of an erased card, sent once more."""

from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection, delete, select

from storage.erasing_words import words_of
from storage.tables import held
from workflow.finding.words import link_key
from workflow.post import Post
from workflow.repeats.links import same_address

_TELLING = 8
"""Words after which two posts that say the same are one, though nobody knows who wrote them: «Нет света» is not."""


@dataclass(frozen=True, slots=True)
class Origin:
    """By what a post is known again: keys and place of its messages, its link, who wrote it, all that it says."""

    keys: frozenset[str]
    place: tuple[str, str]
    link: str
    author: str
    said: tuple[str, ...]

    def is_same(self, other: "Origin") -> bool:
        """Whether the other is the same post: the same message, the same link, or word for word the same text."""
        if self.keys & other.keys or (all(self.place) and self.place == other.place):
            return True
        if self.link and other.link:
            return self.link == other.link
        return self._says_the_same(other)

    def _says_the_same(self, other: "Origin") -> bool:
        by_same = self.author == other.author if self.author and other.author else len(self.said) >= _TELLING
        return bool(self.said) and self.said == other.said and by_same


def origin_of(post: Post, key: str) -> Origin:
    """By what the post is known that came under this key."""
    keys = {key, *(part.key for part in post.parts)} - {""}
    link = link_key(post.link) if same_address(post.link) else ""
    return Origin(
        frozenset(keys), (post.chat, post.message), link, " ".join(words_of(post.author)), words_of(post.text)
    )


def drop_same(conn: Connection, these: tuple[Origin, ...]) -> int:
    """Drop the posts that wait and are one of these; what only has some words in common stays. Returns how many."""
    rows = conn.execute(select(held.c.id, held.c.key, held.c.body)).all()
    same = [row.id for row in rows if (one := _read(row.body, row.key)) and any(map(one.is_same, these))]
    return conn.execute(delete(held).where(held.c.id.in_(same))).rowcount if same else 0


def _read(body: str, key: str) -> Origin | None:
    try:
        return origin_of(Post.model_validate_json(body), key)
    except ValidationError:
        return None

"""Which earlier cards a post may repeat: read and compared beside everything else, for comparing takes its time."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from handlers.scene import me
from handlers.turn import Turn
from workflow.card import Card
from workflow.post import Post
from workflow.procedure import Repeats
from workflow.repeats import Likeness, Sketch, like, sketch_of
from workflow.words import CardId

NEARLY_CERTAIN = 0.9
"""The likeness from which a new post is called a repeat before anybody has asked."""

_NOBODY = CardId(0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier card, and why it may be the same."""

    like: Likeness
    card: Card


async def candidates(post: Sketch, repeats: Repeats, turn: Turn) -> tuple[Candidate, ...]:
    """The likeliest of the cards that were opened before this one, within the days that the procedure names."""
    office, since = me(turn)[1], turn.clock.now() - timedelta(days=repeats.days)
    known = await turn.look(lambda shelf: shelf.recent(office.id, since))
    earlier = {one.id: one for one in known if post.card == _NOBODY or one.number < post.number}
    found = await asyncio.to_thread(_compare, post, list(earlier.values()))
    return tuple(Candidate(one, earlier[one.card]) for one in found)


def new_sketch(post: Post, turn: Turn) -> Sketch:
    """The sketch of a post that is no card yet."""
    return Sketch(
        card=_NOBODY,
        number=0,
        opened_at=turn.clock.now(),
        link=post.link,
        author=post.author,
        network=post.network,
        place=post.place,
        text=post.text,
    )


def _compare(post: Sketch, earlier: list[Card]) -> tuple[Likeness, ...]:
    return like(post, [sketch_of(one) for one in earlier])

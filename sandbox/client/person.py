"""People and groups."""

from typing import TYPE_CHECKING, Any

from sandbox.client.message import Json, Message
from sandbox.client.seat import Seat

if TYPE_CHECKING:
    from sandbox.client.town import Town


class Person(Seat):
    """A person in the private chat with the bot; `at(group)` is the same person in a group."""

    def __init__(self, town: "Town", number: int, name: str, bot: int | None) -> None:
        super().__init__(town, number, bot=bot)
        self.id = number
        self.name = name
        self._seats: dict[int, Seat] = {}

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.name}>"

    def at(self, group: "Group | int") -> Seat:
        """Return the person's seat in a group, always the same one."""
        number = group if isinstance(group, int) else group.id
        return self._seats.setdefault(number, Seat(self.town, self.id, chat=number, bot=self.bot))

    async def starts(self, payload: str = "") -> Message:
        """Press Start, with the payload of a deep link; unblocks the bot."""
        sent = await self._do("open", start=True, payload=payload)
        return self._known(sent)[-1]

    async def blocks(self) -> None:
        """Block the bot."""
        await self._do("block")

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self._do("unblock")

    async def joins(self, group: "Group") -> None:
        """Join a group."""
        await self.town.wire.do("join", user=self.id, chat=group.id)

    async def leaves(self, group: "Group") -> None:
        """Leave a group."""
        await self.town.wire.do("leave", user=self.id, chat=group.id)

    async def menu(self, group: "Group | None" = None) -> list[str]:
        """Return the commands which the person sees, without slashes."""
        told = await self.town.wire.do("menu", user=self.id, bot=self.bot, chat=group.id if group else None)
        return [one["command"] for one in told["commands"]]


class Group(Seat):
    """A group or channel, read as anybody in it would; people write through `person.at(group)`."""

    def __init__(self, town: "Town", number: int, title: str, bot: int | None) -> None:
        super().__init__(town, None, chat=number, bot=bot)
        self.id = number
        self.title = title

    def __repr__(self) -> str:
        return f"<Group {self.id} {self.title}>"

    async def member(self, who: Person | int, status: str = "member", **rights: Any) -> None:
        """Change the membership of a person or a bot: administrator, member, restricted, left, kicked."""
        number = who if isinstance(who, int) else who.id
        await self.town.wire.do("member", chat=self.id, user=number, status=status, rights=rights)

    async def permissions(self, **permissions: bool) -> None:
        """Change what members may do by default."""
        await self.town.wire.do("permissions", chat=self.id, permissions=permissions)

    async def topic(self, name: str, *, by: Person) -> int:
        """Open a topic; returns its number."""
        return int((await self.town.wire.do("topic", chat=self.id, user=by.id, name=name))["thread"])

    async def closes(self, thread: int, *, by: Person, closed: bool = True) -> None:
        """Close a topic, or open it again."""
        await self.town.wire.do("close_topic", chat=self.id, user=by.id, thread=thread, closed=closed)

    async def migrates(self, to: int | None = None) -> "Group":
        """Become a supergroup; returns it."""
        done: Json = await self.town.wire.do("migrate", chat=self.id, to=to)
        return Group(self.town, done["chat"], self.title, self.bot)

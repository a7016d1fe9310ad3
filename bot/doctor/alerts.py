"""The chat of ALERTS_CHAT: what the bot cannot say there of its own trouble, nobody should miss."""

from collections.abc import AsyncIterator

from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.telegram import ask, has_topics, said
from bot.doctor.visit import Visit
from bot.health.settings import NOBODY
from bot.outcomes import Blocked, Gone, NoTopic, Outcome, Refused, Sent

CHECK = "alerts"
_MEND = "write the right number of a chat into ALERTS_CHAT, add the bot there and let it write; or leave it empty"
_TOPIC = "write the right topic into ALERTS_CHAT, or none; till then the chat itself is written to"


async def alerts(visit: Visit) -> AsyncIterator[Finding]:
    """Who hears of the bot's own trouble; a chat of the settings must be there, and be one where the bot may write."""
    assert visit.settings is not None  # noqa: S101 - without them nobody asks
    chat = visit.settings.alerts_chat
    if not chat:
        yield ok(CHECK, "administrators hear of the bot's own trouble, in private")
    elif chat == NOBODY:
        yield ok(CHECK, "nobody hears of the bot's own trouble, as ALERTS_CHAT=off says")
    else:
        address, _, topic = chat.partition("/")
        yield await _chat(visit, int(address), int(topic) if topic else None)


async def _chat(visit: Visit, chat: int, topic: int | None) -> Finding:
    me = visit.me or {}
    if chat < 0:
        member = await ask(visit, "getChatMember", chat_id=chat, user_id=me.get("id", 0))
        if wrong := _lacking(member):
            return wrong
    where = {"message_thread_id": topic} if topic else {}
    match await ask(visit, "sendChatAction", chat_id=chat, action="typing", **where):
        case NoTopic():
            return warning(CHECK, "the topic is gone from the chat of ALERTS_CHAT", _TOPIC)
        case Blocked() | Refused() | Gone() as outcome:
            return fault(CHECK, f"the bot may not write there ({said(outcome)})", _MEND)
        case Sent() if topic and not await has_topics(visit, chat):
            return warning(CHECK, "ALERTS_CHAT names a topic, and the chat has none", _TOPIC)
        case Sent():
            return ok(CHECK, "the bot is there and may write")
        case outcome:
            return _unasked(outcome)


def _lacking(member: Outcome) -> Finding | None:
    """What the bot's own membership lacks."""
    match member:
        case Sent(result={"status": "left" | "kicked"}):
            return fault(CHECK, "the bot is not in the chat of ALERTS_CHAT", _MEND)
        case Sent():
            return None
        case Blocked() | Refused() | Gone():
            return fault(CHECK, f"the chat of ALERTS_CHAT cannot be seen ({said(member)})", _MEND)
    return _unasked(member)


def _unasked(outcome: Outcome) -> Finding:
    return warning(CHECK, f"Telegram does not tell of the chat of ALERTS_CHAT: {said(outcome)}", "ask again later")

"""What Telegram says: of the token, of the webhook, of each office's group. Nothing is sent into any chat."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from bot.greeting import group_trouble
from bot.outcomes import Blocked, NoTopic, Outcome, Sent, Unauthorized
from bot.printable import visible
from workflow.office import Office

SECONDS = 10.0
_NO_WAY = "check the network, TELEGRAM_PROXY and TELEGRAM_API_SERVER; the bot asks again by itself"
_TOPIC = "choose the topic anew, or leave group_topic out; till then the group itself is written to"
_LATELY = timedelta(hours=1)
_MANY = 100


async def token(visit: Visit) -> AsyncIterator[Finding]:
    """Whether Telegram knows the bot."""
    match await ask(visit, "getMe"):
        case Sent(result=dict() as me):
            visit.me = me
            yield ok("token", f"@{visible(str(me.get('username', '')))}")
        case Unauthorized():
            yield fault("token", "Telegram does not know it", "copy the present one from @BotFather into BOT_TOKEN")
        case other:
            visit.away = True
            yield fault("telegram", f"cannot be reached: {said(other)}", _NO_WAY)


async def webhook(visit: Visit) -> AsyncIterator[Finding]:
    """Whether updates come the way the settings say."""
    answer = await ask(visit, "getWebhookInfo")
    if not isinstance(answer, Sent) or not isinstance(answer.result, dict):
        yield warning("webhook", f"Telegram does not tell of it: {said(answer)}", _NO_WAY)
        return
    for finding in judged(answer.result, visit):
        yield finding


def judged(info: dict[str, Any], visit: Visit) -> Iterator[Finding]:
    """What getWebhookInfo tells, against the settings."""
    assert visit.settings is not None  # noqa: S101 - without them nobody asks
    url, waiting = str(info.get("url") or ""), int(info.get("pending_update_count") or 0)
    if visit.settings.mode == "polling":
        yield from _unwanted(url)
    elif url != visit.settings.webhook_url:
        there = visible(url) or "none"
        mend = "start the bot: it sets its own; if that was done, another program with this token set the other"
        yield fault("webhook", f"Telegram calls another address ({there}) than WEBHOOK_URL", mend)
    else:
        yield from _wanted(info, visit.now)
    if waiting > _MANY:
        mend = "see that the bot runs, and that its address is reached; Telegram keeps updates for a day"
        yield warning("webhook", f"{waiting} updates wait at Telegram", mend)


def _unwanted(url: str) -> Iterator[Finding]:
    if url:
        mend = (
            "a bot that runs takes it away once, one that starts too; if it comes back, somebody sets it who has the "
            "token: find the program, or have @BotFather replace the token. Or MODE=webhook, where it is wanted"
        )
        yield fault("webhook", f"one is set ({visible(url)}) while MODE=polling: nothing comes by asking", mend)
    else:
        yield ok("webhook", "none, as MODE=polling needs it")


def _wanted(info: dict[str, Any], now: datetime) -> Iterator[Finding]:
    at, why = info.get("last_error_date"), visible(str(info.get("last_error_message") or ""))
    lately = isinstance(at, int) and now - datetime.fromtimestamp(at, UTC) < _LATELY
    if not lately:
        yield ok("webhook", "Telegram calls WEBHOOK_URL without errors")
    elif "401" in why:
        mend = "WEBHOOK_SECRET here is another than Telegram was told: start the bot again, it tells its own"
        yield fault("webhook", f"Telegram is turned away: {why}", mend)
    else:
        mend = "look from outside whether WEBHOOK_URL leads to the bot: certificate, reverse proxy, port"
        yield fault("webhook", f"Telegram's last call failed: {why}", mend)


async def groups(visit: Visit) -> AsyncIterator[Finding]:
    """For each office: the bot is in its group, sees it, may write there, and the topic is there."""
    for office in visit.offices or ():
        if not office.group or office.group.startswith("0"):
            mend = (
                "choose one in the chat with /settings, or group_chat in the office file, if deadlines are called out"
            )
            yield warning("group", f"{office.key}: there is none", mend)
            continue
        found = [one async for one in _group(visit, office, int(office.group))]
        for finding in found or [ok("group", f"{office.key}: the bot is there and may write{_private(visit)}")]:
            yield finding


def _private(visit: Visit) -> str:
    """Privacy mode hides what people say among themselves in the group; nothing of that is needed."""
    sees_all = (visit.me or {}).get("can_read_all_group_messages")
    return "" if sees_all else "; privacy mode is on, which is enough"


async def _group(visit: Visit, office: Office, chat: int) -> AsyncIterator[Finding]:
    me = visit.me or {}
    member = await ask(visit, "getChatMember", chat_id=chat, user_id=me.get("id", 0))
    if trouble := group_trouble(member):
        words, _, mend = trouble.partition(": ")
        yield fault("group", f"{office.key}: {words}", mend)
        return
    topic = {"message_thread_id": office.group_topic} if office.group_topic else {}
    match await ask(visit, "sendChatAction", chat_id=chat, action="typing", **topic):
        case NoTopic():
            yield warning("group", f"{office.key}: its topic is gone", _TOPIC)
        case Blocked(why):
            yield fault("group", f"{office.key}: the bot may not write there ({visible(why)})", "give it the right")
        case _ if topic and not await has_topics(visit, chat):
            yield warning("group", f"{office.key}: a topic is set, and the group has none", _TOPIC)


async def has_topics(visit: Visit, chat: int) -> bool:
    """Whether the chat has topics, or nobody knows."""
    answer = await ask(visit, "getChat", chat_id=chat)
    return not isinstance(answer, Sent) or not isinstance(answer.result, dict) or bool(answer.result.get("is_forum"))


async def ask(visit: Visit, method: str, **params: Any) -> Outcome:
    """What Telegram answers, or that it does not."""
    assert visit.telegram is not None  # noqa: S101 - without it nobody asks
    return await visit.telegram.ask(method, params, SECONDS)


def said(outcome: Outcome) -> str:
    """Telegram's own words."""
    return visible(str(getattr(outcome, "why", "") or type(outcome).__name__))

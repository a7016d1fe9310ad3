"""The first line of a closed card: how it ended, each way in its own words."""

from handlers.labels import done_label, lower_first, outcome_label
from handlers.safe import html, short
from handlers.shown import Shown, numbered, zone_of
from handlers.standing import entered, marks_of
from handlers.texts import Texts
from workflow.events import WITHDRAWN

_LONGEST, _REASON = 60, 300


def ending(shown: Shown) -> str:
    """How the card ended and when; ✅ stands before what the citizen has an answer from."""
    here = entered(shown.card)
    if turned_away := _turned_away(here, shown):
        return f"{numbered(shown)} · {turned_away}"
    end = next((words for name, words in _answered(shown).items() if name in here), None)
    mark = "✅ " if end else ""
    return f"{mark}{numbered(shown)} · {end or _otherwise(here, shown)}"


def _turned_away(here: frozenset[str], shown: Shown) -> str:
    """A card that nobody answers: set aside or declined by a ground, or given back to where it came from."""
    texts = shown.texts
    if "dismissed" in here:
        return _by_ground(texts.say("не подлежит обработке"), shown)
    if "declined" in here:
        return _by_ground(texts.say("отклонено"), shown)
    if WITHDRAWN in here and shown.card.passed_from:
        above = html(short(shown.card.passed_from.name, _LONGEST))
        return texts.say("забрала {office}: {why}", office=above, why=html(short(shown.card.passed_from.why, _REASON)))
    if "returned_up" in here:
        return texts.say("возвращено региональному куратору {when}", when=_when(shown))
    return ""


def _by_ground(what: str, shown: Shown) -> str:
    texts = shown.texts
    ground = next((known for known in shown.procedure.ground if known.name == shown.card.ground), None)
    if ground is None:
        return what
    words = html(lower_first(ground.words.into(texts.locale)))
    clause = texts.say(" (п. {clause})", clause=html(ground.clause)) if ground.clause else ""
    return f"{what}: {words}{clause}"


def _answered(shown: Shown) -> dict[str, str]:
    """By what the citizen has his answer, what says most first."""
    texts, when, card = shown.texts, _when(shown), shown.card
    how = html(lower_first(outcome_label(shown.procedure, card.outcome, texts)))
    return {
        "publication_confirmed": texts.say("публикация подтверждена {when}", when=when),
        "finished": texts.say("завершено {when}: {how}", when=when, how=how) if how else _finished(texts, when),
        "published": texts.say("опубликовано {when}", when=when),
        "interim_published": texts.say("опубликовано {when}", when=when),
        "dispatched": texts.say("отправлено в региональный отдел {when}", when=when),
        "interim_sent": texts.say("отправлено в региональный отдел {when}", when=when),
    }


def _finished(texts: Texts, when: str) -> str:
    return texts.say("завершено {when}", when=when)


def _otherwise(here: frozenset[str], shown: Shown) -> str:
    """A way to end that the file names."""
    texts, when = shown.texts, _when(shown)
    actions = shown.procedure.actions.values()
    closing = next((one for one in actions if marks_of(one.name, shown.procedure) & here), None)
    if closing is None:
        return texts.say("закрыта {when}", when=when)
    return f"{html(done_label(closing.name, texts, shown.procedure))} {when}"


def _when(shown: Shown) -> str:
    card = shown.card
    at = next((moment.known_at for moment in card.moments if moment.seq == card.turn), card.last.at)
    return shown.texts.when(at, shown.now, zone_of(shown))

"""Texts that are begun: for which action, of what length, for which of two purposes, and what a refusal leaves."""

import pytest

from handlers.begun import Begun
from handlers.preview import preview
from tests.handlers.talk import Talk
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, PHOTO, PLUMBER, SECOND, World, as_read, sobolevo
from tests.workflow.office import SOBOLEVO_TEXT
from workflow.commands import DecideRepeat, GivePart, Open
from workflow.office import Person
from workflow.post import Part, Post
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure

TEXT = "Включим сегодня."


def changed(**changes: object) -> Procedure:
    """Sobolevo's procedure with something else in it."""
    return sobolevo().model_copy(update=changes)


def previewed(world: World, text: str = TEXT, action: str = "submit") -> list[str]:
    """The preview of the executor's text, line by line."""
    draft = Begun(turn=world.card.turn, revision=1, action=action, parts=(Part(text=text),))
    return as_read(preview(draft, world.shown(EXECUTOR))).splitlines()


def shared() -> World:
    """The roads lead, the utilities are asked for a part."""
    return World().routed().act(HEAD, "share", people=("roads", "utilities"))


def test_a_networks_own_limit() -> None:
    """A network that takes less than a messenger is told of before the draft goes, and stops one that is too long."""
    world = World(rules=changed(lengths={"vk": 20})).routed()
    assert previewed(world)[2] == "Можно до 20 знаков."
    assert previewed(world, "я" * 25)[2].startswith("Лишних знаков: 5, можно до 20.")
    assert previewed(world, "я" * 25)[-1] == "[Исправить]"


def test_only_the_kinds_that_the_procedure_knows() -> None:
    """Where there is no interim answer and no clarification, none is offered."""
    assert previewed(World(rules=changed(drafts=("answer",))).routed())[-2:] == ["[*На согласование]", "[Исправить]"]


def test_a_repeats_draft_is_reminded_of_measures() -> None:
    """The executor of a repeat reads what its answer must tell of, with the clause; of any other he does not."""
    world = World().routed()
    first = world.id
    world.routed()
    assert len(previewed(world)) == 5
    world.do(DecideRepeat(world.id, CURATOR.id, first))
    assert "Повтор № 12: напишите о мерах или ходе работ (п. 20)." in previewed(world)


async def test_a_part_may_be_photos_alone() -> None:
    """A part without a text can be given; one without anything is not asked to go."""
    world = shared()
    talk = await Talk(world, PLUMBER).opens()
    await talk.taps("Дать свою часть")
    assert talk.read.endswith("пришлите свою часть ответа: текст, можно с фото, видео и документами. /cancel — отмена")
    await talk.writes("Люк закрыт")
    await talk.taps("Отправить часть")
    assert talk.toast == "№ 12: ваша часть передана"
    assert world.card.contributions[0].text == "Люк закрыт"
    await talk.taps("Отправить часть")
    assert "Вашей части ответа сейчас не ждут" in talk.toast


async def test_pieces_are_closed_with_a_tap() -> None:
    """Who has given a piece can say that it was all, without another word."""
    world = shared()
    talk = await Talk(world, PLUMBER).opens()
    await talk.taps("Дать свою часть")
    await talk.writes("Люк закрыт")
    await talk.taps("Это ещё не всё")
    assert talk.toast == "№ 12: принято, ждём остальное"
    assert world.card.contributions[0].given is None
    await talk.taps("Это всё")
    assert world.card.contributions[0].given is not None
    assert world.card.contributions[0].text == "Люк закрыт"
    assert talk.waits is None


async def test_nothing_at_all_is_no_part() -> None:
    """«Это всё» before anything was given is refused, and the part is still waited for."""
    world = shared()
    talk = await Talk(world, PLUMBER).sends("o:1")
    assert "Напишите его, можно с фото" in talk.read
    assert talk.waits == "draft"
    assert world.card.contributions[0].waiting


async def test_a_cancelled_part_is_forgotten() -> None:
    """After /cancel the buttons under the part send nothing, and a draft begun for the same card stays."""
    world = shared()
    talk = await Talk(world, PLUMBER).opens()
    await talk.taps("Дать свою часть")
    await talk.writes("Люк закрыт")
    await talk.writes("/cancel")
    await talk.taps("Отправить часть")
    assert "Ничего не отправлено" in talk.toast
    assert world.card.contributions[0].parts == ()


@pytest.mark.parametrize("who", [CURATOR, COORDINATOR, HEAD], ids=lambda one: one.key)
@pytest.mark.parametrize("data", ["o:1", "p:1:1:1", "t:1:2:give_part:", "t:1:2:warn:"])
async def test_whoever_was_not_asked_gives_nothing(who: Person, data: str) -> None:
    """A made-up tap of somebody whose part nobody waits for changes nothing."""
    world = shared()
    before = world.books.everything()
    talk = await Talk(world, who).sends(data)
    assert "Вашей части ответа сейчас не ждут" in talk.toast
    assert world.books.everything() == before


async def test_parts_are_the_beginning_of_the_answer() -> None:
    """The lead takes the parts over with one tap; a new text takes the place of theirs, their attachments stay."""
    world = shared()
    assert "Собрать из частей" not in as_read(world.sees(EXECUTOR))
    world.do(GivePart(world.id, PLUMBER.id, (Part(text="Люк закрыт", media=(PHOTO,)),)))
    talk = await Talk(world, EXECUTOR).opens()
    await talk.taps("Собрать из частей")
    assert as_read(talk.said[0]).splitlines()[:2] == ["Проект к № 12, 10 знаков, 1 фото", "❝ Люк закрыт ❞"]
    await talk.writes("Закрыли люк")
    await talk.writes("и засыпали яму")
    assert talk.read.splitlines()[:3] == [
        "Проект к № 12, 26 знаков, 1 фото",
        "❝ Закрыли люк",
        "и засыпали яму ❞",
    ]
    await talk.taps("На согласование")
    assert world.card.draft is not None
    assert world.card.draft.text == "Закрыли люк\nи засыпали яму"
    assert world.card.draft.media == (PHOTO,)


async def test_only_who_writes_the_answer_puts_parts_together() -> None:
    """Neither a contributor nor a watcher has the button, and a made-up tap of it is dead."""
    world = shared()
    world.do(GivePart(world.id, PLUMBER.id, (Part(text="Люк закрыт"),)))
    for who in (PLUMBER, CURATOR, HEAD, SECOND):
        assert "Собрать из частей" not in as_read(world.sees(who, all_buttons=True))
        talk = await Talk(world, who).sends(f"b:1:{world.card.turn}")
        assert talk.toast == "Эта кнопка больше не действует. Ничего не изменилось."


async def test_what_a_draft_lacks_does_not_lose_it() -> None:
    """A draft refused for want of a photo stays; the photo joins it, or the button named in the refusal excuses it."""
    world = World(rules=_proved())
    world.id = world.do(Open(world.office.id, CURATOR.id, Post(parts=(Part(text="Яма"),)))).card.id
    world.act(CURATOR, "route", department="roads")
    talk = await Talk(world, EXECUTOR).opens()
    await talk.taps("Отправить проект")
    await talk.writes("Засыпали")
    await talk.taps("Отправить проект")
    assert "Нужно фото или документ" in talk.read
    assert "«Фото не будет»" in talk.read
    assert talk.waits == "draft"
    await talk.opens()
    await talk.taps("Фото не будет")
    await talk.writes("Темно")
    await talk.opens()
    data = next(one.data for one in reversed(talk.seen) if one.data.startswith("s:"))
    await talk.sends(data)
    assert world.card.draft is not None
    assert world.card.draft.text == "Засыпали"


def _proved() -> Procedure:
    """Sobolevo with a proof that a draft must have, and a word that excuses from it."""
    return parse_procedure(
        SOBOLEVO_TEXT
        + """
[[action]]
name = "submit"
proof = "excused"
words = { ru = "Отправить проект", en = "Send the draft" }

[[action]]
name = "no_photo"
by = "executor"
at = ["draft"]
needs = "reason"
mark = "excused"
words = { ru = "Фото не будет", en = "No photo" }
"""
    )

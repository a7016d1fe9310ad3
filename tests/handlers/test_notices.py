"""What else is told once: albums, the agreed text, a significant post, an addition, an edit, the importance."""

from handlers.render import notice_message
from handlers.view import collapsed_message
from tests.handlers.invented import Service
from tests.handlers.world import (
    ANSWER,
    COORDINATOR,
    CURATOR,
    EXECUTOR,
    HEAD,
    PHOTO,
    World,
    as_read,
    lines_of,
    message,
)
from workflow.commands import AddPart, ChangePart, MarkSignificant, SetImportance, SetKind, Shorten
from workflow.post import Draft, Media, Part
from workflow.words import DraftKind, Importance, MediaKind

DOCUMENT = Media(kind=MediaKind.DOCUMENT, ref="act", name="акт.pdf")


def test_the_agreed_text_comes_alone() -> None:
    """The publisher gets the text in a message of its own, to the letter, with nothing around it."""
    world = World().submitted("Фонари включим в 18:00.\n\nТел. 2-22-22, <дежурный>").act(HEAD, "approve")
    world.act(EXECUTOR, "hand_over")
    reply = world.hears("answer_text", CURATOR)
    assert as_read(reply) == "Фонари включим в 18:00.\n\nТел. 2-22-22, <дежурный>"


def test_a_text_of_nothing_visible_is_not_sent() -> None:
    """Telegram would refuse an empty message, so there is none."""
    world = World().submitted("\u200b\u2060").act(HEAD, "approve").act(EXECUTOR, "hand_over")
    assert world.hears("answer_text", CURATOR) is None


def test_media_come_in_albums_with_the_number_of_their_card() -> None:
    """Photos come together, a document apart, each with a caption that says whose they are."""
    world = World().post("Яма", PHOTO, PHOTO, DOCUMENT).act(CURATOR, "route", department="roads")
    albums = [notice for notice in world.told if notice.kind == "post_media" and notice.to == EXECUTOR.id]
    replies = [notice_message(notice, world.shown(EXECUTOR)) for notice in albums]
    assert [(reply.text, len(reply.media)) for reply in replies if reply] == [
        ("№ 12 · вложения поста", 2),
        ("№ 12 · вложения поста", 1),
    ]


def test_media_of_the_answer_go_to_the_head() -> None:
    """The head gets the photos of the draft under the card's number."""
    world = World().submitted(ANSWER, PHOTO)
    reply = world.hears("draft_media", HEAD)
    assert as_read(reply) == "№ 12 · вложения ответа"


def test_an_album_that_is_gone_is_not_sent() -> None:
    """A bundle that the draft has no more is nothing to send."""
    world = World().submitted(ANSWER, PHOTO)
    notice = next(one for one in world.told if one.kind == "draft_media").model_copy(update={"about": "3"})
    assert notice_message(notice, world.shown(HEAD)) is None


def test_the_head_hears_of_a_significant_post() -> None:
    """The head reads what is significant, and opens it in one tap."""
    world = World().post()
    world.do(MarkSignificant(world.id, CURATOR.id))
    assert as_read(world.hears("significant", HEAD)) == message("""
        ❗ № 12 · значимое сообщение
        «На улице Лесной третий день не горят фонари, дети идут из школы в темноте»
        [Открыть]
    """)


def test_the_executor_hears_of_a_new_importance() -> None:
    """The executor reads the importance and what it makes of his own deadline."""
    world = World().routed()
    world.do(SetImportance(world.id, CURATOR.id, Importance.HIGH))
    assert as_read(world.hears("ranked", EXECUTOR)) == message("""
        ❗ № 12 · важность высокая
        Проект: до 12:00
        [Открыть]
    """)
    world.do(SetImportance(world.id, CURATOR.id, Importance.NORMAL))
    assert as_read(world.hears("ranked", EXECUTOR, "en")) == message("""
        📝 № 12 · importance normal
        Draft: by 15:00
        [Open]
    """)


def test_an_addition_is_told() -> None:
    """Whoever works on the card reads what was added to the post."""
    world = World().routed()
    world.do(AddPart(world.id, CURATOR.id, Part(key="2", text="Ещё и у дома 5", media=(PHOTO,))))
    assert as_read(world.hears("added", EXECUTOR)) == message("""
        📝 № 12 · к посту добавлено
        ❝ Ещё и у дома 5 ❞
        📎 1 вложение
        [Открыть]
    """)


def test_an_edit_after_submitting_is_told() -> None:
    """The head learns that the executor has edited his message, and which text he is approving."""
    draft = Draft(kind=DraftKind.ANSWER, by=EXECUTOR.id, at=World().now, parts=(Part(key="7:1", text=ANSWER),))
    world = World().routed().act(EXECUTOR, "submit", draft=draft)
    world.do(ChangePart(world.id, EXECUTOR.id, Part(key="7:1", text="Другое")))
    assert as_read(world.hears("edited", HEAD)) == message("""
        📝 № 12 · исполнитель изменил своё сообщение; согласуется прежний текст
        [Открыть]
    """)


def test_an_edited_post_says_when() -> None:
    """A card whose post was edited after all shows the moment."""
    world = World().post()
    world.do(AddPart(world.id, CURATOR.id, Part(key="7:1", text="Дом 5")))
    world.later(minutes=15).do(ChangePart(world.id, CURATOR.id, Part(key="7:1", text="Дом 6")))
    assert "Изменён в 10:15" in as_read(world.sees(CURATOR)).splitlines()
    assert "Edited on March 4 at 10:15" in as_read(world.at("2026-03-05 09:00").sees(CURATOR, "en")).splitlines()


def test_an_older_showing_points_to_the_newer() -> None:
    """What is left of an older message names the card and where it went; it has no buttons."""
    assert as_read(collapsed_message(World().post().shown(CURATOR))) == "№ 12 · карточка ниже"


def test_a_new_kind_is_told_with_its_name() -> None:
    """Where the procedure has kinds, a change of kind or importance is read with both."""
    world = Service().visited()
    world.do(SetKind(world.id, CURATOR.id, "pothole"))
    assert lines_of(world.hears("ranked", EXECUTOR)) == ["📝 № 12 · яма · важность обычная", "Осмотр места: до 12:00"]
    world.do(SetImportance(world.id, COORDINATOR.id, Importance.FAST, 2))
    assert lines_of(world.hears("ranked", EXECUTOR)) == ["❗ № 12 · яма · ускоренно: 2 дня", "Ответ: до пт 17:00"]


def test_a_shortened_time_is_told_with_its_clause() -> None:
    """The executor reads that the time was shortened, to what, by which clause, and what has moved to when."""
    world = Service().visited()
    world.do(Shorten(world.id, HEAD.id, "two"))
    assert lines_of(world.hears("shortened", EXECUTOR)) == [
        "❗ № 12 · срок сокращён: 2 рабочих часа, п. 18",
        "Ответ: до 12:00",
    ]
    assert lines_of(world.hears("shortened", EXECUTOR, "en"))[0] == "❗ № 12 · time shortened: 2 working hours, cl. 18"


def test_the_executor_reads_that_his_card_was_taken() -> None:
    """One line says who took it and that nothing is awaited; where it is his again meanwhile nothing is said."""
    world = World().routed().act(CURATOR, "take_back")
    assert as_read(world.hears("taken", EXECUTOR)) == message("""
        ↩️ № 12 · куратор забрал карточку, отвечать не нужно
        «На улице Лесной третий день не горят фонари, дети идут из школы в темноте»
        [Открыть]
    """)
    assert as_read(world.sees(CURATOR)).splitlines()[0] == "↩️ № 12 · забрали, кому направить?"
    taken = next(one for one in world.told if one.kind == "taken")
    world.act(CURATOR, "route", department="roads")
    assert notice_message(taken, world.shown(EXECUTOR)) is None

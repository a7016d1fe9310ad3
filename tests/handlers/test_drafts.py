"""The preview of a draft, and what changed in one that comes again."""

import pytest

from handlers.begun import Begun
from handlers.changes import changes_line
from handlers.preview import preview
from handlers.texts import texts_for
from handlers.turn import Reply
from tests.handlers.world import ANSWER, EXECUTOR, HEAD, PHOTO, World, as_read, message
from workflow.post import Media, Part
from workflow.words import MediaKind

VIDEO = Media(kind=MediaKind.VIDEO, ref="video")
FILE = Media(kind=MediaKind.DOCUMENT, ref="file")


def seen(*parts: Part, locale: str = "ru") -> Reply:
    draft = Begun(turn=2, revision=3, action="submit", parts=parts)
    return preview(draft, World().routed().shown(EXECUTOR, locale), 0.5)


def test_a_draft_as_it_will_go() -> None:
    """The executor sees his draft, how long it is, and the kinds it may go as."""
    assert as_read(seen(Part(text=ANSWER, media=(PHOTO,)))) == message("""
        Проект к № 12, 64 знака, 1 фото
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        [*На согласование]
        [Промежуточный ответ] [Запрос уточнения]
        [Исправить]
    """)


def test_a_draft_in_english() -> None:
    """The same in English."""
    assert as_read(seen(Part(text=ANSWER, media=(PHOTO, VIDEO, VIDEO, FILE)), locale="en")) == message("""
        Draft for № 12, 64 characters, 1 photo, 2 videos, 1 file
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        [*For approval]
        [Interim answer] [Clarification]
        [Change]
    """)


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u2060"])
def test_a_draft_without_a_text_cannot_go(text: str) -> None:
    """Photos alone are no answer: the executor is asked for the text and can only mend."""
    lines = as_read(seen(Part(text=text, media=(PHOTO,)))).splitlines()
    assert lines[0].endswith("1 фото")
    assert lines[1:] == ["Текста ещё нет: пришлите его следующим сообщением. /cancel — отмена", "[Исправить]"]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (4097, "Лишний 1 знак: можно до 4096."),
        (4099, "Лишние 3 знака: можно до 4096."),
        (5000, "Лишние 904 знака: можно до 4096."),
        (5001, "Лишних знаков: 905, можно до 4096."),
    ],
)
def test_a_draft_that_is_too_long_cannot_go(length: int, words: str) -> None:
    """The executor reads how much to cut, and the buttons to send it are not there."""
    text = as_read(seen(Part(text="б" * length)))
    assert words in text
    assert "[На согласование]" not in text
    assert "согласование]" in as_read(seen(Part(text="б" * 4096)))


def test_a_newer_preview_takes_back_an_older_one() -> None:
    """Parts of an album make one preview: those not yet sent are replaced, and answers to it find the card."""
    reply = seen(Part(text=ANSWER))
    assert (reply.supersede, reply.delay, reply.card) == ("preview:1", 0.5, 1)


def changed(before: str, after: str, *media: Media) -> str:
    world = World().submitted(before, PHOTO).act(HEAD, "send_back", note="Ещё раз").submitted(after, *media)
    return changes_line(world.card, texts_for("ru"))


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("Включим в 18:00. Тел. 2-22.", "Изменено: добавлено «Тел. 2-22.»"),
        ("Включим", "Изменено: убрано «в 18:00.»"),
        ("Включим в 19:00.", "Изменено: «18:00.» → «19:00.»"),
        ("Включим в 18:00.", "Изменений нет"),
        ("Бригада выедет утром, фонари починим.", "Изменено: написан заново, было «Включим в 18:00.»"),
        ("Включим <b>в</b> 18:00.", "Изменено: «в» → «&lt;b&gt;в&lt;/b&gt;»"),
    ],
)
def test_the_head_reads_what_changed(after: str, line: str) -> None:
    """A change is shown by the words that came and went."""
    assert changed("Включим в 18:00.", after, PHOTO) == line


@pytest.mark.parametrize(
    ("media", "line"),
    [
        ((), "Изменено: вложений было 1, стало 0"),
        ((PHOTO, VIDEO), "Изменено: вложений было 1, стало 2"),
        ((VIDEO,), "Изменено: вложения заменены"),
    ],
)
def test_changed_attachments_are_told(media: tuple[Media, ...], line: str) -> None:
    """A photo that was taken out, added or put in another's place does not go unnoticed."""
    assert changed("Включим.", "Включим.", *media) == line


def test_many_changes_are_counted() -> None:
    """Three changes are shown, the rest are counted."""
    before = " ".join(f"слово{number} и" for number in range(10))
    after = " ".join(f"речь{number} и" for number in range(10))
    assert changed(before, after, PHOTO).endswith("; ещё 7 мест")


def test_a_first_draft_has_no_changes() -> None:
    """A draft that was never sent back is not compared with anything."""
    assert changes_line(World().submitted().card, texts_for("ru")) == ""


def test_long_repetitive_drafts_are_compared_in_no_time() -> None:
    """A text of one word over and over is compared without going through every pair."""
    assert changed("а " * 2000, "а " * 1999 + "б", PHOTO)

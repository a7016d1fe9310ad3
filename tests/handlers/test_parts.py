"""Parts of a common answer: on the contributor's card, on the card of who writes the answer, in notices and pings."""

from handlers.explaining import why_text
from handlers.render import notice_message
from tests.handlers.invented import Service
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, LAMPS, PHOTO, PLUMBER, as_read, lines_of
from workflow.commands import GivePart, Warn
from workflow.post import Part


def test_a_contributor_is_asked_for_his_part_alone() -> None:
    """The contributor reads that a part is his to give, by when, by which clause and how; not whose step it is."""
    assert lines_of(Service().shared().sees(PLUMBER)) == [
        "📝 № 12 · вам: дать часть ответа",
        f"❝ {LAMPS} ❞",
        "Автор: Житель · пост",
        "Ул. Лесная · фонарь · категория: обычная",
        "Ваша часть ▱▱▱▱▱▱▱▱▱▱ 2 ч рабочего времени · до 12:00 · п. 9",
        "Чтобы дать свою часть, ответьте на это сообщение текстом, можно с фото.",
    ]


def test_who_writes_the_answer_sees_every_part() -> None:
    """A line for each part: awaited, warned of, given in part, given, late; with the texts for who writes."""
    world = Service().shared()
    assert lines_of(world.sees(EXECUTOR))[4:7] == [
        "Части ответа: 0 из 2",
        "Благоустройство: до 12:00 · п. 9",
        "ЖКХ: до 12:00 · п. 9",
    ]
    world.do(Warn(world.id, PLUMBER.id, "Ждём <слесаря>"))
    assert "⏰ ЖКХ: до 12:00 · п. 9 · предупреждает: «Ждём <слесаря>»" in lines_of(world.sees(EXECUTOR))
    world.gives(text="Люк закрыли", whole=False)
    assert "⏰ ЖКХ: дана не вся · до 12:00 · п. 9 · предупреждает: «Ждём <слесаря>»" in lines_of(world.sees(EXECUTOR))
    world.at("12:20").gives(text="Трубу заменили")
    lines = lines_of(world.sees(EXECUTOR))
    assert lines[0] == "📝 № 12 · вам: подготовить общий ответ"
    assert lines[4:9] == [
        "Части ответа: 1 из 2",
        "❗ Благоустройство: опоздание 20 мин · п. 9",
        "✅ ЖКХ: дана в 12:20 · опоздание 20 мин",
        "❝ Люк закрыли",
        "Трубу заменили ❞",
    ]


def test_others_see_the_parts_without_their_texts() -> None:
    """A watcher reads who has given and who has not; the texts are for who writes the answer of them."""
    lines = lines_of(Service().shared().gives().sees(CURATOR))
    assert "✅ ЖКХ: дана в 10:00" in lines
    assert "Благоустройство: до 12:00" in lines
    assert "❝ Люк закрыли ❞" not in lines


def test_a_given_part_leaves_its_author_in_peace() -> None:
    """Who has given his part is not asked again."""
    assert lines_of(Service().shared().gives().sees(PLUMBER))[0] == "📝 № 12 · готовит ответ: Исполнитель дорог"


def test_parts_that_are_in_the_answer_are_not_shown() -> None:
    """Once all parts are given and the answer is to be agreed, the card shows the answer alone."""
    world = Service().shared().gives().gives(EXECUTOR, "Яму засыпали")
    assert "Части ответа: 2 из 2" in lines_of(world.sees(EXECUTOR))
    assert not any("Части ответа" in line for line in lines_of(world.submitted().sees(HEAD)))


def test_a_given_part_comes_to_who_writes_the_answer() -> None:
    """He gets the number, whose part it is and its text; attachments come with the same name."""
    world = Service().shared()
    world.do(GivePart(world.id, PLUMBER.id, (Part(text="Люк закрыли", media=(PHOTO,)),)))
    assert lines_of(world.hears("part", EXECUTOR)) == [
        "📝 № 12 · часть ответа: ЖКХ",
        "❝ Люк закрыли ❞",
        "📎 1 вложение",
    ]
    assert as_read(world.hears("part_media", EXECUTOR)) == "№ 12 · вложения части ответа: ЖКХ"
    world = Service().shared().gives(whole=False)
    assert lines_of(world.hears("part", EXECUTOR))[0] == "📝 № 12 · часть ответа, не вся: ЖКХ"
    assert lines_of(world.hears("part", EXECUTOR, "en"))[0] == (
        "📝 № 12 · part of the answer, not the whole of it: ЖКХ"
    )


def test_a_warning_comes_with_its_reason() -> None:
    """Who waits for the part reads who will be late, why, and by when it is due."""
    world = Service().shared()
    world.do(Warn(world.id, PLUMBER.id, "Ждём слесаря"))
    assert lines_of(world.hears("warned", EXECUTOR)) == [
        "⏰ № 12 · часть ответа задержится: ЖКХ",
        "❝ Ждём слесаря ❞",
        "Срок части: до 12:00",
    ]


def test_a_notice_of_a_part_that_is_gone_says_nothing() -> None:
    """Where the card was shared anew, an older notice of a part has nothing to say."""
    world = Service().shared().gives()
    notice = next(one for one in world.told if one.kind == "part").model_copy(update={"part": 99})
    assert notice_message(notice, world.shown(EXECUTOR)) is None


def test_pings_of_a_part_name_its_contributor() -> None:
    """The contributor reads of his own part; others, whose it is; each part rings for itself."""
    world = Service().shared().at("11:00")
    told = {notice.to: notice for notice in world.rung()}
    assert set(told) == {EXECUTOR.id, PLUMBER.id}
    ping = notice_message(told[PLUMBER.id], world.shown(PLUMBER))
    assert lines_of(ping) == ["⏰ № 12 · часть ответа через 1 ч, до 12:00 · п. 9", f"«{LAMPS}»"]
    late = [one for one in world.at("12:00").rung() if one.to == CURATOR.id]
    world.at("12:35")
    assert sorted(lines_of(notice_message(one, world.shown(CURATOR)))[1] for one in late) == [
        f"Исполнитель ЖКХ — «{LAMPS}»",
        f"Исполнитель дорог — «{LAMPS}»",
    ]
    assert lines_of(notice_message(late[0], world.shown(CURATOR)))[0] == (
        "❗ № 12 · часть ответа опаздывает на 35 мин · п. 9"
    )


def test_a_ping_of_a_part_that_was_given_is_not_sent() -> None:
    """A reminder of one part comes to nothing when that part is given, whatever the others do."""
    world = Service().shared().at("11:00")
    told = {notice.to: notice for notice in world.rung()}
    world.gives()
    assert notice_message(told[PLUMBER.id], world.shown(PLUMBER)) is None
    assert notice_message(told[EXECUTOR.id], world.shown(EXECUTOR)) is not None


def test_a_contributor_asks_why_his_time_is_what_it_is() -> None:
    """He is told of his own part, by name, and not of the others'."""
    text = why_text(Service().shared().shown(PLUMBER))
    assert "<b>Часть ответа: ЖКХ, п. 9: до ср 4 марта, 12:00</b>" in text
    assert "Благоустройство" not in text

"""What an echo bot must do, whichever library it is written with."""

from sandbox.people import Person, Town, photo

ALBUM = 3


async def conversation(town: Town, anna: Person) -> None:
    """Text with inline buttons, a tap with its toast and edit, a photo, and an album."""
    await anna.says("привет")
    answer = await anna.reads("Вы сказали: привет")
    assert answer.html == "Вы сказали: <b>привет</b>"
    assert answer.labels == ["Ещё раз", "Хватит"]
    await answer.tap("Хватит")
    assert (await anna.toast()).text == "Хорошо"
    await anna.sees(answer, "Закончили")
    assert answer.labels == []
    sent = await anna.sends("снимок", photo=True)
    back = await anna.reads("Ваш снимок")
    assert back.media
    assert sent.media
    assert back.media.key == sent.media.key
    await anna.sends_album([photo()] * ALBUM, caption="альбом")
    album = [await anna.reads("часть 1"), await anna.reads("часть 2"), await anna.reads("часть 3")]
    assert len({part.album for part in album}) == 1
    document = await anna.sends(document=b"bytes of a document")
    copy = await anna.reads("Ваш файл")
    assert copy.media
    assert document.media
    assert copy.media.key != document.media.key
    assert await copy.content() == b"bytes of a document"
    assert all(call["answer"]["ok"] for call in await town.calls())

"""Invitations: made, passed on, accepted, confirmed, withdrawn, and all that does not let anybody in."""

from pathlib import Path

from handlers.start import stranger_text
from handlers.texts import texts_for
from tests.conversations.bureau import bureau
from tests.conversations.staffed import OFFICE, invited, staff

CONFIRMING = OFFICE.replace('zone = "Asia/Kamchatka"', 'zone = "Asia/Kamchatka"\nconfirm_joining = true')


def neutral(number: int) -> str:
    """What any stranger is told, to the letter."""
    return stranger_text(str(number), texts_for("ru"))


async def test_an_invitation_lets_one_in(tmp_path: Path) -> None:
    """Roles and department are tapped, the link is passed on, whoever opens it joins with just these, all are told."""
    async with bureau(tmp_path, OFFICE) as office:
        link = await invited(office["admin-1"], "исполнитель", "Дальше", "ЖКХ")
        assert len(link) <= 64
        new = await office.town.person(2001, "Новый \u202eСотрудник")
        await new.starts(link)
        greeting = await new.reads("Администрация Лесного района · вы: Новый Сотрудник, исполнитель, ЖКХ")
        assert "проект ответа" in greeting.text
        for admin in (office["admin-1"], office["admin-2"]):
            told = await admin.reads("Присоединился: Новый Сотрудник, исполнитель, ЖКХ")
            assert told.labels == ["Карточка", "Отозвать"]
        await office["coordinator"].nothing_new()
        await new.says("/my")
        await new.reads("Сейчас у вас нет карточек.")
        card = await staff(office["admin-1"], "ЖКХ", "Новый Сотрудник")
        assert "Роли: исполнитель" in card.text

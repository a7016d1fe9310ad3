"""An echo bot on python-telegram-bot: the sandbox is not made for aiogram alone."""

import warnings
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from sandbox.people import Person, Town
from tests.sandbox.echo import ALBUM, conversation

TOKEN = "7000003:echo-on-python-telegram-bot"
Context = ContextTypes.DEFAULT_TYPE


async def on_text(update: Update, _: Context) -> None:
    """Answer a text with buttons."""
    assert update.message
    row = [InlineKeyboardButton("Ещё раз", callback_data="again"), InlineKeyboardButton("Хватит", callback_data="stop")]
    text = f"Вы сказали: <b>{update.message.text}</b>"
    await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=InlineKeyboardMarkup([row]))


async def on_tap(update: Update, _: Context) -> None:
    """Answer a tap and edit the message."""
    assert update.callback_query
    await update.callback_query.answer("Хорошо")
    await update.callback_query.edit_message_text("Закончили")


async def on_photo(update: Update, context: Context) -> None:
    """Send a photo back, and an album when as many parts have come as the conversation sends."""
    assert update.message
    assert update.effective_chat
    group = update.message.media_group_id
    if group is None:
        await update.message.reply_photo(update.message.photo[-1].file_id, caption="Ваш снимок")
        return
    parts: list[str] = context.bot_data.setdefault(group, [])
    parts.append(update.message.photo[-1].file_id)
    if len(parts) == ALBUM:
        media = [InputMediaPhoto(part, caption=f"часть {number}") for number, part in enumerate(parts, start=1)]
        await context.bot.send_media_group(update.effective_chat.id, media)


async def on_document(update: Update, _: Context) -> None:
    """Download a document and upload it anew."""
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    await update.message.reply_document(
        bytes(await file.download_as_bytearray()), caption="Ваш файл", filename="copy.txt"
    )


def built(url: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return the echo bot."""
    app = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    app.add_handler(CallbackQueryHandler(on_tap))
    app.add_handler(MessageHandler(filters.PHOTO, on_photo))
    app.add_handler(MessageHandler(filters.Document.ALL, on_document))
    app.add_handler(MessageHandler(filters.TEXT, on_text))
    return app


@pytest.fixture
async def echo(town: Town) -> AsyncIterator[int]:
    """Run the echo bot beside the sandbox; returns its id."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        async with built(town.url) as app:
            assert app.updater
            await app.updater.start_polling(timeout=5)
            await app.start()
            yield app.bot.id
            await app.updater.stop()
            await app.stop()


async def test_echo_on_python_telegram_bot(town: Town, echo: int) -> None:
    """Text with buttons, a tap, a photo, an album and a document come back through python-telegram-bot."""
    anna: Person = await town.person(1001, "Анна", bot=echo)
    await conversation(town, anna)

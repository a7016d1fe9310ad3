// An echo bot on node-telegram-bot-api. Its server, its token and the size of the albums come from the environment.
"use strict";

const { Bot, InputFile } = require("node-telegram-bot-api");
const { run } = require("node-telegram-bot-api/node");

const server = process.env.TELEGRAM_API_SERVER;
const token = process.env.BOT_TOKEN;
const albumSize = Number(process.env.ALBUM);
const bot = new Bot(token, { apiRoot: server });
const albums = new Map();

bot.on("callback_query", async (ctx) => {
  const { message } = ctx.callbackQuery;
  await ctx.answerCallbackQuery({ text: "Хорошо" });
  await bot.api.editMessageText({ chat_id: message.chat.id, message_id: message.message_id, text: "Закончили" });
});

async function onPhoto(message) {
  const photo = message.photo.at(-1).file_id;
  if (!message.media_group_id) {
    await bot.api.sendPhoto({ chat_id: message.chat.id, photo, caption: "Ваш снимок" });
    return;
  }
  const parts = albums.get(message.media_group_id) ?? [];
  albums.set(message.media_group_id, [...parts, photo]);
  if (parts.length + 1 === albumSize) {
    const media = [...parts, photo].map((file, index) => ({ type: "photo", media: file, caption: `часть ${index + 1}` }));
    await bot.api.sendMediaGroup({ chat_id: message.chat.id, media });
  }
}

async function onDocument(message) {
  const file = await bot.api.getFile({ file_id: message.document.file_id });
  const response = await fetch(`${server}/file/bot${token}/${file.file_path}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const document = new InputFile(bytes, { filename: "copy.txt" });
  await bot.api.sendDocument({ chat_id: message.chat.id, document, caption: "Ваш файл" });
}

async function onText(ctx, text) {
  const row = [
    { text: "Ещё раз", callback_data: "again" },
    { text: "Хватит", callback_data: "stop" },
  ];
  await ctx.reply(`Вы сказали: <b>${text}</b>`, { parse_mode: "HTML", reply_markup: { inline_keyboard: [row] } });
}

bot.on("message", async (ctx) => {
  const { message } = ctx;
  if (message.photo) await onPhoto(message);
  else if (message.document) await onDocument(message);
  else if (message.text) await onText(ctx, message.text);
});

run(bot);

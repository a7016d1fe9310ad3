"""Otklik shown without a token: a page with four phones on the local Telegram of sandbox/, and a scripted walk."""

"""The posts of citizens, as the page shows them."""

from demo.posts import Post, posts
from demo.show import Show, deed
from sandbox.words import Json

WAYS = ("forward", "link", "screenshot")
"""How a post may come to the bot: as a forward, as an address with pasted text, as a picture of a screen."""

_NETWORKS = {
    "ru": {"vk": "ВКонтакте", "ok": "Одноклассники", "telegram": "Telegram"},
    "en": {"vk": "VK", "ok": "OK (Odnoklassniki)", "telegram": "Telegram"},
}
_PICTURES = "/stage/pictures/"


@deed("posts", reads=True)
async def all_posts(show: Show, body: Json) -> Json:
    """Return all posts; `lang` is the reader's language, ru or en. Who does not read Russian gets a `gloss` too."""
    lang = "ru" if (body.get("lang") or show.locale) == "ru" else "en"
    return {"posts": [_shown(one, lang) for one in posts()]}


def _shown(one: Post, lang: str) -> Json:
    pictures = one.pictures or ((one.shot,) if one.how == "screenshot" else ())
    return {
        "key": one.key,
        "network": one.network,
        "network_words": _NETWORKS[lang][one.network],
        "author": one.author,
        "text": one.text,
        "link": one.link,
        "pictures": [_PICTURES + name for name in pictures],
        "mark": one.mark[lang]["chip"],
        "about": one.mark[lang]["says"],
        "gloss": one.gloss if lang == "en" else "",
        "how": one.how,
        "ways": [way for way in WAYS if way != "link" or one.link],
    }

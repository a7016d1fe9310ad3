"""The posts of citizens, as the page shows them."""

from demo.environment import by_platform
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
    return {"posts": [_shown(one, lang, by_platform(show.procedure)) for one in posts()]}


def _shown(one: Post, lang: str, platform: bool) -> Json:
    """A post; over the citizens' platform nothing is told of how a messenger brings it."""
    mark = {} if platform and one.medium else one.mark[lang]
    pictures = one.pictures or ((one.shot,) if one.how == "screenshot" else ())
    return {
        "key": one.key,
        "network": one.network,
        "network_words": _NETWORKS[lang][one.network],
        "author": one.author,
        "text": one.text,
        "link": one.link,
        "pictures": [_PICTURES + name for name in pictures],
        "mark": mark.get("chip", ""),
        "about": mark.get("says", ""),
        "gloss": one.gloss if lang == "en" else "",
        "how": one.how,
        "ways": [way for way in WAYS if way != "link" or one.link],
    }

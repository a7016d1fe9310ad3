"""What changed in a draft since the version that was sent back."""

import re
from difflib import SequenceMatcher

from handlers.safe import html, short
from handlers.texts import Texts
from workflow.card import Card
from workflow.post import Draft

_WORD = re.compile(r"\S+")
_MOST_SHOWN = 3
_LONGEST = 60
_WRITTEN_ANEW = 0.3
"""Where less than this share of the words has stayed, the words that went and came tell nothing."""
_FEW = 4


def changes_line(card: Card, texts: Texts) -> str:
    """One line for the head who sees a draft that he has sent back; empty where it is another one."""
    decided = card.latest("sent_back", "approved")
    if decided is None or decided.name != "sent_back" or len(card.drafts) < 2:
        return ""
    before, after = card.drafts[-2], card.drafts[-1]
    parts = [*_words_changed(before.text, after.text, texts), *_media_changed(before, after, texts)]
    if not parts:
        return texts.say("Изменений нет")
    return texts.say("Изменено: {what}", what="; ".join(parts))


def _words_changed(before: str, after: str, texts: Texts) -> list[str]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    compared = SequenceMatcher(a=old, b=new)
    if compared.ratio() < _WRITTEN_ANEW and len(new) > _FEW:
        return [texts.say("написан заново, было «{before}»", before=html(short(before, _LONGEST)))]
    found = []
    for kind, i, j, k, m in compared.get_opcodes():
        if kind == "equal":
            continue
        removed, added = html(short(" ".join(old[i:j]), _LONGEST)), html(short(" ".join(new[k:m]), _LONGEST))
        found.append(_change(removed, added, texts))
    if len(found) > _MOST_SHOWN:
        rest = texts.many("ещё {n} место", "ещё {n} мест", len(found) - _MOST_SHOWN)
        return [*found[:_MOST_SHOWN], rest]
    return found


def _change(removed: str, added: str, texts: Texts) -> str:
    if not removed:
        return texts.say("добавлено «{added}»", added=added)
    if not added:
        return texts.say("убрано «{removed}»", removed=removed)
    return texts.say("«{removed}» → «{added}»", removed=removed, added=added)


def _media_changed(before: Draft, after: Draft, texts: Texts) -> list[str]:
    if before.media == after.media:
        return []
    if len(before.media) == len(after.media):
        return [texts.say("вложения заменены")]
    return [texts.say("вложений было {before}, стало {after}", before=len(before.media), after=len(after.media))]

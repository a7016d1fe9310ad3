"""Catalogues: complete, up to the code, and the check that says so really does."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from handlers.labels import action_label, draft_label, importance_label
from handlers.texts import texts_for
from tests import check_catalogues as check
from workflow.words import DraftKind, Importance

LABELS = {
    "accept": ("Принять в работу", "Accept"),
    "return": ("Вернуть куратору", "Return to curator"),
    "submit": ("Отправить проект", "Submit draft"),
    "approve": ("Согласовать", "Approve"),
    "send_back": ("На доработку", "Send back"),
    "hand_over": ("Передать куратору", "Hand over"),
    "publish": ("Опубликовано", "Published"),
    "dismiss": ("Не подлежит обработке", "Not to be handled"),
    "significant": ("Значимое", "Significant"),
}


@pytest.mark.parametrize(("action", "labels"), LABELS.items(), ids=LABELS.keys())
def test_the_promised_labels(action: str, labels: tuple[str, str]) -> None:
    """Buttons are called as people and tests rely on."""
    assert (action_label(action, texts_for("ru")), action_label(action, texts_for("en"))) == labels


def test_the_promised_labels_of_kinds_and_importance() -> None:
    """So are the kinds of a draft, the ways to mend it, and the importances."""
    english = texts_for("en")
    assert [draft_label(kind, english) for kind in DraftKind] == ["For approval", "Interim answer", "Clarification"]
    assert english.say("Исправить") == "Change"
    assert importance_label(Importance.HIGH, english) == "Importance: high"
    assert importance_label(Importance.NORMAL, english) == "Importance: normal"


def test_catalogues_are_up_to_the_code() -> None:
    """No message is missing, stale, fuzzy, or short of a plural form."""
    assert check.faults(check.collected()) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Catalogues that may be spoiled."""
    return Path(shutil.copytree(check.LOCALES, tmp_path / "locales"))


def spoiled(copy: Path, locale: str, old: str, new: str) -> list[str]:
    path = check.catalogue_path(locale, copy)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return check.faults(check.collected(), copy)


@pytest.mark.parametrize(
    ("locale", "old", "new", "fault"),
    [
        ("en", 'msgstr "Accept"', 'msgstr ""', "no words: 'Принять в работу'"),
        ("en", 'msgid "Принять в работу"', '#, fuzzy\nmsgid "Принять в работу"', "fuzzy"),
        ("en", 'msgstr "by {moment}"', 'msgstr "by {time}"', "other places than in 'до {moment}'"),
        ("ru", 'msgstr[2] "{n} знаков"', 'msgstr[2] ""', "needs 3 plural forms: '{n} знак'"),
        ("en", 'msgid "Принять в работу"', 'msgid "Взять"', "run: make locales"),
        ("ru", '"Language: ru\\n"', '"Last-Translator: N. N.\\n"\n"Language: ru\\n"', "run: make locales"),
    ],
)
def test_the_check_finds_what_is_wrong(copy: Path, locale: str, old: str, new: str, fault: str) -> None:
    """Each kind of fault is named in a line that says where and what."""
    assert any(fault in line for line in spoiled(copy, locale, old, new))


def test_an_update_keeps_translations_and_drops_what_is_gone(copy: Path) -> None:
    """Updating brings catalogues up to the code without losing a word, and does nothing the second time."""
    path = check.catalogue_path("en", copy)
    right = path.read_text("utf-8")
    path.write_text(f'{right}\nmsgid "Больше не говорим"\nmsgstr "Said no more"\n', "utf-8")
    check.update(check.collected(), copy)
    assert path.read_text("utf-8") == right
    assert check.faults(check.collected(), copy) == []


def test_words_inside_f_strings_are_found(tmp_path: Path) -> None:
    """A message is gathered wherever it stands, on every version of Python; a computed one is not."""
    (tmp_path / "handlers").mkdir()
    (tmp_path / "bot").mkdir()
    code = """f"№ 1 · {texts.say('внутри')}"; texts.many("один", "много", 2); turn.say(Reply()); texts.say(name)"""
    (tmp_path / "handlers" / "a.py").write_text(code, "utf-8")
    found = {message.id for message in check.collected(tmp_path) if message.id}
    assert found == {"внутри", ("один", "много")}


def test_headers_name_nobody_and_no_time() -> None:
    """A catalogue does not become stale by the clock, and no person is named in it."""
    for path in (check.TEMPLATE, check.catalogue_path("ru"), check.catalogue_path("en")):
        head = path.read_text("utf-8").split("\n\n")[0]
        assert "Date" not in head
        assert "Translator" not in head


def test_no_message_shouts() -> None:
    """No exclamation marks, and no emoji but the few that mark state."""
    allowed = set("🆕📝✅↩️⏰❗📣📎→")
    for locale in ("ru", "en"):
        text = check.catalogue_path(locale).read_text("utf-8").split("\n\n", 1)[1]
        words = "".join(line for line in text.splitlines() if not line.startswith("#"))
        assert "!" not in words
        assert {sign for sign in words if ord(sign) > 0x2190 and sign not in allowed} == set()


def test_the_next_step_was_lost_in_english() -> None:
    """What Russian tells to do after «Ничего не изменилось», /cancel and the sign of a number stand in English too."""
    with (check.LOCALES / "en" / "LC_MESSAGES" / "otklik.po").open("rb") as file:
        known = [(_last(one.id), _last(one.string)) for one in read_po(file) if one.id and one.string]
    lost = [ours for ours, theirs in known if _next_step(ours) and theirs.rstrip().endswith(("changed.", "sent."))]
    assert lost == []
    for sign in ("№", "/cancel", "/my"):
        assert [ours for ours, theirs in known if (sign in ours) != (sign in theirs)] == []


def _last(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[-1]


def _next_step(words: str) -> bool:
    return ": " in words.partition("Ничего не")[2]

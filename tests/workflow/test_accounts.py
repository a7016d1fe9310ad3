"""An office's own accounts: which posts stand in them, and which of them a procedure does not cover."""

from dataclasses import replace

import pytest

from tests.workflow.office import OFFICE, SOBOLEVO
from tests.workflow.story import Story
from workflow.accounts import account_of, called, excluded_by, fit_accounts, made_of, same_page
from workflow.bilingual import Words
from workflow.commands import Open
from workflow.office import Account
from workflow.office_file import BadOfficeError, parse_office
from workflow.post import Part, Post
from workflow.procedure import Excluded
from workflow.refusals import Refusal, Why
from workflow.vacancies import vacancies

CULTURE = Excluded(name="culture", clause="18", words=Words(ru="Аккаунт отдела культуры", en="Culture's account"))
COVERING = SOBOLEVO.model_copy(update={"excluded": (CULTURE,)})
HOUSE = replace(
    OFFICE,
    accounts=(
        Account("vk", "Дом культуры", "https://vk.com/club77", "culture"),
        Account("ok", "Спорт у нас", "https://ok.ru/sportunas", "culture"),
        Account("telegram", "Молодёжь", "https://t.me/youth_here", "culture"),
        Account("vk", "Администрация", "https://vk.com/club78"),
        Account("vk", "Чужое", "https://vk.com/club79", "unheard"),
    ),
)

FILE = """
[office]
key = "o"
name = "Office"
procedures = ["sobolevo"]
zone = "Asia/Tomsk"

[[account]]
network = "vk"
name = "Culture"
link = "https://vk.com/club77"
excluded = "culture"

[[person]]
key = "head"
name = "Head"
roles = ["head"]
"""


def of(link: str = "", source: str = "", author: str = "", network: str = "") -> Post:
    return Post(network=network, link=link, source=source, author=author, parts=(Part(text="Когда концерт?"),))


@pytest.mark.parametrize(
    "post",
    [
        of("https://vk.com/wall-77_5"),
        of("https://m.vk.com/wall-77_5?reply=8"),
        of("https://vk.ru/club77?w=wall-77_5"),
        of("https://vk.com/feed?z=photo-77_1%2Fwall-77_5"),
        of("https://vk.com/club77"),
        of("https://ok.ru/sportunas/topic/15"),
        of("https://m.ok.ru/SportUNas/topic/15"),
        of("https://t.me/youth_here/12"),
        of("https://t.me/s/youth_here/12"),
        of(source="дом  культуры"),
        of(author="Дом культуры", network="vk"),
    ],
)
def test_a_post_from_an_excluded_account(post: Post) -> None:
    """A post is an excluded account's by its address in any writing, else by the name it came from."""
    assert excluded_by(post, HOUSE, COVERING) is CULTURE


@pytest.mark.parametrize(
    "post",
    [
        of("https://vk.com/wall-78_5"),
        of("https://vk.com/wall77_5"),
        of("https://vk.com/wall-771_5"),
        of("https://vk.com/wall-79_5"),
        of("https://ok.ru/sportunasos/topic/15"),
        of("https://ok.ru/wall-77_5"),
        of("https://t.me/youth"),
        of("https://[broken"),
        of(source="Дом культуры соседей"),
        of(source="Дом культуры", network="ok"),
        of(),
    ],
)
def test_a_post_from_elsewhere(post: Post) -> None:
    """A like address or name, an account that nothing excludes, or no address at all is no reason to refuse."""
    assert excluded_by(post, HOUSE, COVERING) is None


def test_a_procedure_that_excludes_nothing() -> None:
    """The same account is covered by a procedure that knows no such exclusion."""
    assert excluded_by(of("https://vk.com/wall-77_5"), HOUSE, SOBOLEVO) is None


def test_such_a_post_makes_no_card() -> None:
    """A post from an excluded account is refused with the procedure's words and clause, and nothing is written."""
    story = Story(office=HOUSE, procedure=COVERING)
    outcome = story.tell_desk(Open(HOUSE.id, HOUSE.people[0].id, of("https://vk.com/wall-77_5")))
    assert outcome == Refusal(Why.EXCLUDED, words=CULTURE.words, clause="18")
    assert story.books.cards == {}


def test_accounts_stand_in_the_office_file() -> None:
    """An office's file names its accounts, and what keeps each out of its procedure."""
    (account,) = parse_office(FILE).account
    assert (account.network, account.name, account.excluded) == ("vk", "Culture", "culture")


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('link = "https://vk.com/club77"', 'link = "vk"', "account, no. 1, link: 'vk' has not the right form"),
        ('link = "https://vk.com/club77"\n', "", "account, no. 1, link: missing"),
        ('name = "Culture"\nlink', 'name = ""\nlink', "account, no. 1, name: must not be empty"),
    ],
)
def test_a_broken_account(good: str, bad: str, fault: str) -> None:
    """A fault of an account is named with its key and the mend."""
    with pytest.raises(BadOfficeError) as raised:
        parse_office(FILE.replace(good, bad))
    assert any(fault in line for line in raised.value.faults)


def test_an_account_twice() -> None:
    """Two accounts under one address are a mistake."""
    table = FILE[FILE.index("[[account]]") : FILE.index("[[person]]")]
    with pytest.raises(BadOfficeError, match=r"account, link: .https://vk\.com/club77. stands twice"):
        parse_office(FILE + table)


def test_an_account_excluded_by_nothing() -> None:
    """An account excluded under a name that no procedure of the office knows would be covered unnoticed; it is told."""
    wanted = "account 'Culture', excluded: no procedure of the office has an [[excluded]] 'culture'; there are: none"
    assert wanted in vacancies(parse_office(FILE), [SOBOLEVO])
    assert not any("account" in line for line in vacancies(parse_office(FILE), [COVERING]))


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://vk.com/wall-77_205", "Дом культуры"),
        ("https://m.vk.com/club78?w=wall-78_3", "Администрация"),
        ("https://ok.ru/sportunas/topic/1", "Спорт у нас"),
        ("https://t.me/s/youth_here/17", "Молодёжь"),
        ("https://vk.com/wall-1_205", ""),
        ("https://ok.ru/sportunas2/topic/1", ""),
        ("https://t.me/youth", ""),
        ("", ""),
    ],
)
def test_whose_account_a_link_stands_in(link: str, name: str) -> None:
    """A link to a publication tells in which of the office's own accounts it stands, if in any."""
    found = account_of(link, HOUSE)
    assert (found.name if found else "") == name


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("https://vk.com/lesnoe", Account("vk", "lesnoe", "https://vk.com/lesnoe")),
        ("наша: https://ok.ru/group/les.", Account("ok", "les", "https://ok.ru/group/les")),
        ("https://lesnoe.example.org/news", Account("lesnoe.example.org", "news", "https://lesnoe.example.org/news")),
        ("https://vk.com/", None),
        ("vk.com/lesnoe", None),
        ("https://vk.com/" + "a" * 500, None),
        ("слова", None),
    ],
)
def test_an_account_from_a_line(text: str, account: Account | None) -> None:
    """Somebody's line with an address gives an account, whose network is known by its host."""
    assert made_of(text) == account


def test_what_may_be_the_list() -> None:
    """A list of accounts has whole entries, and each page once, whichever way its address is written."""
    entry = {"network": "vk", "name": "Лес", "link": "https://vk.com/lesnoe"}
    assert fit_accounts([])
    assert fit_accounts([entry, {**entry, "link": "https://vk.com/lesnoe2"}])
    assert not fit_accounts([entry, {**entry, "link": "http://www.vk.ru/lesnoe/"}])
    assert same_page(entry["link"], "http://www.vk.ru/lesnoe/")
    assert called("https://vk.com/lesnoe/") == "lesnoe"
    for wrong in ({"name": ""}, {"name": "а" * 101}, {"link": "vk"}, {"link": "https://vk.com"}, {"network": 5}):
        assert not fit_accounts([{**entry, **wrong}])
    assert not fit_accounts("https://vk.com/lesnoe")
    assert not fit_accounts([entry["link"]])

"""What is a link, and which network it leads to, hostile ones among them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.links import first_link, is_link, network_of


@pytest.mark.clause("SOB-5", "SOB-R4.4")
@pytest.mark.parametrize(
    ("link", "network"),
    [
        ("https://vk.com/wall-1_2", "vk"),
        ("https://m.vk.com/wall-1_2?reply=3", "vk"),
        ("https://vk.ru/id1", "vk"),
        ("http://VK.COM/wall1", "vk"),
        ("https://vk.com:443/wall1", "vk"),
        ("https://vk.com./wall1", "vk"),
        ("https://vk.com", "vk"),
        ("https://ok.ru/group/1/topic/2", "ok"),
        ("https://m.ok.ru/dk?st.cmd=1", "ok"),
        ("https://odnoklassniki.ru/x", "ok"),
        ("https://t.me/kanal/12", "telegram"),
        ("https://www.instagram.com/p/abc", "instagram"),
        ("https://m.facebook.com/story", "facebook"),
        ("https://pos.gosuslugi.ru/lkp/1", "portal"),
        ("https://max.ru/x", "max"),
        ("https://youtu.be/x", "youtube"),
        ("https://vk.com.evil.ru/wall-1_2", ""),
        ("https://evilvk.com/wall", ""),
        ("https://vk.com@evil.ru/wall", ""),
        ("https://evil.ru/vk.com", ""),
        ("https://evil.ru/?vk.com", ""),
        ("https://evil.ru#vk.com", ""),
        ("https://evil.ru\\@vk.com", ""),
        ("https://vk.co", ""),
        ("https://example.org/news", ""),
        ("https://[vk.com/wall", ""),
        ("https://[::1]/vk.com", ""),
        ("https://vk.com:порт/", "vk"),
        ("vk.com/wall", ""),
        ("", ""),
        ("просто текст", ""),
    ],
)
def test_a_network_is_known_by_its_host_alone(link: str, network: str) -> None:
    """A link belongs to a network by the end of its host's name, whatever else stands in it."""
    assert network_of(link) == network


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("смотрите https://vk.com/wall-1_2.", "https://vk.com/wall-1_2"),
        ("(https://ok.ru/topic/2)", "https://ok.ru/topic/2"),
        ("«https://t.me/x/1»!", "https://t.me/x/1"),
        ("https://a.ru https://b.ru", "https://a.ru"),
        ("HTTPS://VK.COM/x", "HTTPS://VK.COM/x"),
        ("первая строка\nhttp://vk.com/1\nтретья", "http://vk.com/1"),
        ("https://vk.com/wall?w=1&z=2,", "https://vk.com/wall?w=1&z=2"),
        ("без ссылки", ""),
        ("vk.com/wall", ""),
        ("ftp://vk.com", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_the_first_link_of_a_text(text: str, link: str) -> None:
    """The first web address of a text is found, without the marks that follow it."""
    assert first_link(text) == link


@pytest.mark.parametrize(
    "text", ["https://vk.com/wall-1_2", "  https://ok.ru/1\n", "http://пример.рф/новость", "https://a.b"]
)
def test_one_web_address_is_a_link(text: str) -> None:
    """A single web address is a link, with blanks around it or not."""
    assert is_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vk.com",
        "https://",
        "https://localhost/x",
        "https://vk.com и ещё",
        "смотри https://vk.com",
        "https://a.ru https://b.ru",
        "javascript:alert(1)",
        "https://[vk.com",
        "https://<b>.ru",
        "tg://resolve?domain=x",
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    """Text around it, another scheme, no host with a dot, or a broken host: no link."""
    assert not is_link(text)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None, database=None)
def test_no_text_breaks_them(text: str) -> None:
    """Whatever is written, looking for links raises nothing, and what is found is in the text."""
    for candidate in (text, f"https://{text}", f"https://vk.com{text}"):
        assert first_link(candidate) in candidate
        is_link(candidate)
        network_of(candidate)

"""When two links lead to one post."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.repeats.links import same_address


@pytest.mark.parametrize(
    "links",
    [
        (
            "https://vk.com/wall-1_2",
            "http://m.vk.com/wall-1_2/",
            "vk.ru/wall-1_2",
            "https://www.vk.com/wall-1_2?utm_source=x",
            "https://vk.com/sobolevo?w=wall-1_2",
            "https://vk.com/feed?section=x&w=wall-1_2%2Fall",
            "  https://VK.com/wall-1_2#comments",
        ),
        ("https://vk.com/wall-1_2?reply=3", "https://vk.com/club1?w=wall-1_2_r3", "vk.com/wall-1_2?thread=9&reply=3"),
        ("https://vk.com/photo-1_2", "https://vk.com/album-1_0?z=photo-1_2%2Falbum-1_0"),
        (
            "https://ok.ru/group/1/topic/2",
            "https://m.ok.ru/group/1/topic/2/",
            "https://odnoklassniki.ru/group/1/topic/2",
        ),
        ("https://t.me/kanal/12", "https://t.me/s/Kanal/12?single", "https://telegram.me/kanal/12/"),
        ("https://t.me/kanal/12?comment=5", "https://t.me/kanal/12?single&comment=5"),
        ("https://instagram.com/p/abc", "https://www.instagram.com/p/abc/?igshid=1&utm_campaign=x"),
        ("https://example.org/news?b=2&a=1", "http://www.example.org/news/?a=1&b=2&fbclid=x#top"),
    ],
)
def test_one_post(links: tuple[str, ...]) -> None:
    """Scheme, mobile host, old domain, tracking marks and a page around the post make no difference."""
    assert len({same_address(link) for link in links}) == 1
    assert same_address(links[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://vk.com/wall-1_2", "https://vk.com/wall-1_3"),
        ("https://vk.com/wall-1_2", "https://vk.com/wall1_2"),
        ("https://vk.com/wall-1_2", "https://vk.com/wall-1_2?reply=3"),
        ("https://vk.com/wall-1_2?reply=3", "https://vk.com/wall-1_2?reply=4"),
        ("https://t.me/kanal/12", "https://t.me/kanal/13"),
        ("https://t.me/kanal/12", "https://t.me/kanal/12?comment=5"),
        ("https://ok.ru/group/1/topic/2", "https://ok.ru/group/1/topic/3"),
        ("https://example.org/n?id=1", "https://example.org/n?id=2"),
        ("https://example.org/#/post/1", "https://example.org/#/post/2"),
        ("https://vk.cc/aBc", "https://vk.cc/aBC"),
    ],
)
def test_two_posts(one: str, other: str) -> None:
    """Another post, or another comment under one post, is another address."""
    assert same_address(one) != same_address(other)
    assert same_address(one)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://vk.com",
        "https://vk.com/sobolevo",
        "https://t.me/kanal",
        "https://ok.ru/group/1",
        "https://instagram.com/sosed",
        "https://example.org/",
        "https://[vk.com/wall-1_2",
        "просто текст",
    ],
)
def test_no_post(link: str) -> None:
    """The address of a group, a person or a site's front page is no post's: two posts may well share it."""
    assert same_address(link) == ""


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None, database=None)
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is written for a link, nothing is raised."""
    for link in (text, f"https://{text}", f"https://vk.com/{text}", f"https://a.ru:{text}/x"):
        assert isinstance(same_address(link), str)

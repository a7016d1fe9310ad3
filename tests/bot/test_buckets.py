import pytest

from bot.buckets import Buckets, Rates

PRIVATE, OTHER, GROUP = "telegram:1", "telegram:2", "telegram:-100"


def drained(buckets: Buckets, chat: str, seconds: float) -> int:
    """How many messages go to the chat in so many seconds, each sent as soon as it may."""
    now, sent = 0.0, 0
    while now <= seconds:
        wait = buckets.wait(chat, now)
        if wait:
            now += wait
        else:
            buckets.take(chat, now)
            sent += 1
    return sent


@pytest.mark.parametrize(
    ("chat", "seconds", "most"),
    [(PRIVATE, 0, 3), (PRIVATE, 10, 13), (GROUP, 0, 3), (GROUP, 60, 23)],
)
def test_a_chat_gets_its_burst_and_then_its_rate(chat: str, seconds: float, most: int) -> None:
    """A person gets 3 at once and 1 a second, a group 3 at once and 20 a minute."""
    assert drained(Buckets(Rates(), 0.0), chat, seconds) in (most, most + 1)


def test_all_chats_together_keep_the_total() -> None:
    """Thirty chats use up the second; the next chat waits till it is over."""
    buckets = Buckets(Rates(), 0.0)
    for chat in range(30):
        assert buckets.wait(f"telegram:{chat + 1}", 0.0) == 0
        buckets.take(f"telegram:{chat + 1}", 0.0)
    assert buckets.wait("telegram:99", 0.0) == pytest.approx(1.0)


@pytest.mark.parametrize(("rate", "most", "seconds"), [(30.0, 30, 1.0), (2.5, 2, 0.8), (0.5, 1, 2.0)])
def test_of_thirty_a_second_sixty_went_in_the_first(rate: float, most: int, seconds: float) -> None:
    """No more go in any such time than the rate allows, in the first as in all later ones."""
    buckets, now, gone = Buckets(Rates(total=rate), 0.0), 0.0, list[float]()
    while now < 5 * seconds:
        if wait := buckets.wait(f"telegram:{len(gone)}", now):
            now += wait
        else:
            buckets.take(f"telegram:{len(gone)}", now)
            gone.append(now)
    assert len(gone) in (5 * most, 5 * most + 1)
    assert all(after - before >= seconds - 1e-9 for before, after in zip(gone, gone[most:], strict=False))


def test_an_album_takes_room_from_all() -> None:
    """Ten pictures go at once when room for one is left, and nobody goes till as many have left the second."""
    buckets = Buckets(Rates(), 0.0)
    for chat in range(29):
        buckets.take(f"telegram:{chat}", chat / 100)
    buckets.take("telegram:50", 0.5, count=10)
    assert buckets.wait("telegram:99", 0.5) == pytest.approx(0.09 + 0.5)


def test_one_chat_does_not_hold_up_another() -> None:
    """A chat that has had its burst waits alone."""
    buckets = Buckets(Rates(), 0.0)
    for _ in range(3):
        buckets.take(PRIVATE, 0.0)
    assert (buckets.wait(PRIVATE, 0.0), buckets.wait(OTHER, 0.0)) == (1.0, 0.0)


def test_an_album_is_paid_for_afterwards() -> None:
    """Ten pictures go at once, and the chat then waits till they are paid off."""
    buckets = Buckets(Rates(), 0.0)
    buckets.take(PRIVATE, 0.0, count=10)
    assert buckets.wait(PRIVATE, 0.0) == pytest.approx(8.0)


def test_a_pause_stops_everybody() -> None:
    """After a pause for all, nothing goes before its end."""
    buckets = Buckets(Rates(), 0.0)
    buckets.pause(5.0)
    assert (buckets.wait(PRIVATE, 1.0), buckets.wait(PRIVATE, 5.0)) == (4.0, 0.0)


def test_chats_of_long_ago_are_forgotten() -> None:
    """Memory does not grow with the number of chats ever written to."""
    buckets = Buckets(Rates(total=1e9), 0.0)
    for chat in range(12_000):
        buckets.take(f"telegram:{chat}", float(chat))
    assert len(buckets._chats) <= 10_001


def test_what_can_wait_leaves_room_for_what_cannot() -> None:
    """An edit goes only where a notice the next moment would not wait for it: in its chat, and in all."""
    buckets = Buckets(Rates(), 0.0)
    assert buckets.spare(PRIVATE, 0.0)
    buckets.take(PRIVATE, 0.0, count=2)
    assert (buckets.spare(PRIVATE, 0.0), buckets.spare(OTHER, 0.0)) == (False, True)
    for chat in range(14):
        buckets.take(f"telegram:{chat + 10}", 0.0)
    assert not buckets.spare(OTHER, 0.0)


def test_after_a_pause_all_that_waited_went_at_once_and_was_refused_again() -> None:
    """What is sent after a pause goes at the rate, from its first moment on, however long it was."""
    buckets = Buckets(Rates(), 0.0)
    buckets.pause(60.0)
    gone = 0
    for millisecond in range(1001):
        now = 60 + millisecond / 1000
        while not buckets.wait(f"telegram:{gone}", now):
            buckets.take(f"telegram:{gone}", now)
            gone += 1
    assert gone in (30, 31)


def test_one_flooded_chat_is_its_own_two_are_everybody_s() -> None:
    """The first "too many" stops only its chat, one in another chat at the same time stops all."""
    buckets = Buckets(Rates(), 0.0)
    buckets.flooded(PRIVATE, 0.0, 10.0)
    buckets.flooded(PRIVATE, 1.0, 10.0)
    assert buckets.wait(GROUP, 1.0) == 0
    assert (buckets.wait(PRIVATE, 1.0), buckets.spare(PRIVATE, 10.0)) == (10.0, False)
    buckets.flooded(OTHER, 2.0, 10.0)
    assert buckets.wait(GROUP, 2.0) == 10.0
    assert (buckets.wait(PRIVATE, 12.0), buckets.spare(PRIVATE, 13.0)) == (0.0, True)


def test_a_shorter_flood_does_not_end_a_longer_one() -> None:
    """The same chat flooded again stays paused till the later of both moments."""
    buckets = Buckets(Rates(), 0.0)
    buckets.flooded(PRIVATE, 0.0, 60.0)
    buckets.flooded(PRIVATE, 1.0, 2.0)
    assert buckets.wait(PRIVATE, 1.0) == 59.0


def test_two_processes_sent_twice_what_telegram_takes() -> None:
    """Each of several processes has its part, what it sent a moment ago counted in; of one that has gone the rest."""
    buckets = Buckets(Rates(), 0.0)
    for chat in range(20):
        buckets.take(f"telegram:{chat}", chat / 100)
    buckets.share(2)
    assert buckets.wait("telegram:99", 0.5) == pytest.approx(0.05 + 0.5)
    buckets.share(1)
    assert buckets.wait("telegram:99", 0.5) == 0.0

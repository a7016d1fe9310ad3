from bot.health.pulse import Pulse
from tests.health.clocks import Hand


def test_a_loop_that_turns_is_not_silent() -> None:
    """As long as it says so in time, a loop is alive."""
    hand = Hand()
    pulse = Pulse(hand)
    for _ in range(3):
        pulse.beat("worker", 10)
        hand.at += 9
    assert pulse.silent() == []


def test_a_loop_that_says_nothing_is_named() -> None:
    """Who is silent for longer than he may is told by name, the others are not."""
    hand = Hand()
    pulse = Pulse(hand)
    pulse.beat("worker", 10)
    pulse.beat("sender", 100)
    hand.at += 11
    assert pulse.silent() == ["worker"]


def test_a_loop_that_has_ended_is_not_waited_for() -> None:
    """A poller that does not lead any more may be silent."""
    hand = Hand()
    pulse = Pulse(hand)
    pulse.beat("poller", 10)
    pulse.rest("poller")
    hand.at += 1000
    assert pulse.silent() == []

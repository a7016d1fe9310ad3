"""A server that starts later than the bot, as after a power cut."""

import pytest

from bot import run
from tests.fixtures.tokens import token


@pytest.mark.fault(17)
def test_a_server_that_is_not_there_yet_is_worth_another_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`run` ends with 1, after which systemd starts it again, and not with 2, after which it would stay away."""
    monkeypatch.setattr(run, "set_up", lambda *given: None)
    monkeypatch.setattr("storage.work.postgres.pause", lambda attempt: 0.0)
    monkeypatch.setenv("BOT_TOKEN", token(42))
    monkeypatch.setenv("DATABASE_URL", "postgresql://otklik:hush@127.0.0.1:9/office")
    assert run.main() == run.AWAY
    told = capsys.readouterr().err
    assert "DATABASE_URL" in told
    assert "cannot be reached" in told
    assert "hush" not in told

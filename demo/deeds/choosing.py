"""Another office, or the same one from the beginning."""

from demo import beginning
from demo.show import Show, deed
from sandbox.page.stage import StageError
from sandbox.words import Json


@deed("choose")
async def choose(show: Show, body: Json) -> Json:
    """Begin anew with `procedure` in `locale`; the answer comes when the bot runs.

    Raises StageError: no_procedure, no_locale; not_started where the bot does not come up (state.bot says why).
    """
    procedure, locale = str(body.get("procedure") or show.procedure), str(body.get("locale") or show.locale)
    if not await beginning.choose(show, procedure, locale):
        raise StageError("not_started", reason=show.life.reason)
    return {"procedure": procedure, "locale": locale}

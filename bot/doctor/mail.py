"""The mail server, where there is one: a harmless question, no mail."""

from collections.abc import AsyncIterator

from bot.doctor.finding import Finding, fault, ok
from bot.doctor.visit import Visit
from bot.mail.smtp import Smtp
from bot.outcomes import Sent
from bot.printable import visible


async def mail(visit: Visit) -> AsyncIterator[Finding]:
    """Connects, encrypts, logs in, and takes its leave."""
    settings = visit.settings
    if settings is None or not settings.by_mail:
        return
    outcome = await Smtp(settings).ask()
    if isinstance(outcome, Sent):
        yield ok("mail", f"{settings.smtp_host} takes us in")
    else:
        words = f"{settings.smtp_host}: {visible(str(getattr(outcome, 'why', outcome)))}"
        yield fault("mail", words, "check SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER and SMTP_PASSWORD")

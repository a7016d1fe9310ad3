"""Updates: polling, and the webhook's settings."""

import re
from urllib.parse import urlsplit

from sandbox.api.call import Call, performs
from sandbox.chats.queue import Webhook
from sandbox.words import ApiError, Json, bad

WEBHOOK_IS_ON = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
LOCAL = {"127.0.0.1", "localhost", "::1"}


@performs("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Return updates; `offset` confirms everything below it."""
    queue = call.bot.queue
    if queue.webhook.url:
        raise ApiError(409, WEBHOOK_IS_ON)
    queue.allow(call.params.get("allowed_updates"))
    queue.forget(call.world.clock.now() - call.world.settings.update_hours * 3600)
    queue.confirm(call.params.get("offset", 0))
    limit = call.params.get("limit", 100)
    timeout = min(max(call.params.get("timeout", 0), 0), 50)
    return await queue.poll(limit if 0 < limit <= 100 else 100, timeout)


@performs("setWebhook")
def set_webhook(call: Call) -> bool:
    """Post updates to a URL from now on; plain http is taken for this machine only."""
    params, queue = call.params, call.bot.queue
    secret = params.get("secret_token", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad("secret token contains unallowed characters")
    if url := params["url"]:
        _check_url(url)
    queue.allow(params.get("allowed_updates"))
    webhook = Webhook(url, secret, params.get("max_connections", 40))
    queue.post_to(webhook, bool(params.get("drop_pending_updates")))
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")


@performs("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    call.bot.queue.post_to(Webhook(), bool(call.params.get("drop_pending_updates")))
    return True


@performs("getWebhookInfo")
def webhook_info(call: Call) -> Json:
    """Return the webhook and how many updates wait."""
    queue = call.bot.queue
    info: Json = {
        "url": queue.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(queue.pending),
    }
    if queue.webhook.url:
        info["max_connections"] = queue.webhook.max_connections
    if queue.webhook.last_error_date:
        info["last_error_date"] = queue.webhook.last_error_date
        info["last_error_message"] = queue.webhook.last_error_message
    if queue.allowed:
        info["allowed_updates"] = queue.allowed
    return info

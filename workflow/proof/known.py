"""Names for which the product has words of its own; whatever else a file names must bring its words.

The words are not here but where people are spoken to, and a test holds the two together.
"""

DEADLINES = frozenset(
    [
        "route",
        "reroute",
        "return",
        "answer",
        "draft",
        "approve",
        "review",
        "submit",
        "rework",
        "handover",
        "publish",
        "final",
        "contribution",
        "clarify",
        "interim",
        "repeat",
        "assign",
        "dispatch",
        "confirm",
        "outside",
        "moderate",
    ]
)

MOMENTS = frozenset(
    [
        "detected",
        "received",
        "posted",
        "moderated",
        "declined",
        "routed",
        "assigned",
        "accepted",
        "returned",
        "returned_up",
        "return_asked",
        "insisted",
        "shared",
        "dismissed",
        "finished",
        "reopened",
        "submitted",
        "sent_back",
        "approved",
        "handed_over",
        "passed_on",
        "published",
        "interim_published",
        "dispatched",
        "interim_sent",
        "publication_confirmed",
        "part_given",
        "clarify_asked",
        "clarified",
        "extension_asked",
        "extension_granted",
        "extension_denied",
        "date_given",
        "category_set",
        "repeat_checked",
        "repeated",
    ]
)

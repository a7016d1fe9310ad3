"""README.md of an export: what each file is, and how anybody checks the journal without this program."""

from datetime import datetime

README = "README.md"

_TEXT = """\
# Выгрузка из «Отклика» / Export of Otklik

Снято / taken: {now} (UTC). Один момент базы данных: файлы согласованы между собой.
Внутри персональные данные открытым текстом: храните как саму базу.

All text is UTF-8. `*.jsonl` is JSON Lines: one object a line, moments are ISO 8601 in UTC, `null` means "not known".
This is `README.md`. `SHA256SUMS` is checked with `sha256sum --check SHA256SUMS`.

| file | what it is |
|---|---|
| cards.csv | cards for a spreadsheet, `;` between cells, the office's own time; a cell like a formula begins with `'` |
| cards.jsonl | every card as it stands; `body` is the whole of it |
| events.jsonl | the journal: everything that ever happened to cards, chained by hashes (below) |
| heads.jsonl | the end of each office's chain, and the first broken link where there was one |
| offices.jsonl, departments.jsonl, people.jsonl | the offices and who works there; one who has left is not `active` |
| absences.jsonl, invitations.jsonl, office_changes.jsonl | absences; who was invited; who changed what |
| procedures.jsonl, procedures/ | every version of a procedure that cards were opened under, and its TOML |
| timers.jsonl | when which reminder rings, or rang |
| views.jsonl, outbox.jsonl, inbox.jsonl | messages that show cards; what was sent and came in: when, where, no texts |
| held.jsonl | posts that waited for a word of their sender |
| tallies.jsonl, duties.jsonl, duties_done.jsonl | what counters counted; duties without a card, and who did them |
| intake_acts.jsonl | acts of citizens that came through the intake interface |
| chats.jsonl | groups and channels that the bot was let into |
| blobs.jsonl, files/ | files that came through the intake interface; `name` is what their sender called them |

Of an update in `inbox.jsonl`, `failed` is how often it was dealt with in vain, `cut_short` how often the bot's process
ended meanwhile.

Not here: the bot's token and other settings, hashes of invitations, raw updates and texts of messages, unfinished
talks, for which of his offices somebody speaks just now, menus, leases, marks of the bot's own. Photos that Telegram
keeps are named by its references (`ref`) and are not in this folder.

## How to check the journal / Как проверить журнал

Take the events of one office in the order of `chain_seq`. Let `last` be the empty string. For each event:

1. `chain_seq` must be one more than that of the event before (the first has 1), and `prev_hash` must equal `last`.
2. Write the JSON array `[last, office, chain_seq, card, seq, at_us, kind, by, digest, bare]` without any blanks,
   every letter as it is and none by its number, in UTF-8. Its SHA-256 in hex must equal `hash`.
3. Where `salt` is not `null`: the SHA-256 of `salt` followed by `body` (the very text of the string, UTF-8) must equal
   `digest`.
4. Where `salt` is `null` the contents were erased: a later event of the same `card` with the kind `erased` must have
   in its `body`, in `removed`, an entry with this event's `seq` and with the SHA-256 of `body` as `digest`. Read this
   event's `body` as JSON; for every string that equals `instead` of that `erased` event put `—` (U+2014). Written again
   without blanks, names of every object sorted, letters as they are, its SHA-256 must equal `bare`: the chain said
   when the event was written what an erasure would leave of it.
5. Let `last` be `hash`.

The last `chain_seq` and `hash` must be those of `heads.jsonl`. Compare them with a head that was noted elsewhere:
a chain that was made anew as a whole, or cut at its end, is found by that alone.
"""


def readme(now: datetime) -> str:
    """The text of the file; `now` is real time."""
    return _TEXT.format(now=f"{now:%Y-%m-%d %H:%M}")

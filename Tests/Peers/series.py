"""recurring-ical-events: each line a JSON object {calendar, from, to} with times in UTC; answers a
JSON list of [start, end] in seconds since the epoch, sorted."""
import json
import signal
import sys
from datetime import date, datetime, timezone

import icalendar
import recurring_ical_events

signal.pthread_sigmask(signal.SIG_SETMASK, [])  # a test process may hand its blocked signals down


def seconds(moment):
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=timezone.utc)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return int(moment.timestamp())


for line in sys.stdin:
    question = json.loads(line)
    calendar = icalendar.Calendar.from_ical(question["calendar"])
    found = recurring_ical_events.of(calendar).between(
        datetime.fromisoformat(question["from"]), datetime.fromisoformat(question["to"]))
    print(json.dumps(sorted([seconds(e.start), seconds(e.end)] for e in found)))

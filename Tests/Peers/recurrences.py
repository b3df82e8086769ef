"""python-dateutil: each line a JSON object {start, zone, rule, limit}; answers a JSON list of
wall times, or null for a rule on which dateutil spends more than a tenth of a second."""
import json
import signal
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr



class Slow(Exception):
    pass


def give_up(*_):
    raise Slow


def expand(question):
    start = datetime.fromisoformat(question["start"])
    if question["zone"]:
        start = start.replace(tzinfo=ZoneInfo(question["zone"]))
    found = []
    for instance in rrulestr("RRULE:" + question["rule"], dtstart=start):
        if len(found) >= question["limit"]:
            break
        found.append(instance.replace(tzinfo=None).isoformat())
    return found


signal.pthread_sigmask(signal.SIG_SETMASK, [])  # a test process may hand its blocked signals down
signal.signal(signal.SIGALRM, give_up)
for line in sys.stdin:
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        answer = expand(json.loads(line))
    except (Slow, ValueError):
        answer = None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    print(json.dumps(answer))

"""Answers lines `expression|zone|unix time` with the unix time of croniter's next run, `-` where it has none."""
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from croniter import croniter

for line in sys.stdin.read().splitlines():
    expression, zone, after = line.split("|")
    start = datetime.fromtimestamp(int(after), ZoneInfo(zone))
    try:
        print(int(croniter(expression, start, max_years_between_matches=40).get_next(datetime).timestamp()))
    except Exception:
        print("-")

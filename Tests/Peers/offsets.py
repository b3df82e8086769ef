"""Python's zoneinfo over the zone files of TZDIR. Lines "at ZONE SECONDS" give the offset in seconds
at that instant; "wall ZONE WALLSECONDS" gives the instants that the wall time means, first first."""
import os
import sys
import zoneinfo
from datetime import datetime, timedelta, timezone

zoneinfo.reset_tzpath([os.environ["TZDIR"]])
EPOCH = datetime(1970, 1, 1)
for line in sys.stdin:
    kind, name, number = line.split()
    zone, seconds = zoneinfo.ZoneInfo(name), int(number)
    if kind == "at":
        moment = (EPOCH + timedelta(seconds=seconds)).replace(tzinfo=timezone.utc).astimezone(zone)
        print(int(moment.utcoffset().total_seconds()))
    else:
        wall = EPOCH + timedelta(seconds=seconds)
        both = [seconds - int(wall.replace(tzinfo=zone, fold=fold).utcoffset().total_seconds()) for fold in (0, 1)]
        print(*both)

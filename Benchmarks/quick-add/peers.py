"""peers.py: parsedatetime as a line program for load.py: one JSON question a line, one JSON answer, flushed."""
import datetime, json, sys

import parsedatetime

calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)
for line in sys.stdin:
    question = json.loads(line)
    found = calendar.nlp(question["text"], sourceTime=datetime.datetime.fromisoformat(question["reference"]))
    answer = {"found": True, "value": found[0][0].isoformat()} if found else {"found": False}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()

#!/usr/bin/env python3
"""Whether free time comes out of raw events as it is given: windows.py PROBLEM.json… -- PROGRAM inspect plan

Takes the windows away from each problem, lets the program derive them from working hours and events, and
compares them with those that were given. Exit status 1 where any differs.
"""

import argparse
import json
import subprocess
import sys


def derived(program, problem):
    stripped = {name: value for name, value in problem.items() if name != "free"}
    answer = subprocess.run(
        program + ["--free"], stdout=subprocess.PIPE, check=True, input=json.dumps(stripped).encode())
    return json.loads(answer.stdout)["free"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs=argparse.REMAINDER)
    words = parser.parse_args().words
    files, program = words[: words.index("--")], words[words.index("--") + 1 :]
    equal = windows = slots = events = 0
    for name in files:
        with open(name, encoding="utf-8") as file:
            problem = json.load(file)
        found = derived(program, problem)
        if found == problem["free"]:
            equal += 1
        else:
            print(f"{name}: {len(found)} windows, {len(problem['free'])} given")
        windows += len(found)
        slots += sum(end - start for start, end in found)
        events += len(problem["events"])
    print(f"{equal} of {len(files)} equal: {windows} windows, {slots} slots, from {events} events")
    return 0 if equal == len(files) else 1


if __name__ == "__main__":
    sys.exit(main())

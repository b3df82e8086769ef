#!/usr/bin/env python3
"""What the nights of many people cost: nights.py [--tasks 60] [--counts 100,400] -- PROGRAM inspect plan

Plans one problem of the product's shape so many times, each with another seed and as many rounds as
a night has, and tells processor time and memory a plan: they should not grow with their number.
"""

import argparse
import json
import subprocess

from optimum import problem

ROUNDS = 4000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=60)
    parser.add_argument("--counts", default="100,400")
    parser.add_argument("program", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    program = options.program[1:] if options.program[:1] == ["--"] else options.program
    for count in map(int, options.counts.split(",")):
        answer = subprocess.run(
            program + ["--rounds", str(ROUNDS), "--repeat", str(count)], stdout=subprocess.PIPE, check=True,
            input=json.dumps(problem(options.tasks, 1)).encode())
        found = json.loads(answer.stdout)
        each = found["processor_seconds"] / count
        print(
            f"{count} plans of {options.tasks} tasks: {1000 * each:.1f} ms each, peak "
            f"{found['peak_kilobytes'] / 1024:.0f} MiB; 10,000 would take {10000 * each / 60:.1f} processor minutes")


if __name__ == "__main__":
    main()

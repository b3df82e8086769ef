#!/usr/bin/env python3
"""Compares the planner under the product's own weights with the optimum that CP-SAT proves.

optimum.py [--tasks 10,25] [--seeds 1,2,3] [--limit-ms 100 | --rounds 4000] [--seconds 60] -- PROGRAM inspect plan

Needs `pip install ortools`. Each problem is made from its seed: four weeks, working hours cut up by
events, tasks with dependencies and deadlines, half of them planned already and some of those hit by
a new event. What begins within 24 hours stays and is no part of the problem; at most 12 tasks may
stand elsewhere than before, or as many as must.
"""

import argparse
import json
import os
import random
import subprocess
import time

DAYS, DAY, NOW = 28, 96, 16
WEIGHTS = dict(tard=8, flow=1, energy=3, frag=60, move=60, unsched=40, unsched_hard=2000, disturb=1200)


def problem(count, seed):
    """A problem in the exchange form of `fractal inspect plan`."""
    dice = random.Random(f"{count}/{seed}")
    horizon = DAYS * DAY
    open_slots = [False] * horizon
    for day in range(DAYS):
        if day % 7 < 5:
            for first, last in ((36, 50), (53, 70)):
                for slot in range(day * DAY + first, day * DAY + last):
                    open_slots[slot] = True
    for _ in range(40):
        start = dice.randrange(DAYS) * DAY + dice.randrange(36, 66)
        for slot in range(start, min(horizon, start + dice.randrange(2, 9))):
            open_slots[slot] = False
    tasks = []
    for number in range(count):
        est = dice.choice((1, 2, 2, 4, 4, 4, 6, 8, 8, 12, 16))
        split = est > 8
        release = NOW if dice.random() < 0.7 else NOW + dice.randrange(10 * DAY)
        hard = release + dice.randrange(est + DAY, 14 * DAY) if dice.random() < 0.2 else None
        soft = NOW + dice.randrange(-3 * DAY, 14 * DAY) if hard is None and dice.random() < 0.6 else None
        deps = [dice.randrange(number)] if number and dice.random() < 0.15 else []
        tasks.append(dict(
            id=number, est=est, w=dice.choice((1, 1, 2, 4, 8)), release=release, soft=soft, hard=hard,
            min_block=2 if split else est, max_block=8 if split else est, deep=dice.randrange(3), deps=deps,
            prev=None))
    pinned = place_former(tasks, open_slots, dice)
    tasks = [task for task in tasks if not task.pop("stays", False)]
    kept = {task["id"] for task in tasks}
    for task in tasks:
        task["deps"] = [other for other in task["deps"] if other in kept]
    for _ in range(4):  # new events, after the plan was made
        start = dice.randrange(1, 15) * DAY + dice.randrange(36, 66)
        for slot in range(start, start + dice.randrange(2, 9)):
            open_slots[slot] = False
    return dict(
        horizon_slots=horizon, now_slot=NOW, day_start=[day * DAY for day in range(DAYS + 1)],
        free=ranges(open_slots), buffer=0, daily_cap=24, pinned=pinned, changes=12, cost=WEIGHTS, tasks=tasks,
        epen=[0 if 36 <= slot % DAY < 50 else 8 for slot in range(horizon)])


def place_former(tasks, open_slots, dice):
    """Gives half of the tasks a place in force; those of the next 24 hours stay and take their time."""
    pinned, loads, taken = [0] * DAYS, [0] * DAYS, [False] * len(open_slots)
    for task in tasks:
        if dice.random() < 0.5 or task["deps"] or task["min_block"] < task["est"]:
            continue
        for _ in range(200):
            start = NOW + dice.randrange(12 * DAY)
            block = range(start, start + task["est"])
            day = start // DAY
            if start < task["release"] or task["hard"] is not None and block.stop > task["hard"]:
                continue
            if loads[day] + len(block) > 24 or not all(open_slots[s] and not taken[s] for s in block):
                continue
            loads[day] += len(block)
            for slot in block:
                taken[slot] = True
            task["prev"] = [[block.start, block.stop]]
            if start < NOW + DAY:
                task["stays"] = True
                pinned[day] += len(block)
                for slot in block:
                    open_slots[slot] = False
            break
    return pinned


def ranges(flags):
    found, slot = [], 0
    while slot < len(flags):
        if flags[slot]:
            first = slot
            while slot < len(flags) and flags[slot]:
                slot += 1
            found.append([first, slot])
        slot += 1
    return found


def blocks_of(task, p, is_free):
    """Every block that the task may have, with what it costs by itself."""
    w, former = p["cost"], {s for a, b in task["prev"] or [] for s in range(a, b)}
    end = min(task["hard"] or p["horizon_slots"], p["horizon_slots"])
    for start in range(max(task["release"], p["now_slot"]), end):
        cost = 0
        for length in range(1, task["max_block"] + 1):
            slot = start + length - 1
            if slot >= end or not is_free[slot] or slot // DAY != start // DAY:
                break
            cost += w["energy"] * task["deep"] * p["epen"][slot]
            if former and slot not in former:
                cost += w["move"]
            if length >= task["min_block"] and (length <= task["est"]):
                yield start, length, cost


def solve(p, seconds):
    """The optimum as (cost, bound, is proven)."""
    from ortools.sat.python import cp_model

    model, w, horizon = cp_model.CpModel(), p["cost"], p["horizon_slots"]
    is_free = [False] * horizon
    for a, b in p["free"]:
        for slot in range(a, b):
            is_free[slot] = True
    terms, constant, cover, loads, changed, known = [], 0, {}, {}, [], {}
    forced = 0
    for task in p["tasks"]:
        released = max(task["release"], p["now_slot"])
        left_out = task["w"] * horizon * (w["unsched_hard"] if task["hard"] is not None else w["unsched"])
        present = model.NewBoolVar("")
        constant += left_out
        terms.append((present, -left_out))
        chosen, own = {}, {}
        single = task["min_block"] >= task["est"]

        def ends(at):
            late = max(0, at - max(task["soft"], p["now_slot"])) if task["soft"] is not None else 0
            return w["flow"] * task["w"] * (at - released) + w["tard"] * task["w"] * late

        for start, length, cost in blocks_of(task, p, is_free):
            block = model.NewBoolVar("")
            chosen[start, length] = block
            terms.append((block, cost + (ends(start + length) if single else w["frag"])))
            loads.setdefault(start // DAY, []).append((block, length))
            for slot in range(start, start + length):
                cover.setdefault(slot, []).append(block)
            for slot in range(start, start + length + 1):
                own.setdefault(slot, []).append(block)
        model.Add(sum(block * length for (_, length), block in chosen.items()) == task["est"] * present)
        first, last = model.NewIntVar(0, horizon, ""), model.NewIntVar(0, horizon, "")
        if single:
            model.Add(first == sum(block * start for (start, _), block in chosen.items()))
            model.Add(last == sum(block * (start + size) for (start, size), block in chosen.items()))
        else:
            for slot in own:
                model.AddAtMostOne(own[slot])
            for (start, size), block in chosen.items():
                model.Add(first <= start).OnlyEnforceIf(block)
                model.Add(last >= start + size).OnlyEnforceIf(block)
            terms.append((present, -w["frag"]))
            flow = model.NewIntVar(0, horizon, "")
            model.Add(flow >= last - released).OnlyEnforceIf(present)
            terms.append((flow, w["flow"] * task["w"]))
            if task["soft"] is not None:
                late = model.NewIntVar(0, horizon, "")
                model.Add(late >= last - max(task["soft"], p["now_slot"])).OnlyEnforceIf(present)
                terms.append((late, w["tard"] * task["w"]))
        if task["prev"]:
            stays = model.NewBoolVar("")
            former = [chosen.get((a, b - a)) for a, b in task["prev"]]
            if any(block is None for block in former):
                model.Add(stays == 0)
                forced += 1
            else:
                for block in former:
                    model.AddImplication(stays, block)
            constant += w["disturb"]
            terms.append((stays, -w["disturb"]))
            changed.append(1 - stays)
        else:
            changed.append(present)
        known[task["id"]] = (present, first, last)
    for task in p["tasks"]:
        present, first, _ = known[task["id"]]
        for blocker in task["deps"]:
            model.AddImplication(present, known[blocker][0])
            model.Add(first >= known[blocker][2]).OnlyEnforceIf(present)
    for blocks in cover.values():
        model.AddAtMostOne(blocks)
    for day, blocks in loads.items():
        model.Add(sum(block * length for block, length in blocks) <= p["daily_cap"] - p["pinned"][day])
    model.Add(sum(changed) <= max(p["changes"], forced))
    model.Minimize(sum(variable * weight for variable, weight in terms) + constant)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = os.cpu_count() or 1
    status = solver.Solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, None, False
    return round(solver.ObjectiveValue()), solver.BestObjectiveBound(), status == cp_model.OPTIMAL


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", default="10,25")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--limit-ms", type=int, default=100)
    parser.add_argument("--rounds", type=int, help="search so many rounds instead of a time")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("program", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    program = options.program[1:] if options.program[:1] == ["--"] else options.program
    budget = ["--rounds", str(options.rounds)] if options.rounds else ["--time-limit-ms", str(options.limit_ms)]
    for count in map(int, options.tasks.split(",")):
        for seed in map(int, options.seeds.split(",")):
            p = problem(count, seed)
            answer = subprocess.run(
                program + budget, input=json.dumps(p).encode(),
                stdout=subprocess.PIPE, check=True)
            ours = json.loads(answer.stdout)
            began = time.time()
            best, bound, is_proven = solve(p, options.seconds)
            hard = [t for t in p["tasks"] if t["hard"] is not None and str(t["id"]) not in ours["blocks"]]
            above = f"{100 * (ours['cost'] / best - 1):+.3f} %" if best else "-"
            print(
                f"{count} tasks, seed {seed}: cost {ours['cost']}, CP-SAT {best} "
                f"({'proven' if is_proven else f'bound {bound:.0f}' if best else 'none found'}, {time.time() - began:.0f} s), {above}; "
                f"{len(p['tasks']) - len(ours['blocks'])} without a place, {len(hard)} of them hard",
                flush=True)


if __name__ == "__main__":
    main()

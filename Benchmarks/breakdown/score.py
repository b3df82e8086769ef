"""Scores `PROGRAM inspect breakdown` on the cases beside this file; see README.md."""
import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def words(text):
    return re.findall(r"\w+", fold(text))


def says(title, wording):
    have = words(title)
    return all(any(w.startswith(p) for w in have) for p in words(wording))


def read(path):
    cases, case = [], None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("//"):
            continue
        if line.startswith("# "):
            name, kind = line[2:].split()
            case = {"id": name, "kind": kind, "lang": "en", "title": "", "about": "", "project": "", "sibling": [],
                    "existing": [], "history": [], "need": [], "order": [], "never": []}
            cases.append(case)
            continue
        key, _, value = line.partition(":")
        value = value.strip()
        if key not in case:
            sys.exit(f"{path}:{number}: what is {key}?")
        if key == "history":
            title, finished, steps = [p.strip() for p in value.split("|")]
            case["history"].append({"title": title, "finished": finished, "steps": [
                {"title": s.strip().rsplit(" ", 1)[0], "minutes": int(s.strip().rsplit(" ", 1)[1])}
                for s in steps.split(";")]})
        elif key in ("need", "never"):
            case[key].append([w.strip() for w in value.split("|")])
        elif key == "order":
            case["order"] += [tuple(int(n) - 1 for n in pair.split("<")) for pair in value.split()]
        elif key in ("sibling", "existing"):
            case[key].append(value)
        elif key == "about":
            case["about"] = (case["about"] + "\n" + value).strip()
        else:
            case[key] = value
    return cases


def question(case):
    return json.dumps({"id": case["id"], "language": case["lang"], "title": case["title"], "description": case["about"],
                       "project": case["project"], "siblings": case["sibling"], "existing": case["existing"],
                       "history": case["history"]}, ensure_ascii=False)


def cyclic(after):
    state = [0] * len(after)

    def visit(i):
        state[i] = 1
        for j in after[i]:
            if state[j] == 1 or state[j] == 0 and visit(j):
                return True
        state[i] = 2
        return False
    return any(state[i] == 0 and visit(i) for i in range(len(after)))


def judge(case, answer):
    steps = answer.get("steps") or []
    titles = [s.get("title", "") for s in steps]
    met = [next((i for i, t in enumerate(titles) if any(says(t, w) for w in need)), None) for need in case["need"]]
    pairs = [(met[a], met[b]) for a, b in case["order"] if met[a] is not None and met[b] is not None]
    known = [words(case["title"])] + [words(t) for t in case["existing"]]
    duplicates = sum(1 for i, t in enumerate(titles) if words(t) in known or words(t) in [words(o) for o in titles[:i]])
    faults = []
    if case["kind"] == "none":
        if steps:
            faults.append("proposes steps where nothing fits")
        if not answer.get("says"):
            faults.append("does not say that nothing fits")
    elif steps and not 2 <= len(steps) <= 12:
        faults.append(f"{len(steps)} steps")
    for title in titles:
        if not title.strip() or len(title) > 120:
            faults.append(f"title of {len(title)} characters")
        for never in case["never"]:
            if any(says(title, w) for w in never):
                faults.append(f"says what it must not: {title}")
        for url in re.findall(r"https?://\S+", title):
            if url not in question(case):
                faults.append(f"invents {url}")
    after = [s.get("after") or [] for s in steps]
    if any(j == i or not 0 <= j < len(steps) for i, row in enumerate(after) for j in row):
        faults.append("depends on itself or on nothing")
    elif cyclic(after):
        faults.append("dependencies in a circle")
    faults += [f"{s['minutes']} minutes" for s in steps if s.get("minutes") is not None and not 5 <= s["minutes"] <= 480]
    return {"met": met, "coverage": sum(m is not None for m in met) / len(met) if met else None,
            "pairs": len(pairs), "right": sum(a < b for a, b in pairs), "duplicates": duplicates, "faults": faults}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("program")
    p.add_argument("--cases", default="open.txt")
    p.add_argument("--show", action="store_true")
    a = p.parse_args()
    cases = read(os.path.join(HERE, a.cases))
    done = subprocess.run(shlex.split(a.program) + ["inspect", "breakdown"], text=True, capture_output=True,
                          input="".join(question(c) + "\n" for c in cases))
    if done.returncode:
        sys.exit(f"the program ended with {done.returncode}: {done.stderr[-500:]}")
    answers = {x["id"]: x for x in map(json.loads, done.stdout.splitlines())}
    results = [(c, judge(c, answers.get(c["id"], {}))) for c in cases]
    if a.show:
        for case, result in results:
            print(f"\n{case['id']} ({case['kind']}): {case['title']}")
            for i, step in enumerate(answers.get(case["id"], {}).get("steps") or []):
                mark = "+" if i in result["met"] else " "
                print(f"  {mark} {step['title']}  [{step.get('origin')}, {step.get('minutes')} min]")
            for need, met in zip(case["need"], result["met"]):
                if met is None:
                    print(f"  - missing: {need[0]}")
            for fault in result["faults"]:
                print(f"  ! {fault}")
    for kind in ("similar", "text", "pattern", "none"):
        rows = [r for c, r in results if c["kind"] == kind]
        if not rows:
            continue
        covered = [r["coverage"] for r in rows if r["coverage"] is not None]
        pairs = sum(r["pairs"] for r in rows)
        print(f"{kind:8} {len(rows):3} cases  coverage {sum(covered) / len(covered) if covered else 1:.3f}  "
              f"order {sum(r['right'] for r in rows) / pairs if pairs else 1:.3f} of {pairs}  "
              f"duplicates {sum(r['duplicates'] for r in rows)}  violations {sum(len(r['faults']) for r in rows)}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How well `fractal inspect neighbours` guesses the label of the next text from those before it, beside what is simple.

    score.py PROGRAM HISTORY [--model FOLDER] [--last 600]

HISTORY is a change log in Markdown whose entries name a scope ("* **client:** fix timeouts") below headings with a date, newest
first, or JSON lines {"text", "label", "at"} (seconds since 1970), oldest first. Of the last ones each is asked whose label was
seen before, and then added. Without --model words alone are compared. Needs numpy with it.
"""
import argparse
import collections
import datetime
import json
import re
import subprocess


def entries(path):
    if not path.endswith('.md'):
        return [json.loads(line) for line in open(path)]
    rows, at = [], None
    for line in open(path):
        if heading := re.match(r'#+ .*(\d{4}-\d\d-\d\d)', line):
            at = int(datetime.datetime.fromisoformat(heading.group(1)).timestamp())
        entry = re.match(r'[*-] \*\*([^:*]+):\*\* (.*)', line)
        if entry and at is not None:
            text = re.sub(r'\(\[[^\]]*\]\([^)]*\)\)|,? closes .*|\[#?\w+\]\([^)]*\)', '', entry.group(2))
            text = re.sub(r'\(\s*\)', '', text).strip(' ,')
            if text:
                rows.append({'text': text, 'label': entry.group(1).strip(), 'at': at})
    return sorted(reversed(rows), key=lambda row: row['at'])


def score(name, answers):
    """answers: [(labels best first, share, truth)]"""
    first = sum(labels[:1] == [truth] for labels, _, truth in answers) / len(answers)
    three = sum(truth in labels[:3] for labels, _, truth in answers) / len(answers)
    best = sorted(answers, key=lambda answer: -answer[1])[:max(1, int(len(answers) * 0.3))]
    sure = sum(labels[:1] == [truth] for labels, _, truth in best) / len(best)
    print(f'{name:24} top-1 {first:.3f}  top-3 {three:.3f}  precision at 30 % {sure:.3f}')


def program(command, rows, asked):
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    answers = []
    for place, row in enumerate(rows):
        if place in asked:
            print(json.dumps({'op': 'ask', 'text': row['text'], 'at': row['at']}), file=run.stdin, flush=True)
            labels = json.loads(run.stdout.readline())['labels']
            answers.append(([x['label'] for x in labels], labels[0]['share'] if labels else 0, row['label']))
        print(json.dumps({'op': 'add', 'id': str(place), **row}), file=run.stdin, flush=True)
    run.stdin.close()
    run.wait()
    return answers


def near(command, rows, asked, neighbours=10, half_life=30 * 86_400):
    """The labels of the nearest by vector, by the fourth power of the cosine and by age."""
    import numpy
    texts = ''.join(json.dumps({'id': i, 'text': row['text']}) + '\n' for i, row in enumerate(rows))
    lines = subprocess.run(command, input=texts, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    vectors = numpy.array([json.loads(line)['embedding'] for line in lines], dtype=numpy.float32)
    answers = []
    for place in sorted(asked):
        row = rows[place]
        age = numpy.array([row['at'] - other['at'] for other in rows[:place]])
        weights = numpy.clip(vectors[:place] @ vectors[place], 0, None) ** 4 * 2 ** (-age / half_life)
        sums = collections.Counter()
        for other in numpy.argsort(-weights)[:neighbours]:
            sums[rows[other]['label']] += float(weights[other])
        total = sum(sums.values()) or 1
        answers.append(([label for label, _ in sums.most_common()], max(sums.values()) / total, row['label']))
    return answers


def simple(rows, asked):
    counts, majority, last = collections.Counter(), [], []
    for place, row in enumerate(rows):
        if place in asked:
            common = [label for label, _ in counts.most_common(3)]
            majority.append((common, counts[common[0]] / place, row['label']))
            last.append(([rows[place - 1]['label']], 0, row['label']))
        counts[row['label']] += 1
    score('majority', majority)
    score('last used', last)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('history')
    parser.add_argument('--model')
    parser.add_argument('--last', type=int, default=600)
    options = parser.parse_args()
    rows = entries(options.history)
    seen, asked = set(), set()
    for place, row in enumerate(rows):
        if place >= len(rows) - options.last and row['label'] in seen:
            asked.add(place)
        seen.add(row['label'])
    print(f'{len(rows)} texts, {len(seen)} labels, {len(asked)} questions')
    simple(rows, asked)
    inspect = [options.program, 'inspect']
    score('fractal, words alone', program(inspect + ['neighbours', '--words-only'], rows, asked))
    if options.model:
        score('MiniLM with recency', near(inspect + ['embed', '--model', options.model], rows, asked))
        score('fractal', program(inspect + ['neighbours', '--model', options.model], rows, asked))


if __name__ == '__main__':
    main()

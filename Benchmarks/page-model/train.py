#!/usr/bin/env python3
"""Fits the trees of Sources/Ingest/Page/BlockModel+trees.swift.

  train.py --fractal PROGRAM --corpus DIR:WEIGHT... [--weak FILE] --out FILE

A corpus is a folder with `cases.json` (a list of {"id", "key", "url", "file", "want"}) and `pages/`.
`want` holds either "text" (the article) or "with"/"without" (segments that must or must not appear).
`--weak` is a file of JSON lines {"id", "text"}: what another extractor made of pages that have only
segments; it labels their remaining blocks with little weight. `key` names the site: with `--check`
the fit is tested on sites it has not seen. Needs numpy and scikit-learn.
"""
import argparse, difflib, json, re, subprocess
from pathlib import Path
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

WORD = re.compile(r'\w+')
WEAK_WEIGHT, SEGMENT_WEIGHT = 0.1, 4.0


def fold(text):
    return ' '.join((text or '').split())


def align(blocks, article):
    """The share of each block's words that the article holds in the same order."""
    words, owners = [], []
    for index, block in enumerate(blocks):
        found = WORD.findall(block)
        words += found
        owners += [index] * len(found)
    total, hits = np.zeros(len(blocks)), np.zeros(len(blocks))
    for owner in owners:
        total[owner] += 1
    expected = WORD.findall(article)
    if not words or not expected:
        return hits
    matched = np.zeros(len(words), bool)
    matcher = difflib.SequenceMatcher(None, words, expected, autojunk=len(words) > 4000)
    for start, _, count in matcher.get_matching_blocks():
        matched[start:start + count] = True
    place = 0
    while place < len(words):           # a lone word or two inside a block is chance
        if not matched[place]:
            place += 1
            continue
        end = place
        while end < len(words) and matched[end]:
            end += 1
        if end - place < 3 and total[owners[place]] > end - place:
            matched[place:end] = False
        place = end
    for place, owner in enumerate(owners):
        hits[owner] += matched[place]
    return np.where(total > 0, hits / np.maximum(total, 1), 0)


def label(blocks, want, weak):
    if 'text' in want:
        return align(blocks, want['text']), np.ones(len(blocks))
    labels, weights = align(blocks, weak), np.full(len(blocks), WEAK_WEIGHT)
    folded = [fold(block) for block in blocks]
    segments = [(s, 0.0) for s in want.get('without', [])] + [(s, 1.0) for s in want.get('with', [])]
    for segment, value in segments:
        places = [i for i, block in enumerate(folded) if fold(segment) in block]
        if len(places) == 1 or value == 0:
            for place in places:
                labels[place], weights[place] = value, SEGMENT_WEIGHT
    return labels, weights


def load(folder, suite_weight, program, weak):
    cases = json.loads((folder / 'cases.json').read_text('utf-8'))
    lines = ''.join(json.dumps({'id': c['id'], 'url': c['url'], 'path': str((folder / 'pages' / c['file']).resolve())}) + '\n'
                    for c in cases)
    answers = subprocess.run([program, 'inspect', 'page', '--features'], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    for case, line in zip(cases, answers.stdout.splitlines()):
        answer = json.loads(line)
        blocks = answer['blocks']
        if not blocks:
            continue
        labels, weights = label(blocks, case['want'], weak.get(case['id'], ''))
        weights = weights * np.sqrt(np.maximum([len(WORD.findall(b)) for b in blocks], 1))
        weights *= suite_weight * 3 / np.sqrt(weights.sum() + 50)
        features = np.array(answer['features'], np.float32).reshape(len(blocks), -1)
        yield case['key'], features, (labels > 0.5).astype(int), weights


def fit(pages):
    model = HistGradientBoostingClassifier(
        max_iter=200, max_leaf_nodes=16, learning_rate=0.1, min_samples_leaf=40, l2_regularization=5, max_bins=64,
        early_stopping=False, max_features=0.3, random_state=0)
    return model.fit(*(np.concatenate([p[i] for p in pages]) for i in (1, 2)),
                     sample_weight=np.concatenate([p[3] for p in pages]))


def write(model, path):
    words = ['%.4f' % float(np.ravel(model._baseline_prediction)[0])]

    def visit(nodes, index):
        node = nodes[index]
        if node['is_leaf']:
            words.append('=%.3f' % node['value'])
            return
        words.append('f%d<%.5g' % (node['feature_idx'], node['num_threshold']))
        visit(nodes, node['left'])
        visit(nodes, node['right'])

    for tree in model._predictors:
        visit(tree[0].nodes, 0)
    lines, line = [], '   '
    for word in words:
        if len(line) + len(word) + 1 > 98:
            lines.append(line)
            line = '   '
        line += ' ' + word
    lines.append(line)
    path.write_text('extension BlockModel {\n  /// The trees: the sum to begin with, then every tree in preorder.\n'
                    '  static let trees = """\n' + '\n'.join(lines) + '\n    """\n}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--fractal', required=True)
    parser.add_argument('--corpus', action='append', required=True)
    parser.add_argument('--weak', type=Path)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--check', action='store_true')
    arguments = parser.parse_args()
    weak = {}
    if arguments.weak:
        for line in arguments.weak.read_text('utf-8').splitlines():
            answer = json.loads(line)
            weak[answer['id']] = answer['text']
    pages = []
    for corpus in arguments.corpus:
        folder, _, weight = corpus.partition(':')
        pages += load(Path(folder), float(weight or 1), arguments.fractal, weak)
    if arguments.check:
        shares = []
        for train, test in GroupKFold(3).split(pages, groups=[p[0] for p in pages]):
            model = fit([pages[i] for i in train])
            for i in test:
                _, features, labels, weights = pages[i]
                shares.append(np.average(model.predict(features) == labels, weights=weights))
        print('blocks told right on unseen sites: %.4f' % np.mean(shares))
    write(fit(pages), arguments.out)


if __name__ == '__main__':
    main()

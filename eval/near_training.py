"""Splits a test set by the similarity of its sources to the training set, to show how much of a score comes from memorized pairs.

  python near_training.py train.en.gz train.fr.gz test.en test.fr OUTPUT

Writes OUTPUT/near.* and OUTPUT/rest.*. A source is near if replacing at most one of its words (split at white space) gives a source
of the training set. Prints the SHA-256 of each file, the size of both parts, and how many test sources and references occur in the
training set word for word.
"""

import gzip
import hashlib
import sys
from pathlib import Path


def lines(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def gaps(sentence):
    words = tuple(sentence.split())
    return [words[:i] + (None,) + words[i + 1 :] for i in range(len(words))]


def main(train_source, train_target, test_source, test_target, output):
    for path in (train_source, train_target, test_source, test_target):
        print("%s  %s" % (hashlib.sha256(path.read_bytes()).hexdigest(), path.name))
    sources = set(lines(train_source))
    targets = set(lines(train_target))
    known = {gap for source in sources for gap in gaps(source)}
    parts = {"near": [], "rest": []}
    pairs = list(zip(lines(test_source), lines(test_target)))
    for pair in pairs:
        parts["near" if any(gap in known for gap in gaps(pair[0])) else "rest"].append(pair)
    output.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        for side, path in enumerate((test_source, test_target)):
            (output / (name + path.suffix)).write_text("".join(pair[side] + "\n" for pair in part), encoding="utf-8")
        print("%s: %d of %d" % (name, len(part), len(pairs)))
    print("sources that occur in training: %d; references: %d" % tuple(sum(pair[i] in side for pair in pairs) for i, side in ((0, sources), (1, targets))))


main(*map(Path, sys.argv[1:]))

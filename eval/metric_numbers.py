"""Writes the numbers that the tests of dev.thimble.metric expect: the scores of sacreBLEU and rouge_score for the tests' texts.

    python3 eval/metric_numbers.py src/test/resources/dev/thimble/metric

The folder contains texts.json (hypotheses and references, some of them null) and systems.json (four systems on one test set, for
intervals and p-values), both written for this project. The script writes sacrebleu.json and rouge_score.json to the same folder.

It needs sacrebleu 2.6.0, rouge_score 0.1.2 and their dependencies (numpy, regex, portalocker, tabulate, colorama, lxml, absl-py, nltk,
six). The committed numbers were made with Python 3.11.2, numpy 1.24.2, regex 2022.10.31 and nltk 3.8.
"""

import json
import os
import platform
import sys
from pathlib import Path

import nltk
import numpy
import regex
import sacrebleu
from nltk.stem.porter import PorterStemmer
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

METRICS = {"bleu": BLEU, "chrf": CHRF, "ter": TER}

BLEU_TOKENIZERS = [
    dict(tokenize=tokenizer, lowercase=lowercase)
    for tokenizer in ("13a", "intl", "zh", "char", "none")
    for lowercase in (False, True)
]
BLEU_SMOOTHINGS = [
    dict(smooth_method="none"),
    dict(smooth_method="floor"),
    dict(smooth_method="floor", smooth_value=0.01),
    dict(smooth_method="floor", smooth_value=0.125),
    dict(smooth_method="add-k"),
    dict(smooth_method="add-k", smooth_value=0.5),
    dict(smooth_method="exp", effective_order=True),
    dict(smooth_method="add-k", smooth_value=2, effective_order=True),
]
CHRF_OPTIONS = [
    dict(),
    dict(word_order=2),
    dict(word_order=2, whitespace=True),
    dict(word_order=2, lowercase=True),
    dict(word_order=1, beta=3),
    dict(char_order=1, beta=1),
    dict(char_order=2, word_order=3),
    dict(char_order=8),
    dict(whitespace=True),
    dict(lowercase=True),
    dict(eps_smoothing=True),
    dict(word_order=2, eps_smoothing=True, whitespace=True, lowercase=True),
]
TER_OPTIONS = [
    dict(normalized=normalized, no_punct=no_punct, asian_support=asian, case_sensitive=case)
    for normalized in (False, True)
    for no_punct in (False, True)
    for asian in (False, True)
    for case in (False, True)
]
PAIRED_METRICS = [("bleu", {}), ("chrf", {}), ("chrf", dict(word_order=2)), ("ter", {})]
PAIRED_TESTS = [("bs", 1000, 12345), ("bs", 200, 7), ("ar", 2000, 12345), ("ar", 300, 7)]

# There is an ending for every rule of the stemmer.
STEMS = "happ relat hop tann fall agr rat s str control adopt cr condit valen digit radic vietnam oper sensib form electr".split()
ENDINGS = (
    " s es sses ies ied eed ed ing ings y ational tional enci anci izer bli abli alli entli eli ousli ization ation ator alism "
    "iveness fulness ousness aliti iviti biliti fulli logi icate ative alize iciti ical ful ness al ance ence er ic able ible "
    "ant ement ment ent sion tion ion ou ism ate iti ous ive ize e ee ll lle ying yed hoped zz ssing llling wed xed"
).split(" ")
WORDS = "sky skies dying lying tying news inning innings outing outings canning howe proceed exceed succeed die ties spied".split()


def number(value):
    """Whole numbers as int, so that they are written without a decimal point."""
    return int(value) if float(value).is_integer() else float(value)


def rows(metric, text):
    return [[number(x) for x in row] for row in metric._extract_corpus_statistics(text["hypotheses"], text["references"])]


def score(name, kind, options, text):
    metric = METRICS[kind](**options)
    result = metric.corpus_score(text["hypotheses"], text["references"])
    signature = str(metric.get_signature())
    return {
        "text": name,
        "metric": kind,
        "options": options,
        "score": result.score,
        "line": result.format(signature=signature),
        "rows": rows(metric, text),
    }


def sentences(name, text):
    metric = BLEU(effective_order=True)
    scores = []
    for line, hypothesis in enumerate(text["hypotheses"]):
        references = [r[line] for r in text["references"] if r[line] is not None]
        scores.append(metric.sentence_score(hypothesis, references).score)
    return {"text": name, "scores": scores}


def paired(systems, test, trials, seed):
    os.environ["SACREBLEU_SEED"] = str(seed)
    results = []
    for kind, options in PAIRED_METRICS:
        metric = METRICS[kind](**options)
        pairs = list(systems["systems"].items())
        signatures, scores = PairedTest(
            pairs, {"metric": metric}, systems["references"], test_type=test, n_samples=trials
        )()
        name = next(iter(signatures))
        results.append(
            {
                "metric": kind,
                "options": options,
                "test": test,
                "trials": trials,
                "seed": seed,
                "signature": str(signatures[name]),
                "scores": [float(x.score) for x in scores[name]],
                "pValues": [x.p_value for x in scores[name][1:]],
                "means": [None if x.mean is None else float(x.mean) for x in scores[name]],
                "halfWidths": [None if x.ci is None else float(x.ci) for x in scores[name]],
            }
        )
    return results


def write(file, head, lists):
    """Writes one entry on each line, so that a diff shows which entries change."""
    parts = ['"%s": %s' % (key, json.dumps(value)) for key, value in head.items()]
    for key, entries in lists.items():
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        parts.append('"%s": [\n%s\n]' % (key, lines))
    file.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def sacrebleu_numbers(texts, systems):
    scores = []
    for name, text in texts.items():
        for kind, choices in (("bleu", BLEU_TOKENIZERS + BLEU_SMOOTHINGS), ("chrf", CHRF_OPTIONS), ("ter", TER_OPTIONS)):
            scores += [score(name, kind, options, text) for options in choices]
    return {
        "scores": scores,
        "sentences": [sentences(name, text) for name, text in texts.items()],
        "paired": [result for test in PAIRED_TESTS for result in paired(systems, *test)],
    }


def rouge_numbers(texts):
    types = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    entries = []
    for name, text in texts.items():
        for stemmer in (False, True):
            scorer = RougeScorer(types, use_stemmer=stemmer)
            compared = []
            for line, hypothesis in enumerate(text["hypotheses"]):
                references = [r[line] for r in text["references"] if r[line] is not None]
                compared.append(scorer.score_multi(references, hypothesis))
            for kind in types:
                entries.append(
                    {"text": name, "type": kind, "stemmer": stemmer, "scores": [list(map(float, c[kind])) for c in compared]}
                )
    stemmer = PorterStemmer()
    words = sorted({stem + ending for stem in STEMS for ending in ENDINGS} | set(WORDS))
    words = [word for word in words if len(word) > 3]
    return {"scores": entries, "stems": [[word, stemmer.stem(word)] for word in words]}


def main():
    folder = Path(sys.argv[1])
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    systems = json.loads((folder / "systems.json").read_text(encoding="utf-8"))
    versions = {"python": platform.python_version(), "numpy": numpy.__version__}
    write(
        folder / "sacrebleu.json",
        {"sacrebleu": sacrebleu.__version__, "regex": regex.__version__, **versions},
        sacrebleu_numbers(texts, systems),
    )
    write(folder / "rouge_score.json", {"rouge_score": "0.1.2", "nltk": nltk.__version__, **versions}, rouge_numbers(texts))


main()

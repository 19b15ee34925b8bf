"""Translates with a Thimble model folder in plain PyTorch, to check the translations and to compare the speed.

  python torch_translate.py checkpoints/en-fr < everyday.en > torch.fr
  thimble translate checkpoints/en-fr --beam-size 1 --input everyday.en > thimble.fr
  diff torch.fr thimble.fr

The same check of the TorchScript program that Thimble exports:

  thimble export checkpoints/en-fr --format torchscript --output en-fr.pt
  python torch_translate.py checkpoints/en-fr --program en-fr.pt < everyday.en | diff - thimble.fr

Sentences of similar length share a batch (--batch), and a finished sentence leaves its batch. Beams (--beam) are ranked and reordered
by tensor operations; a sentence is finished when the number of ended hypotheses reaches the width of the beam, and the hypothesis with
the best score per piece wins. --int8 replaces recurrent and linear layers by the dynamically quantized ones of torch.ao.quantization.
"""

import argparse
import sys
import time
import warnings
from pathlib import Path

import torch

from torch_model import Model, Vocabulary

NEVER = ("pad", "bos", "unk")


def rows(state, index):
    return tuple(s.index_select(1, index) for s in state) if isinstance(state, tuple) else state.index_select(1, index)


def scores(model, ids, state, context, first):
    """Log-probabilities (rows, V) of the next piece; excludes special pieces, and eos as the first piece."""
    logits, state = model.step(ids.unsqueeze(1), state, context)
    log_probs = torch.log_softmax(logits[:, 0].float(), -1)
    log_probs[:, [model.special[name] for name in NEVER + (("eos",) if first else ())]] = float("-inf")
    return log_probs, state


def greedy(model, sources):
    state, context = model.encode(sources)
    written = [[] for _ in sources]
    active = torch.arange(len(sources))
    last = torch.full((len(sources),), model.special["bos"])
    for t in range(2 * max(map(len, sources)) + 10):
        log_probs, state = scores(model, last, state, context, t == 0)
        last = log_probs.argmax(1)
        going = (last != model.special["eos"]).nonzero()[:, 0]
        if len(going) < len(active):
            active, last, state, context = active[going], last[going], rows(state, going), context[going]
        if not len(active):
            break
        for sentence, piece in zip(active.tolist(), last.tolist()):
            written[sentence].append(piece)
    return written


def beam(model, sources, width):
    eos = model.special["eos"]
    state, context = model.encode(sources)
    each = torch.arange(len(sources)).repeat_interleave(width)
    state, context = rows(state, each), context[each]
    active = torch.arange(len(sources))
    last = torch.full((len(each),), model.special["bos"])
    total = torch.full((len(sources), width), float("-inf"))
    total[:, 0] = 0
    history = torch.zeros((len(sources), width, 0), dtype=torch.long)
    ended = torch.zeros(len(sources), dtype=torch.long)
    best = [(float("-inf"), [])] * len(sources)
    for t in range(2 * max(map(len, sources)) + 10):
        log_probs, state = scores(model, last, state, context, t == 0)
        vocabulary = log_probs.shape[1]
        top, index = (total.unsqueeze(2) + log_probs.view(len(active), width, -1)).flatten(1).topk(2 * width)
        parent, piece = index // vocabulary, index % vocabulary
        ends = (piece == eos) & (top > float("-inf"))
        ends[:, width:] = False
        for row, rank in ends.nonzero().tolist():
            score = top[row, rank].item() / (t + 1)
            sentence = active[row].item()
            if score > best[sentence][0]:
                best[sentence] = (score, history[row, parent[row, rank]].tolist())
        ended += ends.sum(1)
        total, kept = top.masked_fill(piece == eos, float("-inf")).topk(width)
        parent, piece = parent.gather(1, kept), piece.gather(1, kept)
        going = (ended < width).nonzero()[:, 0]
        if not len(going):
            break
        chosen = (going.unsqueeze(1) * width + parent[going]).flatten()
        history = torch.cat([history.flatten(0, 1)[chosen].view(len(going), width, -1), piece[going].unsqueeze(2)], 2)
        active, total, ended, last = active[going], total[going], ended[going], piece[going].flatten()
        state, context = rows(state, chosen), context[chosen]
    for row, sentence in enumerate(active.tolist()):
        if not best[sentence][1]:
            best[sentence] = (0, history[row, 0].tolist())
    return [ids for _, ids in best]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", help="a TorchScript program that thimble export wrote")
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--int8", action="store_true")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    vocabulary = Vocabulary(options.folder / "vocabulary.model")
    if options.program:
        program = torch.jit.load(options.program)
        translate = lambda batch: [program([ids])[0] for ids in batch]
    else:
        model = Model(options.folder).eval()
        if options.int8:
            warnings.simplefilter("ignore")
            model = torch.ao.quantization.quantize_dynamic(model, {torch.nn.LSTM, torch.nn.GRU, torch.nn.Linear}, dtype=torch.qint8)
        encoded = lambda batch: [model.source_ids(ids) for ids in batch]
        translate = lambda batch: greedy(model, encoded(batch)) if options.beam == 1 else beam(model, encoded(batch), options.beam)
    lines = [line.strip() for line in sys.stdin]
    with torch.inference_mode():
        translate([vocabulary.encode(next(filter(None, lines)))])  # warm up
        start = time.perf_counter()
        ids = [vocabulary.encode(line) for line in lines]
        order = [i for i in sorted(range(len(ids)), key=lambda i: -len(ids[i])) if ids[i]]
        translations = [""] * len(lines)
        for begin in range(0, len(order), options.batch):
            batch = order[begin : begin + options.batch]
            for i, written in zip(batch, translate([ids[i] for i in batch])):
                translations[i] = vocabulary.decode(written)
        seconds = time.perf_counter() - start
    print("\n".join(translations))
    print("%.2f ms a sentence, %.1f sentences/s" % (1e3 * seconds / len(lines), len(lines) / seconds), file=sys.stderr)


main()

"""Measures the speed of training in plain PyTorch: one epoch of the network of a Thimble model folder, starting with its weights.

  python torch_train.py run/best train.en train.fr [--pairs 8000] [--bfloat16]

Vocabulary, shape, pairs, sentences in a batch (sorted by length), dropout, label smoothing, clipping and Adam are those of the run to
compare with. Sequences are packed; --bfloat16 uses autocast and fused Adam. Prints target tokens per second (with eos, without
padding) and the mean loss.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from torch.nn.utils.rnn import pad_sequence

from torch_model import Model, Vocabulary


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--max-length", type=int, default=100)
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    random.seed(1)
    vocabulary = Vocabulary(options.folder / "vocabulary.model")
    model = Model(options.folder, dropout=0.3, embedding_dropout=0.3).train()
    bos, eos, pad = (model.special[name] for name in ("bos", "eos", "pad"))
    ids = [[vocabulary.encode(line.rstrip("\n")) for line in open(path, encoding="utf-8")] for path in (options.source, options.target)]
    pairs = list(zip(*ids))[: options.pairs or None]
    pairs = [(model.source_ids(s), t) for s, t in pairs if 0 < len(s) <= options.max_length and 0 < len(t) <= options.max_length]
    pairs.sort(key=lambda pair: (len(pair[0]) + random.random(), len(pair[1])))
    batches = [pairs[i : i + options.batch] for i in range(0, len(pairs), options.batch)]
    random.shuffle(batches)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=options.bfloat16)
    tokens, loss_sum, start = 0, 0.0, time.perf_counter()
    for batch in batches:
        targets = pad_sequence([torch.tensor([bos] + t + [eos]) for _, t in batch], True, pad)
        expected = targets[:, 1:].flatten()
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
            state, context = model.encode([s for s, _ in batch])
            logits, _ = model.step(targets[:, :-1], state, context)
        loss = torch.nn.functional.cross_entropy(logits.float().flatten(0, 1), expected, ignore_index=pad, label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        count = int((expected != pad).sum())
        tokens += count
        loss_sum += loss.item() * count
    seconds = time.perf_counter() - start
    print("%d pairs, %d target tokens, %.0f tokens/s, loss %.3f" % (len(pairs), tokens, tokens / seconds, loss_sum / tokens))


main()

"""When Thimble's training had the dev quality that the PyTorch program's last epoch has, and how long either took.

  python time_to_quality.py DATA PEER_LOG VOCABULARY RUN

Qualities of different vocabularies are compared as dev log-loss a sentence, in nats: tokens (eos counted) times the logarithm of
the perplexity by sentences. Needs sentencepiece, to count the tokens as the program does. Called by time_to_quality.sh.
"""

import io
import json
import math
import sys
from pathlib import Path

import sentencepiece

SOURCE, TARGET, DEV = "de", "en", "val"


def lines(path):
    return [line.rstrip("\n") for line in open(path, encoding="utf-8")]


def events(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.startswith("{")]


def peer_vocabulary(data):
    """The program's own, trained anew in the same way: it writes none."""
    model = io.BytesIO()
    pairs = zip(lines(data / f"train.{SOURCE}"), lines(data / f"train.{TARGET}"))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([side for pair in pairs for side in pair]),
        model_writer=model,
        vocab_size=8000,
        pad_id=0,
        unk_id=1,
        bos_id=2,
        eos_id=3,
        minloglevel=2,
        hard_vocab_limit=False,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def loss(perplexity, vocabulary, sentences):
    tokens = sum(len(vocabulary.encode(sentence)) + 1 for sentence in sentences)
    return math.log(perplexity) * tokens / len(sentences)


def main(data, peer_log, vocabulary, run):
    sentences = lines(data / f"{DEV}.{TARGET}")
    theirs = peer_vocabulary(data)
    goal = math.inf
    for event in events(peer_log):
        if event["event"] == "epoch":
            goal = loss(event["dev_ppl"], theirs, sentences)
            print(f"PyTorch epoch {event['epoch']}: perplexity {event['dev_ppl']:.2f}, {goal:.2f} nats a sentence, {event['wall_s']:.0f} s")
    ours = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    for event in events(run / "log.jsonl"):
        now = loss(event["devPerplexity"], ours, sentences)
        print(f"Thimble update {event['update']}: perplexity {event['devPerplexity']:.2f}, {now:.2f} nats a sentence, {event['seconds']:.0f} s")
        if now <= goal:
            return
    sys.exit(f"Thimble's run ended before {goal:.2f} nats a sentence")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))

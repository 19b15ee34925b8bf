"""Greedy translation of a Thimble model folder in plain PyTorch, to check one against the other.

  python torch_translate.py checkpoints/en-fr < everyday.en > torch.fr
  thimble translate checkpoints/en-fr --beam-size 1 --input everyday.en > thimble.fr
  diff torch.fr thimble.fr

The same by the program that Thimble writes for libtorch, its weights inside:

  thimble export checkpoints/en-fr --format torchscript --output en-fr.pt
  python torch_translate.py checkpoints/en-fr en-fr.pt < everyday.en | diff - thimble.fr

Needs Python 3.9 and torch, nothing else. Recurrent weights are loaded into torch.nn.LSTM, GRU or RNN by load_state_dict, which
refuses any name or shape that differs. Lines are taken as normalized already (NFKC, single spaces), with one vocabulary.
"""

import json
import struct
import sys
import time
from pathlib import Path

import torch

CELLS = {"LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU, "RNN": torch.nn.RNN}
SPACE = "\u2581"


def read_weights(path):
    data = bytearray(path.read_bytes())
    (size,) = struct.unpack("<Q", data[:8])
    types = {"F32": torch.float32, "F16": torch.float16}
    weights = {}
    for name, entry in json.loads(data[8 : 8 + size].decode()).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(data[8 + size + begin : 8 + size + end], dtype=types[entry["dtype"]])
            weights[name] = flat.float().view(entry["shape"])
    return weights


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """Number and value of each field of a protobuf message."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        else:
            if key & 7 == 2:
                size, at = varint(data, at)
            else:
                size = 4 if key & 7 == 5 else 8
            value, at = data[at : at + size], at + size
        yield key >> 3, value


class Vocabulary:
    """Byte-pair pieces of a SentencePiece file: the best scored pair is joined first."""

    NORMAL, BYTE = 1, 6

    def __init__(self, path):
        self.pieces, self.scores = [], {}
        for number, value in fields(path.read_bytes()):
            if number == 1:
                piece = dict(fields(value))
                text = piece[1].decode()
                if piece.get(3, self.NORMAL) == self.NORMAL:
                    self.scores[text] = struct.unpack("<f", piece[2])[0]
                self.pieces.append(text)
        self.ids = {piece: i for i, piece in enumerate(self.pieces)}

    def encode(self, line):
        parts = list(SPACE + line.replace(" ", SPACE))
        while True:
            pairs = [(self.scores.get(a + b), -i) for i, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self.scores]
            if not pairs:
                break
            at = -max(pairs)[1]
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        ids = []
        for part in parts:
            ids += [self.ids[part]] if part in self.ids else [self.ids["<0x%02X>" % byte] for byte in part.encode()]
        return ids

    def decode(self, ids):
        text = b""
        for i in ids:
            piece = self.pieces[i]
            text += bytes([int(piece[3:5], 16)]) if piece.startswith("<0x") else piece.encode()
        return text.decode(errors="replace").replace(SPACE, " ").strip()


def part(weights, prefix):
    return {name[len(prefix) :]: weight for name, weight in weights.items() if name.startswith(prefix)}


class Model:
    def __init__(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        self.config = c = manifest["model"]
        self.weights = w = read_weights(folder / "weights.safetensors")
        rnn = CELLS[c["cell"]]
        self.encoder = rnn(c["embeddingSize"], c["encoderSize"], c["encoderLayers"], bidirectional=c["bidirectional"])
        self.encoder.load_state_dict(part(w, "encoder.rnn."), strict=True)
        self.every_step = c["contextFeed"] == "EVERY_STEP"
        width = c["encoderSize"] * (2 if c["bidirectional"] else 1)
        self.decoder = rnn(c["embeddingSize"] + (width if self.every_step else 0), c["decoderSize"], c["decoderLayers"])
        self.decoder.load_state_dict(part(w, "decoder.rnn."), strict=True)
        self.source = w["encoder.embedding.weight"]
        self.target = w.get("decoder.embedding.weight", self.source)
        self.output = w.get("output.weight", self.target)
        self.scale = self.config["embeddingSize"] ** 0.5 if self.config.get("scaledEmbeddings") else 1

    def bridge(self, last, kind):
        """Last states (layers, 2 or 1, hidden) of the encoder to the first (layers, 1, hidden) of the decoder."""
        joined = last.reshape(self.config["encoderLayers"], -1)
        if "bridge.hidden.weight_l0" not in self.weights:
            return joined.unsqueeze(1)
        rows = []
        for layer in range(self.config["decoderLayers"]):
            below = joined[min(layer, len(joined) - 1)]
            weight, bias = (self.weights["bridge.%s.%s_l%d" % (kind, name, layer)] for name in ("weight", "bias"))
            rows.append(torch.tanh(torch.nn.functional.linear(below, weight, bias)))
        return torch.stack(rows).unsqueeze(1)

    @torch.no_grad()
    def translate(self, ids):
        special = self.config["specialTokens"]
        ids = (ids[::-1] if self.config["reverseSource"] else ids) + [special["eos"]]
        _, last = self.encoder(self.scale * self.source[torch.tensor(ids)].unsqueeze(1))
        lstm = self.config["cell"] == "LSTM"
        hidden = last[0] if lstm else last
        context = hidden.reshape(self.config["encoderLayers"], -1)[-1]
        state = self.bridge(hidden, "hidden")
        if lstm:
            state = (state, self.bridge(last[1], "cell"))
        written = [special["bos"]]
        for _ in range(2 * len(ids) + 10):
            x = self.scale * self.target[written[-1]]
            x = torch.cat([x, context]) if self.every_step else x
            y, state = self.decoder(x.view(1, 1, -1), state)
            y = y.view(-1)
            y = torch.cat([y, context]) if self.every_step else y
            if "readout.weight" in self.weights:
                y = torch.tanh(torch.nn.functional.linear(y, self.weights["readout.weight"], self.weights["readout.bias"]))
            scores = torch.nn.functional.linear(y, self.output, self.weights["output.bias"])
            never = ["pad", "bos", "unk"] + (["eos"] if len(written) == 1 else [])
            scores[[special[name] for name in never]] = float("-inf")
            written.append(int(scores.argmax()))
            if written[-1] == special["eos"]:
                return written[1:-1]
        return written[1:]


def main():
    folder = Path(sys.argv[1])
    vocabulary = Vocabulary(folder / "vocabulary.model")
    if len(sys.argv) > 2:
        program = torch.jit.load(sys.argv[2])
        translate = lambda ids: program([ids])[0]
    else:
        translate = Model(folder).translate
    lines = [line.strip() for line in sys.stdin]
    translate(vocabulary.encode(lines[0]))  # warm up
    start = time.perf_counter()
    for line in lines:
        print(vocabulary.decode(translate(vocabulary.encode(line))) if line else "")
    print("%.2f ms a sentence" % (1e3 * (time.perf_counter() - start) / len(lines)), file=sys.stderr)


main()

"""A Thimble model folder as a plain PyTorch module with the same vocabulary, weights and outputs.

Used by torch_translate.py (decoding), torch_train.py (training speed) and onnx_export.py. Needs only Python 3.9 and torch.
load_state_dict loads the recurrent weights into torch.nn.LSTM, GRU or RNN, and refuses names or shapes that differ. Lines must be
normalized already (NFKC, single spaces), entities are not masked, and both sides must have the same vocabulary.
"""

import functools
import json
import struct

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

CELLS = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
SPACE = "\u2581"
SCALE = ".scale"  # of each row of an int8 matrix


def read_weights(path):
    data = bytearray(path.read_bytes())
    (size,) = struct.unpack("<Q", data[:8])
    types = {"F32": torch.float32, "F16": torch.float16, "I8": torch.int8}
    weights = {}
    for name, entry in json.loads(data[8 : 8 + size].decode()).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(data[8 + size + begin : 8 + size + end], dtype=types[entry["dtype"]])
            weights[name] = flat.float().view(entry["shape"])
    for name in [name for name in weights if name.endswith(SCALE)]:
        weights[name[: -len(SCALE)]] *= weights.pop(name).unsqueeze(1)
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
    """Byte-pair encoding with a SentencePiece file. The pair with the best score is merged first; no piece spans two words."""

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
        self.encode_word = functools.lru_cache(maxsize=None)(self.encode_word)

    def encode(self, line):
        return [i for word in line.split(" ") for i in self.encode_word(SPACE + word)] if line else []

    def encode_word(self, word):
        parts = list(word)
        while True:
            pairs = [(self.scores[a + b], -i) for i, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self.scores]
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


def linear(weight, bias):
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight), nn.Parameter(bias)
    return layer


class Model(nn.Module):
    """The network of a model folder. Batch first; B sentences, T pieces, L layers, H hidden units, V pieces in the vocabulary."""

    def __init__(self, folder, dropout=0.0, embedding_dropout=0.0):
        super().__init__()
        manifest = json.loads((folder / "manifest.json").read_text())
        self.config = c = manifest["model"]
        self.special = c["specialTokens"]
        for element in ("layerNorm", "residual"):
            if c.get(element):
                raise SystemExit("%s has %s, which torch.nn.%s does not support" % (folder, element, c["cell"]))
        if c["encoderLayers"] == 0:
            raise SystemExit("%s is a language model, which has no encoder" % folder)
        if c["cell"] not in CELLS:
            raise SystemExit("%s has the cell %s, which torch.nn does not have" % (folder, c["cell"]))
        w = read_weights(folder / "weights.safetensors")
        rnn = CELLS[c["cell"]]
        self.lstm = c["cell"] == "LSTM"
        self.every_step = c["contextFeed"] != "START"
        self.pooling = c.get("contextPooling", "LAST")
        self.scale = c["embeddingSize"] ** 0.5 if c.get("scaledEmbeddings") else 1
        width = c["encoderSize"] * (2 if c["bidirectional"] else 1)
        if self.pooling == "CONCAT":
            width *= 3
        elif self.pooling == "ATTENTIVE":
            self.query = nn.Parameter(w["pooling.query.weight"])
            self.value = linear(w["pooling.value.weight"], w["pooling.value.bias"])
            width += len(self.value.bias)
        layers, deeper = c["encoderLayers"], c["decoderLayers"]
        between = dropout if layers > 1 else 0
        self.encoder = rnn(c["embeddingSize"], c["encoderSize"], layers, batch_first=True, dropout=between, bidirectional=c["bidirectional"])
        self.encoder.load_state_dict(part(w, "encoder.rnn."), strict=True)
        between = dropout if deeper > 1 else 0
        self.decoder = rnn(c["embeddingSize"] + (width if self.every_step else 0), c["decoderSize"], deeper, batch_first=True, dropout=between)
        self.decoder.load_state_dict(part(w, "decoder.rnn."), strict=True)
        self.source = nn.Embedding.from_pretrained(w["encoder.embedding.weight"], freeze=False)
        target = w.get("decoder.embedding.weight")
        self.target = self.source if target is None else nn.Embedding.from_pretrained(target, freeze=False)
        self.output = linear(w.get("output.weight", self.target.weight.detach()), w["output.bias"])
        if "output.weight" not in w:
            self.output.weight = self.target.weight
        self.readout = linear(w["readout.weight"], w["readout.bias"]) if "readout.weight" in w else None
        self.gate = linear(w["readout.gate.weight"], w["readout.gate.bias"]) if "readout.gate.weight" in w else None
        self.bridges = nn.ModuleDict()
        for kind in ("hidden", "cell"):
            if f"bridge.{kind}.weight_l0" in w:
                names = [(f"bridge.{kind}.weight_l{i}", f"bridge.{kind}.bias_l{i}") for i in range(deeper)]
                self.bridges[kind] = nn.ModuleList(linear(w[weight], w[bias]) for weight, bias in names)
        self.drop, self.drop_embedding = nn.Dropout(dropout), nn.Dropout(embedding_dropout)

    def source_ids(self, ids):
        return (ids[::-1] if self.config["reverseSource"] else ids) + [self.special["eos"]]

    def bridge(self, last, kind):
        """Maps the encoder's final states (L·2 or L, B, H) to the decoder's initial states (L', B, H')."""
        batch = last.shape[1]
        joined = last.view(self.config["encoderLayers"], -1, batch, last.shape[2]).transpose(1, 2).reshape(self.config["encoderLayers"], batch, -1)
        if kind not in self.bridges:
            return joined
        deeper = self.config["decoderLayers"]
        first = max(0, len(joined) - deeper) if self.config.get("bridgeFromTop") else 0
        below = [joined[min(first + i, len(joined) - 1)] for i in range(deeper)]
        return torch.stack([torch.tanh(layer(x)) for layer, x in zip(self.bridges[kind], below)])

    def encode(self, sources):
        """Encodes lists of ids: the decoder's initial state, and the context vectors (B, width)."""
        lengths = torch.tensor([len(ids) for ids in sources])
        return self.encode_padded(pad_sequence([torch.tensor(ids) for ids in sources], True, self.special["pad"]), lengths)

    def encode_padded(self, padded, lengths):
        """The same of ids (B, T) and their numbers (B)."""
        x = self.drop_embedding(self.scale * self.source(padded))
        outputs, last = self.encoder(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
        hidden = last[0] if self.lstm else last
        directions = 2 if self.config["bidirectional"] else 1
        context = hidden[-directions:].transpose(0, 1).flatten(1)
        if self.pooling != "LAST":
            context = torch.cat([context, self.pooled(pad_packed_sequence(outputs, batch_first=True)[0], lengths)], 1)
        state = self.bridge(hidden, "hidden")
        return ((state, self.bridge(last[1], "cell")) if self.lstm else state), self.drop(context)

    def pooled(self, outputs, lengths):
        """What the pooling adds to the context vector (B, C), from the encoder's outputs (B, T, O)."""
        padding = (torch.arange(outputs.shape[1]) >= lengths.unsqueeze(1)).unsqueeze(2)
        if self.pooling == "CONCAT":
            greatest = outputs.masked_fill(padding, float("-inf")).max(1).values
            return torch.cat([greatest, outputs.sum(1) / lengths.unsqueeze(1)], 1)
        weights = (outputs @ self.query.T).masked_fill(padding, float("-inf")).softmax(1)  # (B, T, K)
        means = weights.transpose(1, 2) @ outputs  # (B, K, O)
        matrix = self.value.weight.view(len(self.query), -1, outputs.shape[2])  # (K, S, O)
        return torch.tanh(torch.einsum("bko,kso->bks", means, matrix).flatten(1) + self.value.bias)

    def step(self, ids, state, context):
        """Logits (B, T, V) for the pieces after ids (B, T), and the next state."""
        x = self.drop_embedding(self.scale * self.target(ids))
        every = context.unsqueeze(1).expand(-1, ids.shape[1], -1)
        y, state = self.decoder(torch.cat([x, every], 2) if self.every_step else x, state)
        if self.gate is not None:
            every = torch.sigmoid(self.gate(y)) * every
        y = torch.cat([y, every], 2) if self.every_step else y
        if self.readout is not None:
            y = torch.tanh(self.readout(y))
        return self.output(self.drop(y)), state

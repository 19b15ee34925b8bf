"""Exports the network of a Thimble model folder to ONNX, for OnnxRuntimeBenchmark, which measures ONNX Runtime beside Thimble:

  python onnx_export.py checkpoints/en-fr OUTPUT

writes encoder.onnx and step.onnx, and the same with int8 weights (quantize_dynamic of onnxruntime) as encoder.int8.onnx and
step.int8.onnx. Needs torch, onnx, onnxscript and onnxruntime. The step chooses the likeliest piece itself, so that only ids leave it.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from torch_model import Model


AXES = {name: {0: "batch"} for name in ("lengths", "context", "before", "next")}  # those whose sizes vary
AXES.update({name: {1: "batch"} for name in ("hidden", "cell", "hidden_next", "cell_next")})
AXES["ids"] = {0: "batch", 1: "time"}


class Encoder(nn.Module):
    """Ids (B, T) and their numbers (B) to hidden and cell states (L, B, H) and context vectors (B, C)."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, lengths):
        state, context = self.model.encode_padded(ids, lengths)
        return (*state, context)


class Step(nn.Module):
    """The next pieces (B) after those before (B). What is excluded (V) is added to the scores: 0 or minus infinity."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, before, hidden, cell, context, excluded):
        logits, (hidden, cell) = self.model.step(before.unsqueeze(1), (hidden, cell), context)
        return (logits[:, 0] + excluded).argmax(1), hidden, cell


def export(module, arguments, inputs, outputs, path):
    axes = {name: axis for name, axis in AXES.items() if name in inputs + outputs}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, arguments, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(str(prepared), str(path.with_suffix(".int8.onnx")), weight_type=QuantType.QInt8)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    model = Model(options.folder).eval()
    if not model.lstm or not model.every_step:
        raise SystemExit("%s is not an LSTM that gets the context vector at every step" % options.folder)
    options.output.mkdir(parents=True, exist_ok=True)
    ids = torch.full((2, 5), model.special["eos"])
    lengths = torch.tensor([5, 3])
    with torch.no_grad():
        (hidden, cell), context = model.encode_padded(ids, lengths)
    export(Encoder(model), (ids, lengths), ["ids", "lengths"], ["hidden", "cell", "context"], options.output / "encoder.onnx")
    arguments = (ids[:, 0], hidden, cell, context, torch.zeros(model.output.out_features))
    inputs = ["before", "hidden", "cell", "context", "excluded"]
    export(Step(model), arguments, inputs, ["next", "hidden_next", "cell_next"], options.output / "step.onnx")


main()

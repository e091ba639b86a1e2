"""Makes a checkpoint from exported ONNX files, to train a shipped model further (with new words, say).

  python3 -m speech.import_onnx ../../assets/models/demo-whisper/demo work/speech/imported.pt

int8 weights come back as they were rounded.  What the files do not have starts anew: the auxiliary outputs, the
row of the unused tokens and the optimiser.
"""
import base64
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from command_line import add_vocabulary_option, make_parser

from . import checkpoint
from .compact import UNUSED_ROW
from .export_onnx import compact_ids
from .network import Whisper
from .tokens import (BUNDLED_VOCABULARY, FIRST_TIMESTAMP, NO_TIMESTAMPS, PREVIOUS_TEXT, START_OF_TRANSCRIPT,
                     TIMESTAMPS, TRANSCRIBE, TRANSLATE, Tokenizer)
from .train import make_optimizer

# like the unused tokens, the decoder never has to write these
_NEVER_WRITTEN = [START_OF_TRANSCRIPT, TRANSLATE, TRANSCRIBE, PREVIOUS_TEXT, NO_TIMESTAMPS]


class _Tensors:
    """The stored tensors of one ONNX file by their names in onnx_network.py."""

    def __init__(self, path):
        file = onnx.load(path)
        self.metadata = {entry.key: entry.value for entry in file.metadata_props}
        self._values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy())
                        for tensor in file.graph.initializer}

    def plain(self, name):
        return self._values[name].float()

    def matrix(self, name):
        if name + ".q" in self._values:
            return self.plain(name + ".q") * self.plain(name + ".s")
        return self.plain(name + ".w")


def _copy_linear(layer, tensors, name):
    layer.weight.copy_(tensors.matrix(name + ".w"))
    if layer.bias is not None:
        layer.bias.copy_(tensors.plain(name + ".b"))


def _copy_norm(norm, tensors, name):
    norm.weight.copy_(tensors.plain(name + ".w"))
    norm.bias.copy_(tensors.plain(name + ".b"))


def _copy_block(block, tensors, name):
    for part in ("query", "key", "value", "out"):
        _copy_linear(getattr(block.attn, part), tensors, f"{name}.attn.{part}")
    _copy_norm(block.attn_ln, tensors, name + ".attn_ln")
    _copy_linear(block.mlp[0], tensors, name + ".up")
    _copy_linear(block.mlp[2], tensors, name + ".down")
    _copy_norm(block.mlp_ln, tensors, name + ".mlp_ln")


def _copy_cross_attention(block, encoder, decoder, number):
    for part, tensors in (("query", decoder), ("out", decoder)):
        _copy_linear(getattr(block.cross_attn, part), tensors, f"layers.{number}.cross.{part}")
    for part in ("key", "value"):       # the encoder file computes these
        _copy_linear(getattr(block.cross_attn, part), encoder, f"cross.{number}.{part}")
    _copy_norm(block.cross_attn_ln, decoder, f"layers.{number}.cross_ln")


def _read_text_ids(path, vocabulary):
    """Whisper's ids of the tokens in a tokens.txt, in the order of the compact ids."""
    ranks = Tokenizer(vocabulary).ranks
    lines = Path(path).read_text(encoding="ascii").splitlines()
    return [ranks[base64.b64decode(line.split()[0])] for line in lines]


@torch.no_grad()
def _copy_embedding(model, rows):
    """rows: the exported embedding, in the order of compact_ids."""
    row_of = model.vocabulary.row_of
    for token, number in compact_ids(model.vocabulary.text_ids).items():
        if token < FIRST_TIMESTAMP:
            model.token_rows[row_of[token]] = rows[number]
    model.timestamp_map.weight.zero_()
    model.timestamp_map.bias.zero_()
    model.timestamp_table.copy_(rows[-TIMESTAMPS:])
    model.token_rows[UNUSED_ROW] = model.token_rows[row_of[_NEVER_WRITTEN]].mean(0)


@torch.no_grad()
def read_model(prefix, vocabulary=BUNDLED_VOCABULARY):
    """PREFIX-encoder.onnx, PREFIX-decoder.onnx and PREFIX-tokens.txt -> network"""
    encoder, decoder = _Tensors(prefix + "-encoder.onnx"), _Tensors(prefix + "-decoder.onnx")
    sizes = {name: int(encoder.metadata[key]) for name, key in (
        ("width", "n_text_state"), ("heads", "n_text_head"), ("encoder_layers", "n_audio_layer"),
        ("decoder_layers", "n_text_layer"), ("text_positions", "n_text_ctx"))}
    model = Whisper(_read_text_ids(prefix + "-tokens.txt", vocabulary), **sizes)
    for number in (1, 2):
        conv = getattr(model, f"conv{number}")
        conv.weight.copy_(encoder.matrix(f"c{number}"))
        conv.bias.copy_(encoder.plain(f"b{number}"))
    for number, block in enumerate(model.encoder):
        _copy_block(block, encoder, f"layers.{number}")
    _copy_norm(model.encoder_ln, encoder, "ln")
    for number, block in enumerate(model.decoder):
        _copy_block(block, decoder, f"layers.{number}")
        _copy_cross_attention(block, encoder, decoder, number)
    _copy_norm(model.decoder_ln, decoder, "ln")
    model.text_positions.copy_(decoder.plain("pos"))
    _copy_embedding(model, decoder.matrix("emb"))
    return model


def main():
    parser = make_parser(__doc__)
    parser.add_argument("prefix", help="begin of the three file names")
    parser.add_argument("out", help="checkpoint to write")
    add_vocabulary_option(parser, BUNDLED_VOCABULARY)
    options = parser.parse_args()
    model = read_model(options.prefix, options.vocabulary)
    Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    checkpoint.save(options.out, model, model.state_dict(), make_optimizer(model, 0.0), step=0, seconds=0.0)
    print(f"{options.out}: {len(model.vocabulary.text_ids)} text tokens")


if __name__ == "__main__":
    main()

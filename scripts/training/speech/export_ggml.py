"""Writes a checkpoint as a ggml file for whisper.cpp and @fugood/whisper.node.

  python3 -m speech.export_ggml work/speech/last.pt ggml-demo-q8_0.bin --type q8_0
"""

import torch

from command_line import add_vocabulary_option, make_parser

from . import ggml_format
from .checkpoint import load_model
from .mel import BANDS
from .network import ENCODER_FRAMES
from .tokens import BUNDLED_VOCABULARY, VOCABULARY_SIZE, read_vocabulary


def _linear(name, layer):
    yield name + ".weight", layer.weight
    if layer.bias is not None:
        yield name + ".bias", layer.bias


def _attention(name, attention):
    for part in ("query", "key", "value", "out"):
        yield from _linear(f"{name}.{part}", getattr(attention, part))


def _block(name, block):
    yield from _attention(name + ".attn", block.attn)
    yield from _linear(name + ".attn_ln", block.attn_ln)
    if hasattr(block, "cross_attn"):
        yield from _attention(name + ".cross_attn", block.cross_attn)
        yield from _linear(name + ".cross_attn_ln", block.cross_attn_ln)
    yield from _linear(name + ".mlp.0", block.mlp[0])
    yield from _linear(name + ".mlp.2", block.mlp[2])
    yield from _linear(name + ".mlp_ln", block.mlp_ln)


def named_tensors(model):
    """(name in Whisper's checkpoints, tensor) pairs; the embedding table is expanded to all 51,865 tokens."""
    yield "encoder.positional_embedding", model.audio_positions
    for name in ("conv1", "conv2"):
        conv = getattr(model, name)
        yield f"encoder.{name}.weight", conv.weight
        yield f"encoder.{name}.bias", conv.bias[:, None]
    for number, block in enumerate(model.encoder):
        yield from _block(f"encoder.blocks.{number}", block)
    yield from _linear("encoder.ln_post", model.encoder_ln)
    yield "decoder.positional_embedding", model.text_positions
    for number, block in enumerate(model.decoder):
        yield from _block(f"decoder.blocks.{number}", block)
    yield "decoder.token_embedding.weight", model.embedding()[torch.from_numpy(model.vocabulary.row_of)]
    yield from _linear("decoder.ln", model.decoder_ln)


def export(model, path, file_type, vocabulary=BUNDLED_VOCABULARY):
    """Write the file.  Tokens that the vocabulary file does not have become empty: they are never written."""
    sizes = model.sizes
    audio = (ENCODER_FRAMES, sizes["width"], sizes["heads"], sizes["encoder_layers"])
    text = (sizes["text_positions"], sizes["width"], sizes["heads"], sizes["decoder_layers"])
    tensors = ((name, tensor.detach().numpy()) for name, tensor in named_tensors(model))
    tokens = read_vocabulary(vocabulary)
    ggml_format.write_model(path, (VOCABULARY_SIZE, *audio, *text, BANDS), tokens, tensors, file_type)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--type", default="q8_0", choices=sorted(ggml_format.FILE_TYPES))
    parser.add_argument("--newest-weights", action="store_true",
                        help="the weights themselves, not their average")
    add_vocabulary_option(parser, BUNDLED_VOCABULARY)
    options = parser.parse_args()
    model, step = load_model(options.checkpoint, averaged=not options.newest_weights)
    export(model, options.out, options.type, options.vocabulary)
    print(f"{options.out}: step {step}")


if __name__ == "__main__":
    main()

"""Writes a checkpoint as the three files that sherpa-onnx reads as a Whisper model.

  python3 -m speech.export_onnx work/speech/last.pt OUT/demo

makes OUT/demo-encoder.onnx, OUT/demo-decoder.onnx and OUT/demo-tokens.txt.  Only the tokens that the model knows
are written (a compact vocabulary).  sherpa-onnx takes the ids of the special tokens from the metadata of the
encoder file, so they need not be Whisper's.
"""
import base64

import torch
import torch.nn as nn

from command_line import add_vocabulary_option, make_parser
from protobuf import bytes_field

from . import tokens as t
from .checkpoint import load_model
from .mel import BANDS
from .network import ENCODER_FRAMES
from .onnx_network import OnnxBlock, OnnxDecoder, OnnxEncoder

_OPSET = 15
_METADATA_PROPS = 14                    # field of ONNX's ModelProto
_EXAMPLE_FRAMES = 600                   # of the spectrogram that traces the graph
_LANGUAGES = sorted(t.LANGUAGE_TOKENS, key=t.LANGUAGE_TOKENS.get)
_SPECIAL_TOKENS = [t.END_OF_TEXT, t.START_OF_TRANSCRIPT, *(t.LANGUAGE_TOKENS[lang] for lang in _LANGUAGES),
                   t.TRANSLATE, t.TRANSCRIBE, t.PREVIOUS_TEXT, t.NO_SPEECH, t.NO_TIMESTAMPS]
_TIMESTAMPS = range(t.FIRST_TIMESTAMP, t.FIRST_TIMESTAMP + t.TIMESTAMPS)


def compact_ids(text_ids):
    """{Whisper's token id: id in the exported model}; text, special tokens, timestamps in this order."""
    return {token: number for number, token in enumerate([*text_ids, *_SPECIAL_TOKENS, *_TIMESTAMPS])}


def add_metadata(path, entries):
    """Add key/value pairs to an ONNX file: a repeated protobuf field may simply be appended."""
    with open(path, "ab") as file:
        for key, value in entries.items():
            entry = bytes_field(1, key.encode()) + bytes_field(2, str(value).encode())
            file.write(bytes_field(_METADATA_PROPS, entry))


def metadata(model, new_id, vocabulary):
    """What sherpa-onnx asks for in the encoder file."""
    sizes = model.sizes
    space = next((token for token in model.vocabulary.text_ids if vocabulary[token] == b" "), t.END_OF_TEXT)
    prompt = (t.START_OF_TRANSCRIPT, t.LANGUAGE_TOKENS[_LANGUAGES[0]], t.TRANSCRIBE)
    return {
        "model_type": "whisper-demo", "version": 1, "maintainer": "overlingo", "is_multilingual": 1,
        "n_mels": BANDS, "n_vocab": len(new_id),
        "n_audio_ctx": ENCODER_FRAMES, "n_audio_state": sizes["width"], "n_audio_head": sizes["heads"],
        "n_audio_layer": sizes["encoder_layers"],
        "n_text_ctx": sizes["text_positions"], "n_text_state": sizes["width"], "n_text_head": sizes["heads"],
        "n_text_layer": sizes["decoder_layers"],
        "sot_sequence": ",".join(str(new_id[token]) for token in prompt),
        "sot": new_id[t.START_OF_TRANSCRIPT], "sot_index": 0, "eot": new_id[t.END_OF_TEXT],
        "blank_id": new_id[space], "no_speech": new_id[t.NO_SPEECH], "no_timestamps": new_id[t.NO_TIMESTAMPS],
        "transcribe": new_id[t.TRANSCRIBE], "translate": new_id[t.TRANSLATE],
        "sot_prev": new_id[t.PREVIOUS_TEXT], "sot_lm": new_id[t.PREVIOUS_TEXT],
        "non_speech_tokens": new_id[t.PREVIOUS_TEXT],
        "all_language_tokens": ",".join(str(new_id[t.LANGUAGE_TOKENS[lang]]) for lang in _LANGUAGES),
        "all_language_codes": ",".join(_LANGUAGES),
    }


@torch.no_grad()
def write_graphs(model, new_id, prefix, storage):
    """Trace and write the encoder and the decoder."""
    layers = nn.ModuleList([OnnxBlock(block, storage) for block in model.decoder])
    rows = torch.from_numpy(model.vocabulary.row_of)[list(new_id)]
    encoder = OnnxEncoder(model, layers, storage).eval()
    decoder = OnnxDecoder(model, rows, layers, storage).eval()
    mel = torch.zeros(1, BANDS, _EXAMPLE_FRAMES)
    cross_keys, cross_values = encoder(mel)
    cross_axes = {name: {1: "n_audio", 2: "T"} for name in ("n_layer_cross_k", "n_layer_cross_v")}
    torch.onnx.export(
        encoder, mel, prefix + "-encoder.onnx", opset_version=_OPSET, do_constant_folding=False,
        input_names=["mel"], output_names=list(cross_axes),
        dynamic_axes={"mel": {0: "n_audio", 2: "T"}, **cross_axes})
    prompt = torch.tensor([[new_id[token] for token in (
        t.START_OF_TRANSCRIPT, t.LANGUAGE_TOKENS[_LANGUAGES[0]], t.TRANSCRIBE, t.NO_TIMESTAMPS)]])
    cache = torch.zeros(len(layers), 1, *model.text_positions.shape)
    inputs = ["in_n_layer_self_k_cache", "in_n_layer_self_v_cache"]
    outputs = ["out_n_layer_self_k_cache", "out_n_layer_self_v_cache"]
    token_axes = {name: {0: "n_audio", 1: "n_tokens"} for name in ("tokens", "logits")}
    cache_axes = {name: {1: "n_audio"} for name in inputs + outputs}
    torch.onnx.export(
        decoder, (prompt, cache, cache.clone(), cross_keys, cross_values, torch.zeros(1, dtype=torch.int64)),
        prefix + "-decoder.onnx", opset_version=_OPSET, do_constant_folding=False,
        input_names=["tokens", *inputs, *cross_axes, "offset"], output_names=["logits", *outputs],
        dynamic_axes={**token_axes, **cache_axes, **cross_axes})


def export(model, prefix, storage, vocabulary):
    """Write the three files; vocabulary: token bytes by Whisper's id.  -> number of tokens"""
    text_ids = model.vocabulary.text_ids
    new_id = compact_ids(text_ids)
    write_graphs(model, new_id, prefix, storage)
    add_metadata(prefix + "-encoder.onnx", metadata(model, new_id, vocabulary))
    with open(prefix + "-tokens.txt", "w", encoding="ascii") as file:
        for token in text_ids:
            file.write(f"{base64.b64encode(vocabulary[token]).decode()} {new_id[token]}\n")
    return len(new_id)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("out", help="begin of the three file names")
    parser.add_argument("--weights", default="int8", choices=["int8", "f16", "f32"])
    add_vocabulary_option(parser, t.BUNDLED_VOCABULARY)
    options = parser.parse_args()
    model, step = load_model(options.checkpoint)
    size = export(model, options.out, options.weights, t.read_vocabulary(options.vocabulary))
    print(f"{options.out}: step {step}, {size} tokens")


if __name__ == "__main__":
    main()

"""Writes a trained direction as the two files that the engine loads.

  python3 -m translation.export work/en-es OUT            OUT/model.bin, OUT/vocab.spm
"""
import shutil
from pathlib import Path

from command_line import make_parser

from .checkpoint import load_model
from .marian_file import (activation_scale, affine_tensors, float_tensor, int8_tensor, model_config,
                          write_model)


def _affine(layer, weight_name, bias_name=None):
    bias = None if layer.bias is None else layer.bias.detach().numpy()
    weight = layer.weight.detach().numpy()
    return affine_tensors(weight_name, bias_name, weight, bias, float(layer.largest_input))


def _norm(norm, name):
    return [float_tensor(name + "_ln_scale", norm.scale.detach().numpy()),
            float_tensor(name + "_ln_bias", norm.bias.detach().numpy())]


def _attention(attention, name):
    tensors = []
    for part in "qkvo":
        tensors += _affine(getattr(attention, part), f"{name}_W{part}", f"{name}_b{part}")
    return tensors + _norm(attention.norm, name + "_Wo")


def _feed_forward(feed_forward, name):
    return [*_affine(feed_forward.up, name + "_W1", name + "_b1"),
            *_affine(feed_forward.down, name + "_W2", name + "_b2"),
            *_norm(feed_forward.norm, name + "_ffn")]


def _ssru(ssru, name):
    return [*_affine(ssru.input, name + "_W"), *_affine(ssru.forget, name + "_Wf", name + "_bf"),
            *_norm(ssru.norm, name + "_ffn")]


def model_tensors(model):
    """All tensors under Marian's names."""
    tensors = [
        int8_tensor("Wemb", model.embedding.detach().numpy(), transpose=False),
        activation_scale("none", float(model.largest_output_input)),
        float_tensor("decoder_ff_logit_out_b", model.output_bias.detach().numpy()),
    ]
    for number, (attention, feed_forward) in enumerate(model.encoder, start=1):
        tensors += _attention(attention, f"encoder_l{number}_self")
        tensors += _feed_forward(feed_forward, f"encoder_l{number}_ffn")
    for number, (ssru, attention, feed_forward) in enumerate(model.decoder, start=1):
        tensors += _ssru(ssru, f"decoder_l{number}_rnn")
        tensors += _attention(attention, f"decoder_l{number}_context")
        tensors += _feed_forward(feed_forward, f"decoder_l{number}_ffn")
    return tensors


def main():
    parser = make_parser(__doc__)
    parser.add_argument("direction", type=Path, help="folder of a trained direction")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = load_model(options.direction)
    write_model(options.out / "model.bin", model_tensors(model), model_config(**model.sizes))
    shutil.copy(options.direction / "vocab.spm", options.out / "vocab.spm")


if __name__ == "__main__":
    main()

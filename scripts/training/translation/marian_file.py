"""Marian's binary model file with int8 weights (intgemm8, fixed activation scales).

Little endian: u64 version 1, u64 count; per tensor u64 length of the name, type, rank, length of the data; the
names (NUL ended); the shapes (i32); u64 gap and that many zeros, so that the data starts at a multiple of 256; the
data.  A matrix [K, N] is stored as int8 [N, K] followed by its f32 scale.  NAME_QuantMultA beside it is the scale
of the activation it is multiplied with.
"""
import struct
from dataclasses import dataclass

import numpy as np

_VERSION = 1
_F32, _I8, _INTGEMM8 = 0x404, 0x101, 0x4101
_ALIGNMENT = 256
_LEVELS = 127.0


@dataclass
class Tensor:
    name: str
    kind: int
    shape: tuple
    data: bytes


def float_tensor(name, values):
    """Biases and layer norms: float32, at least two dimensions."""
    values = np.atleast_2d(np.asarray(values, np.float32))
    return Tensor(name, _F32, values.shape, values.tobytes())


def int8_tensor(name, weight, transpose=True):
    """weight [K, N], stored [N, K]; embedding rows are stored as they are."""
    weight = np.asarray(weight, np.float32)
    scale = np.float32(_LEVELS / np.abs(weight).max())
    levels = np.clip(np.rint(weight * scale), -_LEVELS, _LEVELS).astype(np.int8)
    data = (levels.T if transpose else levels).tobytes() + struct.pack("<f", scale)
    return Tensor(name, _INTGEMM8, weight.shape, data)


def activation_scale(name, largest):
    """The scale of an activation whose largest absolute value is known."""
    return float_tensor(name + "_QuantMultA", [[_LEVELS / largest]])


def affine_tensors(weight_name, bias_name, weight, bias, largest_input):
    """A weight, the scale of its input, and its bias unless that is None."""
    tensors = [int8_tensor(weight_name, weight), activation_scale(weight_name, largest_input)]
    return tensors if bias is None else tensors + [float_tensor(bias_name, bias)]


def model_config(vocabulary, width, heads, encoder_layers, decoder_layers, inner):
    """What the engine reads line by line, and what Marian's own tools expect."""
    return {
        "type": "transformer", "version": "demo-nmt", "dim-emb": width,
        "dim-vocabs": f"\n  - {vocabulary}\n  - {vocabulary}",
        "enc-depth": encoder_layers, "dec-depth": decoder_layers, "transformer-heads": heads,
        "transformer-dim-ffn": inner, "transformer-decoder-autoreg": "rnn", "dec-cell": "ssru",
        "transformer-ffn-depth": 2, "transformer-ffn-activation": "relu", "transformer-preprocess": '""',
        "transformer-postprocess": "dan", "transformer-postprocess-emb": "d", "tied-embeddings-all": "true",
        "transformer-train-position-embeddings": "false",
    }


def _padded(data):
    return data + b"\0" * (-len(data) % _ALIGNMENT)


def write_model(path, tensors, config):
    """config: a dictionary, written as YAML into the tensor special:model.yml."""
    text = "".join(f"{key}: {value}\n" for key, value in config.items()).encode() + b"\0"
    tensors = [*tensors, Tensor("special:model.yml", _I8, (len(text),), text)]
    header = struct.pack("<QQ", _VERSION, len(tensors))
    for tensor in tensors:
        header += struct.pack("<QQQQ", len(tensor.name.encode()) + 1, tensor.kind, len(tensor.shape),
                              len(_padded(tensor.data)))
    header += b"".join(tensor.name.encode() + b"\0" for tensor in tensors)
    header += b"".join(struct.pack(f"<{len(tensor.shape)}i", *tensor.shape) for tensor in tensors)
    gap = -(len(header) + 8) % _ALIGNMENT
    with open(path, "wb") as file:
        file.write(header + struct.pack("<Q", gap) + b"\0" * gap)
        for tensor in tensors:
            file.write(_padded(tensor.data))

"""whisper.cpp's ggml file format, as far as a small Whisper model needs it."""
import struct

import numpy as np

from .mel import filterbank
from .tokens import GGML_MAGIC

BLOCK = 32                              # weights that share one scale
FILE_TYPES = {"f32": 0, "f16": 1, "q8_0": 2007, "q5_0": 2008}      # 2000: second version of the block formats
_TENSOR_TYPES = {"f32": 0, "f16": 1, "q5_0": 6, "q8_0": 8}


def _as_f32(values):
    return values.astype("<f4").tobytes()


def _as_f16(values):
    return values.astype("<f2").tobytes()


def _as_q8_0(values):
    """Blocks of 32: an f16 scale and 32 signed bytes."""
    blocks = values.reshape(-1, BLOCK).astype(np.float32)
    scale = (np.abs(blocks).max(1) / 127).astype(np.float16)
    inverse = _inverse(scale.astype(np.float32))
    out = np.empty(len(blocks), dtype=[("scale", "<f2"), ("values", "i1", BLOCK)])
    out["scale"] = scale
    out["values"] = np.clip(np.round(blocks * inverse[:, None]), -127, 127)
    return out.tobytes()


def _as_q5_0(values):
    """Blocks of 32: an f16 scale, 32 fifth bits, 32 nibbles (two per byte: first half low, second half high)."""
    blocks = values.reshape(-1, BLOCK).astype(np.float32)
    extreme = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(1)]
    scale = (extreme / -16).astype(np.float16)
    inverse = _inverse(scale.astype(np.float32))
    levels = np.clip(np.floor(blocks * inverse[:, None] + 16.5), 0, 31).astype(np.uint8)
    half = BLOCK // 2
    out = np.empty(len(blocks), dtype=[("scale", "<f2"), ("high", "<u4"), ("low", "u1", half)])
    out["scale"] = scale
    fifth_bits = (levels >> 4).astype(np.uint32) << np.arange(BLOCK, dtype=np.uint32)
    out["high"] = fifth_bits.sum(1, dtype=np.uint32)
    out["low"] = (levels[:, :half] & 15) | ((levels[:, half:] & 15) << 4)
    return out.tobytes()


def _inverse(scale):
    return np.divide(1, scale, out=np.zeros_like(scale), where=scale != 0)


_ENCODERS = {"f32": _as_f32, "f16": _as_f16, "q8_0": _as_q8_0, "q5_0": _as_q5_0}


def stored_type(name, values, file_type):
    """Biases, norms and positions stay f32; convolutions at most become f16."""
    keep = values.ndim == 1 or "positional_embedding" in name or name.endswith((".conv1.bias", ".conv2.bias"))
    if file_type == "f32" or keep:
        return "f32"
    return "f16" if values.ndim == 3 else file_type


def write_model(path, sizes, tokens, tensors, file_type):
    """Write a model file.

    sizes: the 10 numbers after the magic (vocabulary size ... mel bands); tokens: token bytes by id;
    tensors: (name, numpy array) pairs.
    """
    filters = filterbank()
    with open(path, "wb") as file:
        file.write(struct.pack("<I11i", GGML_MAGIC, *sizes, FILE_TYPES[file_type]))
        file.write(struct.pack("<ii", *filters.shape) + _as_f32(filters))
        file.write(struct.pack("<i", len(tokens)))
        for token in tokens:
            file.write(struct.pack("<I", len(token)) + token)
        for name, values in tensors:
            kind = stored_type(name, values, file_type)
            encoded_name = name.encode()
            file.write(struct.pack("<iii", values.ndim, len(encoded_name), _TENSOR_TYPES[kind]))
            file.write(struct.pack(f"<{values.ndim}i", *reversed(values.shape)))
            file.write(encoded_name)
            file.write(_ENCODERS[kind](np.ascontiguousarray(values, np.float32)))

"""Starts some encoder heads as "look so many frames away".

A softmax over absolute sinusoids needs thousands of steps to find such patterns by itself, and without them no
word is recognised.  Query and key select 32 sine/cosine pairs, the key rotated by the distance; all stays trainable.
"""
import math

import torch

_PAIRS = 32                             # two channels each: the 64 channels of a head
_HEAD_WIDTH = 2 * _PAIRS
_PEAK = 9.0                             # attention score at the wanted distance
DISTANCES = {                           # {encoder layer: {head: frames of 20 ms}}
    0: {0: -3, 1: 3},
    1: {0: -5, 1: 5},
    2: {1: -8, 2: 8},
    3: {0: -6, 1: 6},
}


def _selectors(width, distance):
    """Query and key matrices [64, width] whose product peaks `distance` frames away."""
    pair = torch.arange(_PAIRS)
    angle = torch.exp(-math.log(10000) / (width // 2 - 1) * pair.float()) * distance
    sine, cosine = pair, width // 2 + pair              # channels of the position signal
    query, key = torch.zeros(_HEAD_WIDTH, width), torch.zeros(_HEAD_WIDTH, width)
    query[2 * pair, sine] = 1
    query[2 * pair + 1, cosine] = 1
    key[2 * pair, sine], key[2 * pair, cosine] = torch.cos(angle), -torch.sin(angle)
    key[2 * pair + 1, cosine], key[2 * pair + 1, sine] = torch.cos(angle), torch.sin(angle)
    return query, key


@torch.no_grad()
def set_local_heads(model, mel, frames):
    """Set the heads of DISTANCES.  mel [B, 80, 2 * frames + EDGE] gives the scale of the activations."""
    width = model.width
    x = model.convolutions(mel)[:, :frames] + model.audio_positions[:frames]
    for layer, block in enumerate(model.encoder):
        gain = (_PEAK / 4) ** 0.5 * x.std(-1).mean()
        norm = block.attn_ln.weight
        attention = block.attn
        for head, distance in DISTANCES.get(layer, {}).items():
            channels = slice(head * _HEAD_WIDTH, (head + 1) * _HEAD_WIDTH)
            query, key = _selectors(width, distance)
            attention.query.weight[channels] = gain * query / norm
            attention.key.weight[channels] = gain * key / norm
            attention.query.bias[channels] = 0
            attention.value.weight[channels] = torch.randn(_HEAD_WIDTH, width) * width ** -0.5
            attention.value.bias[channels] = 0
            attention.out.weight[:, channels] = torch.randn(width, _HEAD_WIDTH) * width ** -0.5 * 0.5
        x = block.feed_forward(block.self_attention(x))

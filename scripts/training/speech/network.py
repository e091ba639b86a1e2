"""Whisper's architecture, small, and written for training on a CPU.

Matrix products are in bfloat16, everything else in float32.  Two things exist only in training and leave the
exported network unchanged:

* Whisper always encodes 30 s, most of them silence behind the audio.  All silent frames look the same but for
  their position, so a few positions are sampled, and each counts for many in the attention (`Silence`).
* Only token rows that can occur are kept (compact.py).
"""
import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .compact import UNUSED_ROW, CompactVocabulary
from .mel import BANDS
from .phonemes import CLASSES
from .tokens import TIMESTAMPS

ENCODER_FRAMES = 1500                   # 30 s
EDGE = 8                                # spectrogram frames of silence behind every batch, for the convolutions
GUIDED_LAYERS = 2                       # the last decoder layers whose first head learns the alignment
_MASKED = -1e4
_BF16 = torch.bfloat16


@dataclass
class Silence:
    """The last `count` encoder frames stand for all silent frames of the window."""

    count: int
    score: float                        # added to their attention scores: log(frames that each stands for)


@dataclass
class Guide:
    """Where a cross-attention head should look.  inside: [N, L, T] 0 or 1; weight: [N, L] 0 or 1."""

    inside: torch.Tensor
    weight: torch.Tensor


def sinusoids(count, width, max_timescale=10000):
    """Whisper's position signal [count, width]: first half sines, second half cosines."""
    step = math.log(max_timescale) / (width // 2 - 1)
    angles = torch.arange(count)[:, None] * torch.exp(-step * torch.arange(width // 2))[None, :]
    return torch.cat([torch.sin(angles), torch.cos(angles)], 1)


def convolve(x, conv, stride):
    """A Conv1d with kernel 3 and padding 1 on [B, T, C], as one matrix product."""
    x = F.pad(x, (0, 0, 1, 1))
    frames = x.shape[1] - 2
    windows = torch.cat([x[:, shift:shift + frames:stride] for shift in range(3)], -1)
    weight = conv.weight.permute(0, 2, 1).reshape(conv.weight.shape[0], -1)
    return F.linear(windows, weight.to(_BF16), conv.bias.to(_BF16))


class Linear(nn.Linear):
    def forward(self, x):
        bias = None if self.bias is None else self.bias.to(_BF16)
        return F.linear(x.to(_BF16), self.weight.to(_BF16), bias)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key = Linear(width, width), Linear(width, width, bias=False)
        self.value, self.out = Linear(width, width), Linear(width, width)

    def split(self, x):
        """[B, T, width] -> [B * heads, T, width / heads]"""
        batch, length, width = x.shape
        x = x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        return x.reshape(batch * self.heads, length, width // self.heads)

    def merge(self, x):
        """The reverse of split."""
        batch, length = x.shape[0] // self.heads, x.shape[1]
        return x.view(batch, self.heads, length, -1).transpose(1, 2).reshape(batch, length, -1)

    def project(self, x):
        """Query, key and value of the same input, as one matrix product."""
        weight = torch.cat([self.query.weight, self.key.weight, self.value.weight]).to(_BF16)
        bias = torch.cat([self.query.bias, torch.zeros_like(self.query.bias), self.value.bias]).to(_BF16)
        return [self.split(part) for part in F.linear(x.to(_BF16), weight, bias).chunk(3, -1)]

    def project_source(self, source):
        """Key and value of another sequence [B, S, width] -> [B, S, 2 * width]."""
        weight = torch.cat([self.key.weight, self.value.weight]).to(_BF16)
        bias = torch.cat([torch.zeros_like(self.value.bias), self.value.bias]).to(_BF16)
        return F.linear(source.to(_BF16), weight, bias)

    def mix(self, query, key, value, silence=None, mask=None):
        """Split heads -> (weighted values, weights)."""
        scores = torch.bmm(query * (query.shape[-1] ** -0.5), key.transpose(1, 2))
        if silence:
            scores[..., -silence.count:] += silence.score
        if mask is not None:
            scores = scores + mask
        weights = torch.softmax(scores, -1)
        return torch.bmm(weights, value), weights


class Block(nn.Module):
    def __init__(self, width, heads, cross=False):
        super().__init__()
        self.attn, self.attn_ln = Attention(width, heads), nn.LayerNorm(width)
        if cross:
            self.cross_attn, self.cross_attn_ln = Attention(width, heads), nn.LayerNorm(width)
        self.mlp = nn.Sequential(Linear(width, 4 * width), nn.GELU(), Linear(4 * width, width))
        self.mlp_ln = nn.LayerNorm(width)

    def self_attention(self, x, silence=None, mask=None):
        mixed, _ = self.attn.mix(*self.attn.project(self.attn_ln(x)), silence=silence, mask=mask)
        return x + self.attn.out(self.attn.merge(mixed)).float()

    def cross_attention(self, x, key, value, silence=None):
        """key, value: split heads of the encoder states.  -> (x, attention weights)"""
        attention = self.cross_attn
        query = attention.split(attention.query(self.cross_attn_ln(x)))
        mixed, weights = attention.mix(query, key, value, silence=silence)
        return x + attention.out(attention.merge(mixed)).float(), weights

    def feed_forward(self, x):
        return x + self.mlp(self.mlp_ln(x)).float()


class Whisper(nn.Module):
    """text_ids: ids of the text tokens that may occur."""

    def __init__(self, text_ids, width=192, heads=3, encoder_layers=4, decoder_layers=3, text_positions=448):
        super().__init__()
        self.sizes = dict(width=width, heads=heads, encoder_layers=encoder_layers,
                          decoder_layers=decoder_layers, text_positions=text_positions)
        self.width = width
        self.vocabulary = CompactVocabulary(text_ids)
        self.conv1 = nn.Conv1d(BANDS, width, 3, padding=1)
        self.conv2 = nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.register_buffer("audio_positions", sinusoids(ENCODER_FRAMES, width))
        self.encoder = nn.ModuleList([Block(width, heads) for _ in range(encoder_layers)])
        self.encoder_ln = nn.LayerNorm(width)
        self.decoder = nn.ModuleList([Block(width, heads, cross=True) for _ in range(decoder_layers)])
        self.decoder_ln = nn.LayerNorm(width)
        self.token_rows = nn.Parameter(torch.randn(1 + len(self.vocabulary.plain_ids), width) * 0.2)
        # timestamp rows: an affine map of sinusoids, so that neighbours are alike from the start, plus a table
        self.timestamp_map = nn.Linear(width, width)
        self.register_buffer("timestamp_positions", sinusoids(TIMESTAMPS, width))
        self.timestamp_table = nn.Parameter(torch.zeros(TIMESTAMPS, width))
        self.text_positions = nn.Parameter(0.3 * sinusoids(text_positions, width))
        # auxiliary outputs of the encoder, not exported: phoneme and text token of a frame
        self.frame_phoneme = nn.Linear(width, CLASSES)
        self.frame_token = Linear(width, width)
        self._initialise()

    def _initialise(self):
        nn.init.normal_(self.timestamp_map.weight, std=0.2 * (2 / self.width) ** 0.5)
        nn.init.zeros_(self.timestamp_map.bias)
        nn.init.constant_(self.decoder_ln.weight, 0.3)
        for module in self.modules():
            if isinstance(module, Linear):
                nn.init.normal_(module.weight, std=self.width ** -0.5 * 0.7)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        with torch.no_grad():           # residual branches begin small
            for block in [*self.encoder, *self.decoder]:
                block.attn.out.weight.mul_(0.4)
                block.mlp[2].weight.mul_(0.25)
            for block in self.decoder:
                block.cross_attn.out.weight.mul_(0.4)

    def embedding(self):
        """The compact embedding table [rows, width], which is the output layer as well."""
        timestamps = self.timestamp_map(self.timestamp_positions) + self.timestamp_table
        return torch.cat([self.token_rows, timestamps])

    def convolutions(self, mel):
        """mel [B, 80, F] -> [B, F / 2, width]"""
        x = mel.to(_BF16).transpose(1, 2).contiguous()
        x = F.gelu(convolve(x, self.conv1, 1))
        return F.gelu(convolve(x, self.conv2, 2)).float()

    def encode(self, mel, frames, silent_positions=None):
        """mel [B, 80, 2 * frames + EDGE] -> (states [B, frames + silent positions, width], Silence or None)"""
        x = self.convolutions(mel)
        silent_frame = x[:, frames + 1]
        x = x[:, :frames] + self.audio_positions[:frames]
        silence = None
        if silent_positions is not None:
            x = torch.cat([x, silent_frame[:, None] + self.audio_positions[silent_positions][None]], 1)
            count = len(silent_positions)
            silence = Silence(count, math.log((ENCODER_FRAMES - frames) / count))
        for block in self.encoder:
            x = block.feed_forward(block.self_attention(x, silence=silence))
        return self.encoder_ln(x), silence

    def decode(self, rows, encoded, owner=None, silence=None, guide=None):
        """rows [N, L] of the compact vocabulary; owner [N]: which clip of `encoded` a row belongs to.

        -> (states [N, L, width], embedding table, alignment loss)
        """
        table = self.embedding()
        length = rows.shape[1]
        x = F.embedding(rows, table) + self.text_positions[:length]
        mask = causal_mask(length)
        alignment = []
        for number, block in enumerate(self.decoder):
            x = block.self_attention(x, mask=mask)
            source = block.cross_attn.project_source(encoded)
            if owner is not None:
                source = source.index_select(0, owner)
            key, value = (block.cross_attn.split(part) for part in source.chunk(2, -1))
            x, weights = block.cross_attention(x, key, value, silence=silence)
            x = block.feed_forward(x)
            if guide is not None and number >= len(self.decoder) - GUIDED_LAYERS:
                alignment.append(_alignment_loss(weights, block.cross_attn.heads, guide))
        loss = sum(alignment) / len(alignment) if alignment else torch.zeros(())
        return self.decoder_ln(x), table, loss

    def logits(self, states, table):
        """Scores of the compact rows; the row of the unused tokens counts for all of them."""
        scores = F.linear(states.to(_BF16), table.to(_BF16)).float()
        scores[..., UNUSED_ROW] = scores[..., UNUSED_ROW] + self.vocabulary.log_unused
        return scores


def causal_mask(length):
    return torch.full((length, length), _MASKED).triu(1).to(_BF16)


def _alignment_loss(weights, heads, guide):
    """How little the first head looks at the word that is being written."""
    batch, length, frames = guide.inside.shape
    first_head = weights.view(batch, heads, length, -1)[:, 0, :, :frames].float()
    inside = (first_head * guide.inside).sum(-1).clamp_min(1e-4)
    return -(inside.log() * guide.weight).sum() / guide.weight.sum().clamp_min(1)

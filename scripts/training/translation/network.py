"""The network that Firefox's translation engine runs: post-norm transformer encoder, SSRU decoder.

Everything is computed as the engine does it, so that the exported int8 file gives the same words:

* one embedding for source, target and output; input = sqrt(width) * row + position signal
* position signal: sin(position * 10000^(-i / (width / 2 - 1))) in the first half of the channels, then cos
* every sublayer: LayerNorm(x + f(x)), epsilon 1e-6; ReLU in the feed-forward layers
* SSRU: c[t] = s(f[t]) c[t-1] + (1 - s(f[t])) (x[t] W), f[t] = x[t] Wf + bf, output ReLU(c[t])
* the first input of the decoder is </s> at position 0
* every matrix product rounds both sides to int8: activations with one constant scale per weight matrix
  (127 / largest activation), weights with one scale per matrix
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

END = 0                                 # id of </s>
PAD = -1
_LEVELS = 127.0
_MASKED = -1e9
_POSITIONS = 520
_MAX_OUTPUT = 256                       # tokens, the engine's limit
_FORGET = 0.002                         # how fast the recorded range of an activation falls

# How a network computes: float without and with recording of the ranges, int8 with recording, int8 as exported.
FLOAT, RECORD, INT8_RECORD, INT8 = "float", "record", "int8-record", "int8"


class _Round(torch.autograd.Function):
    """x -> round(clip(x * scale)) / scale, with a straight-through gradient inside the clip range."""

    @staticmethod
    def forward(ctx, x, scale):
        levels = x * scale
        ctx.save_for_backward(levels.abs() <= _LEVELS)
        return levels.clamp_(-_LEVELS, _LEVELS).round_() / scale

    @staticmethod
    def backward(ctx, gradient):
        (inside,) = ctx.saved_tensors
        return gradient * inside, None


def _round_weight(weight):
    return _Round.apply(weight, _LEVELS / float(weight.detach().abs().max()))


def _record_range(largest, x):
    """Update a slowly falling maximum of |x|."""
    now = x.detach().abs().max()
    largest.copy_(torch.maximum(now, largest * (1 - _FORGET) + now * _FORGET))


class Affine(nn.Module):
    """y = x W + b with W stored [in, out], the engine's logical layout."""

    def __init__(self, inputs, outputs, bias=True):
        super().__init__()
        limit = math.sqrt(6.0 / (inputs + outputs))
        self.weight = nn.Parameter(torch.empty(inputs, outputs).uniform_(-limit, limit))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.register_buffer("largest_input", torch.tensor(0.0))

    def forward(self, x, mode):
        weight = self.weight
        if mode in (RECORD, INT8_RECORD):
            _record_range(self.largest_input, x)
        if mode in (INT8, INT8_RECORD):
            weight = _round_weight(weight)
            x = _Round.apply(x, _LEVELS / float(self.largest_input))
        rows = x.reshape(-1, x.shape[-1])
        y = rows @ weight if self.bias is None else torch.addmm(self.bias, rows, weight)
        return y.view(*x.shape[:-1], -1)


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        return F.layer_norm(x, (x.shape[-1],), self.scale, self.bias, 1e-6)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (Affine(width, width) for _ in range(4))
        self.norm = Norm(width)

    def _split(self, x):
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x, source, mask, mode):
        """x [B, T, width], source [B, S, width], mask added to the scores."""
        query = self._split(self.q(x, mode))
        key, value = self._split(self.k(source, mode)), self._split(self.v(source, mode))
        scores = torch.matmul(query, key.transpose(2, 3)) * (1.0 / math.sqrt(query.shape[-1])) + mask
        mixed = torch.matmul(scores.softmax(-1), value).transpose(1, 2).reshape(x.shape)
        return self.norm(x + self.o(mixed, mode))


class FeedForward(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.up, self.down = Affine(width, inner), Affine(inner, width)
        self.norm = Norm(width)

    def forward(self, x, mode):
        return self.norm(x + self.down(torch.relu(self.up(x, mode)), mode))


class Ssru(nn.Module):
    """Simpler simple recurrent unit: the self-attention of this decoder."""

    def __init__(self, width):
        super().__init__()
        self.input, self.forget = Affine(width, width, bias=False), Affine(width, width)
        self.norm = Norm(width)

    def forward(self, x, state, mode):
        """x [B, T, width], state [B, width] -> output [B, T, width], last state"""
        forget = torch.sigmoid(self.forget(x, mode))
        update = (1.0 - forget) * self.input(x, mode)
        states = []
        for keep, new in zip(forget.unbind(1), update.unbind(1)):
            state = torch.addcmul(new, keep, state)
            states.append(state)
        return self.norm(x + torch.relu(torch.stack(states, 1))), state


class Translator(nn.Module):
    """Sizes must be multiples of 16 for the engine's SIMD kernels."""

    def __init__(self, vocabulary, width=128, heads=4, encoder_layers=3, decoder_layers=2, inner=384):
        super().__init__()
        self.sizes = dict(vocabulary=vocabulary, width=width, heads=heads, encoder_layers=encoder_layers,
                          decoder_layers=decoder_layers, inner=inner)
        self.width = width
        self.embedding = nn.Parameter(torch.randn(vocabulary, width) * width ** -0.5)
        self.output_bias = nn.Parameter(torch.zeros(vocabulary))
        self.register_buffer("largest_output_input", torch.tensor(0.0))
        self.encoder = nn.ModuleList(
            nn.ModuleList([Attention(width, heads), FeedForward(width, inner)])
            for _ in range(encoder_layers))
        self.decoder = nn.ModuleList(
            nn.ModuleList([Ssru(width), Attention(width, heads), FeedForward(width, inner)])
            for _ in range(decoder_layers))
        half = width // 2
        frequency = 1e-4 ** (torch.arange(half).float() / (half - 1.0))
        angle = torch.arange(_POSITIONS).float()[:, None] * frequency[None]
        self.register_buffer("positions", torch.cat([angle.sin(), angle.cos()], 1), persistent=False)
        self.mode = RECORD

    def _table(self):
        return self.embedding if self.mode in (RECORD, FLOAT) else _round_weight(self.embedding)

    def _embed(self, ids, start, table):
        return math.sqrt(self.width) * F.embedding(ids, table) + self.positions[start:start + ids.shape[1]]

    def _encode(self, source, table):
        """source [B, S] padded with -1 -> states, mask for the attention."""
        mask = torch.zeros(source.shape).masked_fill_(source < 0, _MASKED)[:, None, None, :]
        x = self._embed(source.clamp(min=0), 0, table)
        for attention, feed_forward in self.encoder:
            x = feed_forward(attention(x, x, mask, self.mode), self.mode)
        return x, mask

    def _decode(self, previous, start, states, source, mask, table):
        """previous [B, T] from position `start` on -> output [B, T, width], new recurrent states"""
        x = self._embed(previous, start, table)
        new_states = []
        for (ssru, attention, feed_forward), state in zip(self.decoder, states):
            x, state = ssru(x, state, self.mode)
            new_states.append(state)
            x = feed_forward(attention(x, source, mask, self.mode), self.mode)
        return x, new_states

    def _logits(self, x, table):
        if self.mode in (RECORD, INT8_RECORD):
            _record_range(self.largest_output_input, x)
        if self.mode in (INT8, INT8_RECORD):
            x = _Round.apply(x, _LEVELS / float(self.largest_output_input))
        return torch.addmm(self.output_bias, x, table.t())

    def _start_states(self, batch):
        return [torch.zeros(batch, self.width)] * len(self.decoder)

    def loss(self, source, target):
        """source [B, S], target [B, T], both ending in </s> and padded with -1 -> mean cross-entropy."""
        table = self._table()
        encoded, mask = self._encode(source, table)
        previous = torch.cat([torch.full_like(target[:, :1], END), target[:, :-1].clamp(min=0)], 1)
        x, _ = self._decode(previous, 0, self._start_states(len(source)), encoded, mask, table)
        wanted = target.reshape(-1)
        real = wanted >= 0
        return F.cross_entropy(self._logits(x.reshape(-1, self.width)[real], table), wanted[real])

    @torch.no_grad()
    def greedy(self, sources):
        """[source ids with </s>] -> [target ids], at most min(256, 2 * source tokens + 4), like the engine."""
        source = torch.full((len(sources), max(map(len, sources))), PAD, dtype=torch.long)
        for i, ids in enumerate(sources):
            source[i, :len(ids)] = torch.tensor(ids)
        table = self._table()
        encoded, mask = self._encode(source, table)
        limits = [min(2 * len(ids) + 4, _MAX_OUTPUT) for ids in sources]
        states = self._start_states(len(sources))
        previous = torch.full((len(sources), 1), END)
        outputs, done = [[] for _ in sources], [False] * len(sources)
        for position in range(max(limits)):
            x, states = self._decode(previous, position, states, encoded, mask, table)
            best = self._logits(x[:, 0], table).argmax(-1)
            for i, token in enumerate(best.tolist()):
                done[i] = done[i] or token == END or position >= limits[i]
                if not done[i]:
                    outputs[i].append(token)
            if all(done):
                break
            previous = best[:, None]
        return outputs

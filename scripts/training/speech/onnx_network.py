"""The speech network as sherpa-onnx runs it: float32, the decoder step by step with key/value caches.

Attribute names become the names of the tensors in the files ("layers.0.attn.query.w.q"), which import_onnx.py
reads back, so they stay as they are: w, b weight and bias; q, s integers and their scale; ln, *_ln layer norms.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


class StoredMatrix(nn.Module):
    """A weight as it stands in the file; calling it gives float32.

    storage: "int8" with one scale per row, "f16" or "f32".  ONNX Runtime converts it once, at load time.
    """

    def __init__(self, weight, storage):
        super().__init__()
        weight = weight.detach().float()
        self.storage = storage
        if storage == "int8":
            rows = weight.reshape(weight.shape[0], -1)
            scale = (rows.abs().amax(1) / 127).clamp_min(1e-12)
            self.register_buffer("q", torch.round(rows / scale[:, None]).to(torch.int8).reshape(weight.shape))
            self.register_buffer("s", scale.reshape([-1] + [1] * (weight.ndim - 1)))
        else:
            self.register_buffer("w", weight.half() if storage == "f16" else weight)

    def forward(self):
        return self.q.float() * self.s if self.storage == "int8" else self.w.float()


class OnnxLinear(nn.Module):
    def __init__(self, linear, storage):
        super().__init__()
        self.w = StoredMatrix(linear.weight, storage)
        self.b = None if linear.bias is None else nn.Parameter(linear.bias.detach().float())

    def forward(self, x):
        y = torch.matmul(x, self.w().t())
        return y if self.b is None else y + self.b


class OnnxNorm(nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.w, self.b = nn.Parameter(norm.weight.detach()), nn.Parameter(norm.bias.detach())
        self.shape, self.epsilon = norm.normalized_shape, norm.eps

    def forward(self, x):
        return F.layer_norm(x, self.shape, self.w, self.b, self.epsilon)


class OnnxAttention(nn.Module):
    def __init__(self, attention, storage):
        super().__init__()
        self.query, self.key, self.value, self.out = (
            OnnxLinear(getattr(attention, name), storage) for name in ("query", "key", "value", "out"))
        self.heads = attention.heads

    def mix(self, query, key, value, mask=None):
        """query [B, T, width], key and value [B, S, width] -> [B, T, width]"""
        batch, length, source = query.shape[0], query.shape[1], key.shape[1]
        width = self.out.b.shape[0]
        heads, channels = self.heads, width // self.heads
        query = query.reshape(batch, length, heads, channels).permute(0, 2, 1, 3) * channels ** -0.5
        key = key.reshape(batch, source, heads, channels).permute(0, 2, 3, 1)
        value = value.reshape(batch, source, heads, channels).permute(0, 2, 1, 3)
        scores = torch.matmul(query, key)
        if mask is not None:
            scores = scores + mask
        mixed = torch.matmul(torch.softmax(scores, -1), value)
        return self.out(mixed.permute(0, 2, 1, 3).reshape(batch, length, width))


class OnnxBlock(nn.Module):
    def __init__(self, block, storage):
        super().__init__()
        self.attn, self.attn_ln = OnnxAttention(block.attn, storage), OnnxNorm(block.attn_ln)
        if hasattr(block, "cross_attn"):
            self.cross = OnnxAttention(block.cross_attn, storage)
            self.cross_ln = OnnxNorm(block.cross_attn_ln)
        self.up, self.down = OnnxLinear(block.mlp[0], storage), OnnxLinear(block.mlp[2], storage)
        self.mlp_ln = OnnxNorm(block.mlp_ln)

    def feed_forward(self, x):
        return x + self.down(F.gelu(self.up(self.mlp_ln(x))))


class OnnxEncoder(nn.Module):
    """mel [1, 80, F], F up to 3000 -> keys and values of all cross-attentions [layers, 1, F/2, width]."""

    def __init__(self, model, decoder_layers, storage):
        super().__init__()
        self.c1, self.c2 = (StoredMatrix(conv.weight, storage) for conv in (model.conv1, model.conv2))
        self.b1, self.b2 = (nn.Parameter(conv.bias.detach()) for conv in (model.conv1, model.conv2))
        self.register_buffer("pos", model.audio_positions.detach().float())
        self.layers = nn.ModuleList([OnnxBlock(block, storage) for block in model.encoder])
        self.ln = OnnxNorm(model.encoder_ln)
        self.cross = nn.ModuleList([layer.cross for layer in decoder_layers])

    def forward(self, mel):
        x = F.gelu(F.conv1d(mel, self.c1(), self.b1, padding=1))
        x = F.gelu(F.conv1d(x, self.c2(), self.b2, stride=2, padding=1)).permute(0, 2, 1)
        x = x + self.pos[:x.shape[1]]
        for layer in self.layers:
            y = layer.attn_ln(x)
            x = x + layer.attn.mix(layer.attn.query(y), layer.attn.key(y), layer.attn.value(y))
            x = layer.feed_forward(x)
        x = self.ln(x)
        keys = [cross.key(x) for cross in self.cross]
        values = [cross.value(x) for cross in self.cross]
        return torch.stack(keys), torch.stack(values)


class OnnxDecoder(nn.Module):
    """tokens [1, n] from position `offset` on, caches [layers, 1, 448, width] -> logits and new caches."""

    def __init__(self, model, rows, decoder_layers, storage):
        super().__init__()
        self.emb = StoredMatrix(model.embedding()[rows], storage)
        self.register_buffer("pos", model.text_positions.detach().float())
        length = self.pos.shape[0]
        self.register_buffer("mask", torch.full((length, length), -1e9).triu(1))
        self.layers = decoder_layers
        self.ln = OnnxNorm(model.decoder_ln)

    def forward(self, tokens, self_keys, self_values, cross_keys, cross_values, offset):
        begin = offset[0]
        end = begin + tokens.shape[-1]
        embedding = self.emb()
        x = F.embedding(tokens, embedding) + self.pos[begin:end]
        new_keys, new_values = [], []
        for number, layer in enumerate(self.layers):
            y = layer.attn_ln(x)
            key = torch.cat([self_keys[number][:, :begin], layer.attn.key(y)], 1)
            value = torch.cat([self_values[number][:, :begin], layer.attn.value(y)], 1)
            x = x + layer.attn.mix(layer.attn.query(y), key, value, self.mask[begin:end, :end])
            new_keys.append(torch.cat([key, self_keys[number][:, end:]], 1))
            new_values.append(torch.cat([value, self_values[number][:, end:]], 1))
            query = layer.cross.query(layer.cross_ln(x))
            x = x + layer.cross.mix(query, cross_keys[number], cross_values[number])
            x = layer.feed_forward(x)
        logits = torch.matmul(self.ln(x), embedding.t())
        return logits, torch.stack(new_keys), torch.stack(new_values)

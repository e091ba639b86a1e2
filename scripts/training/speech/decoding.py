"""Greedy decoding in PyTorch with whisper.cpp's timestamp rules (no temperature fallback, 30 s window)."""
import numpy as np
import torch
import torch.nn.functional as F

from . import tokens as t
from .compact import UNUSED_ROW
from .mel import BANDS, log_mel, mel_power
from .network import EDGE, ENCODER_FRAMES, causal_mask

_NEVER = -1e9
_LATEST_FIRST_STEP = 50                 # the first timestamp is at most 1.00 s
_MAX_TOKENS = 140
_BATCH = 16


def _spectrograms(clips):
    """[samples] -> mel of the whole window [N, 80, 3000 + EDGE]"""
    mel = np.empty((len(clips), BANDS, 2 * ENCODER_FRAMES + EDGE), np.float32)
    for i, samples in enumerate(clips):
        clip, pad = log_mel(mel_power(samples))
        length = min(clip.shape[1], 2 * ENCODER_FRAMES)
        mel[i] = pad
        mel[i, :, :length] = clip[:, :length]
    return torch.from_numpy(mel)


class _Rules:
    """Which rows may come next."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        rows = np.arange(vocabulary.size)
        is_timestamp = rows >= vocabulary.first_timestamp_row
        # the exported networks have one small logit for each unused token instead of the large common one
        never = (vocabulary.id_of > t.END_OF_TEXT) & ~is_timestamp | (rows == UNUSED_ROW)
        self.never, self.text = torch.from_numpy(never), torch.from_numpy(vocabulary.id_of < t.END_OF_TEXT)

    def apply(self, scores, written):
        """Forbid rows of `scores` (changed in place) after the tokens written so far."""
        vocabulary, first_timestamp = self.vocabulary, self.vocabulary.first_timestamp_row
        scores[self.never] = _NEVER
        if not written:
            scores[vocabulary.row_of[t.END_OF_TEXT]] = _NEVER
            scores[first_timestamp + _LATEST_FIRST_STEP + 1:] = _NEVER
        after_timestamp = bool(written) and written[-1] >= t.FIRST_TIMESTAMP
        if after_timestamp and (len(written) < 2 or written[-2] >= t.FIRST_TIMESTAMP):
            scores[first_timestamp:] = _NEVER           # a pair is complete: text comes next
        elif after_timestamp:
            scores[self.text] = _NEVER                  # a segment has ended: the next one starts, or the end
        times = [token for token in written if token > t.FIRST_TIMESTAMP]
        if times:                                       # time does not run backwards
            scores[first_timestamp:first_timestamp + times[-1] - t.FIRST_TIMESTAMP] = _NEVER
        if torch.logsumexp(scores[first_timestamp:], 0) > scores[:first_timestamp].max():
            scores[:first_timestamp] = _NEVER


@torch.no_grad()
def _greedy(model, clips, heads):
    vocabulary, rules = model.vocabulary, _Rules(model.vocabulary)
    encoded, _ = model.encode(_spectrograms(clips), ENCODER_FRAMES)
    table = model.embedding()
    sources = []
    for block in model.decoder:
        key, value = block.cross_attn.project_source(encoded).chunk(2, -1)
        sources.append((key, value))
    written = [[] for _ in clips]
    live = list(range(len(clips)))
    for _ in range(_MAX_TOKENS):
        if not live:
            break
        scores = _next_scores(model, table, sources, [heads[i] + written[i] for i in live], live)
        still_live = []
        for i, row_scores in zip(live, scores):
            rules.apply(row_scores, written[i])
            token = int(vocabulary.id_of[int(row_scores.argmax())])
            if token != t.END_OF_TEXT:
                written[i].append(token)
                still_live.append(i)
        live = still_live
    return written


def _next_scores(model, table, sources, sequences, clips):
    """Logits after each sequence; they are padded on the right and read at their own end."""
    length = max(map(len, sequences))
    rows = np.zeros((len(sequences), length), np.int64)
    for i, sequence in enumerate(sequences):
        rows[i, :len(sequence)] = model.vocabulary.row_of[sequence]
    x = F.embedding(torch.from_numpy(rows), table) + model.text_positions[:length]
    mask = causal_mask(length)
    for block, (key, value) in zip(model.decoder, sources):
        x = block.self_attention(x, mask=mask)
        split = block.cross_attn.split
        x, _ = block.cross_attention(x, split(key[clips]), split(value[clips]))
        x = block.feed_forward(x)
    ends = torch.tensor([len(sequence) - 1 for sequence in sequences])
    return model.logits(model.decoder_ln(x[torch.arange(len(sequences)), ends]), table)


def decode(model, clips, heads):
    """[float32 samples] and [token ids up to the task token] -> [token ids written]"""
    return [ids for i in range(0, len(clips), _BATCH)
            for ids in _greedy(model, clips[i:i + _BATCH], heads[i:i + _BATCH])]


@torch.no_grad()
def detect_languages(model, clips):
    """[float32 samples] -> [language code]"""
    names = list(t.LANGUAGE_TOKENS)
    rows = [int(model.vocabulary.row_of[t.LANGUAGE_TOKENS[name]]) for name in names]
    start = int(model.vocabulary.row_of[t.START_OF_TRANSCRIPT])
    found = []
    for i in range(0, len(clips), _BATCH):
        part = clips[i:i + _BATCH]
        encoded, silence = model.encode(_spectrograms(part), ENCODER_FRAMES)
        states, table, _ = model.decode(torch.full((len(part), 1), start), encoded, silence=silence)
        best = model.logits(states[:, 0], table)[:, rows].argmax(-1)
        found += [names[i] for i in best.tolist()]
    return found

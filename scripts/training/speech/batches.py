"""From shards to batches: a pool of recent samples, clips of similar length, and the right answers."""
import os
import pickle
import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from . import tokens as t
from .mel import BANDS
from .network import EDGE, ENCODER_FRAMES, Guide
from .phonemes import SECONDS_PER_FRAME, frame_after

_USES_PER_SAMPLE = 2.5
_MIN_POOL = 2000                        # samples before training starts, unless the whole pool is smaller
_DRAW = 512                             # samples that are sorted by length at a time
_MAX_CLIPS = 96
_SHORT_CLIP = 340                       # spectrogram frames
_SPOKEN_AT_SHARE = 0.03                 # of a text token's probability goes to the timestamp of its start
_GUIDE_MARGIN = 0.08                    # seconds around a word where attention is right
_CHOICES = 4                            # answers per position that share the probability


@dataclass
class Batch:
    """B clips with T encoder frames; N target sequences of L tokens."""

    mel: torch.Tensor                   # [B, 80, 2 T + EDGE]
    frames: int                         # T
    phonemes: torch.Tensor              # [B, T]
    frame_rows: torch.Tensor            # [B, T] row of the text token spoken in a frame, 0 for none
    rows: torch.Tensor                  # [N, L] input tokens
    owner: torch.Tensor                 # [N] the clip of a sequence
    answers: torch.Tensor               # [N, L, 4] rows of the right next tokens
    shares: torch.Tensor                # [N, L, 4] their probabilities, all 0 where nothing is learned
    guide: Guide


class SamplePool:
    """Reads shards in the background and deletes them; every sample is used about 2.5 times."""

    def __init__(self, folders, size):
        self.folders, self.size = [Path(folder) for folder in folders], size
        self.samples, self.used, self.loaded = [], 0, 0
        self._lock = threading.Lock()
        threading.Thread(target=self._read_shards, daemon=True).start()

    def _read_shards(self):
        while True:
            enough = self.size // 2 + self.used / _USES_PER_SAMPLE
            shards = sorted(path for folder in self.folders for path in folder.glob("*.pkl"))
            if not shards or self.loaded >= self.size and self.loaded > enough:
                time.sleep(0.2)
                continue
            self._read(random.choice(shards))

    def _read(self, path):
        try:
            with open(path, "rb") as file:
                samples = pickle.load(file)
            os.remove(path)
        except FileNotFoundError:       # the pool of a helper process was faster
            return
        with self._lock:
            self.samples = (self.samples + samples)[-self.size:]
        self.loaded += len(samples)

    def take(self, count, rng):
        """So many random samples; waits for the first shards."""
        while len(self.samples) < min(_MIN_POOL, self.size):
            time.sleep(0.5)
        with self._lock:
            self.used += count
            return [self.samples[rng.randrange(len(self.samples))] for _ in range(count)]


class BatchSource:
    """Endless batches of clips of similar length.

    max_frames: encoder frames per batch; short_until: part of the training that uses short clips only, where
    the alignment is found sooner; hidden_words: share of previous text tokens hidden when training starts.
    """

    def __init__(self, pool, vocabulary, rng, max_frames, short_until, hidden_words):
        self.pool, self.vocabulary, self.rng = pool, vocabulary, rng
        self.max_frames, self.short_until, self.hidden_words = max_frames, short_until, hidden_words
        self._waiting = []

    def next(self, progress):
        """progress: 0 to 1.  -> (Batch, number of clips)"""
        while not self._waiting:
            self._fill(progress)
        samples = self._waiting.pop()
        hidden = self.hidden_words * max(0.0, 1 - progress)
        return collate(samples, self.vocabulary, self.rng, hidden), len(samples)

    def _fill(self, progress):
        samples = self.pool.take(_DRAW, self.rng)
        if progress < self.short_until:
            samples = [sample for sample in samples if sample.mel.shape[1] <= _SHORT_CLIP]
        samples.sort(key=lambda sample: sample.mel.shape[1] + self.rng.random() * 20)
        batch = []
        for sample in samples:
            frames = sample.mel.shape[1] // 2 + 12
            if batch and (frames * (len(batch) + 1) > self.max_frames or len(batch) >= _MAX_CLIPS):
                self._waiting.append(batch)
                batch = []
            batch.append(sample)
        if batch:
            self._waiting.append(batch)
        self.rng.shuffle(self._waiting)


def collate(samples, vocabulary, rng, hidden_words=0.0):
    """Samples -> Batch, a few random frames longer than the longest clip."""
    longest = max(sample.mel.shape[1] // 2 for sample in samples)
    frames = min(ENCODER_FRAMES, longest + rng.randint(0, 12))
    frames += frames % 2
    mel, phonemes = _audio(samples, frames, rng)
    targets = [(clip, target) for clip, sample in enumerate(samples) for target in sample.targets]
    length = max(len(target.ids) for _, target in targets) - 1
    rows = np.zeros((len(targets), length), np.int64)
    answers = np.zeros((len(targets), length, _CHOICES), np.int64)
    shares = np.zeros((len(targets), length, _CHOICES), np.float32)
    attend = np.zeros((len(targets), length, 2), np.float32)
    guided = np.zeros((len(targets), length), np.float32)
    frame_rows = np.zeros((len(samples), frames), np.int64)
    for number, (clip, target) in enumerate(targets):
        last = len(target.ids) - 1
        rows[number, :last] = vocabulary.row_of[target.ids[:-1]]
        _fill_answers(target, vocabulary.row_of, answers[number], shares[number])
        _fill_guide(target, attend[number], guided[number])
        _fill_frame_rows(target, vocabulary.row_of, frame_rows[clip])
    if hidden_words > 0:
        rows = _hide_words(rows, hidden_words, len(vocabulary.text_ids))
    time = np.arange(frames) * SECONDS_PER_FRAME
    inside = (time >= attend[..., :1]) & (time <= attend[..., 1:])
    tensor = torch.from_numpy
    return Batch(mel=tensor(mel), frames=frames, phonemes=tensor(phonemes), frame_rows=tensor(frame_rows),
                 rows=tensor(rows), owner=torch.tensor([clip for clip, _ in targets]),
                 answers=tensor(answers), shares=tensor(shares),
                 guide=Guide(tensor(inside.astype(np.float32)), tensor(guided)))


def _audio(samples, frames, rng):
    mel = np.empty((len(samples), BANDS, 2 * frames + EDGE), np.float32)
    phonemes = np.zeros((len(samples), frames), np.int64)
    for i, sample in enumerate(samples):
        length = min(sample.mel.shape[1], 2 * frames)
        clip = sample.mel[:, :length].astype(np.float32)
        if rng.random() < 0.3:
            _mask_spectrogram(clip, sample.pad, rng)
        mel[i] = sample.pad
        mel[i, :, :length] = clip
        labelled = min(len(sample.phonemes), frames)
        phonemes[i, :labelled] = sample.phonemes[:labelled]
    return mel, phonemes


def _mask_spectrogram(clip, pad, rng):
    """SpecAugment, lightly: one or two bands, now and then up to 80 ms."""
    for _ in range(rng.randint(1, 2)):
        band = rng.randint(0, 70)
        clip[band:band + rng.randint(2, 10)] = pad if rng.random() < 0.5 else clip.mean()
    if rng.random() < 0.4:
        start = rng.randrange(max(1, clip.shape[1] - 8))
        clip[:, start:start + rng.randint(2, 8)] = clip.mean()


def _fill_answers(target, row_of, answers, shares):
    """What follows each token from <|startoftranscript|> on."""
    ids = target.ids
    timestamps = not (ids == t.NO_TIMESTAMPS).any()
    transcription = ids[target.start + 2] == t.TRANSCRIBE
    for position in range(target.start, len(ids) - 1):
        answer = ids[position + 1]
        if position == target.start:                            # the language, or <|nospeech|>
            choices = {t.NO_SPEECH if target.silent else answer: 1.0}
        elif position == target.start + 1 or answer == t.NO_TIMESTAMPS:
            continue                                            # forced by the decoder
        elif answer >= t.FIRST_TIMESTAMP:
            choices = _timestamp_choices(answer, target.silent)
        elif transcription and timestamps and target.spoken_at[position + 1] >= 0:
            choices = _timed_choices(answer, target.spoken_at[position + 1])
        else:
            choices = {answer: 1.0}
        answers[position, :len(choices)] = row_of[list(choices)]
        shares[position, :len(choices)] = list(choices.values())


def _timestamp_choices(answer, silent):
    """A timestamp may be off by one step."""
    if silent:
        return {t.FIRST_TIMESTAMP: 0.5, t.NO_SPEECH: 0.5}
    if answer == t.FIRST_TIMESTAMP:
        return {answer: 0.85, answer + 1: 0.15}
    last = t.FIRST_TIMESTAMP + t.TIMESTAMPS - 1
    if answer == last:
        return {answer: 0.85, answer - 1: 0.15}
    return {answer: 0.7, answer - 1: 0.15, answer + 1: 0.15}


def _timed_choices(answer, spoken_at):
    """A little probability for the time of the token: whisper.cpp's token timestamps read exactly that."""
    step = int(min(max(round(float(spoken_at) / t.SECONDS_PER_TIMESTAMP), 1), t.TIMESTAMPS - 2))
    time = t.FIRST_TIMESTAMP + step
    return {answer: 1 - _SPOKEN_AT_SHARE, time: _SPOKEN_AT_SHARE * 0.7,
            time - 1: _SPOKEN_AT_SHARE * 0.15, time + 1: _SPOKEN_AT_SHARE * 0.15}


def _fill_guide(target, attend, guided):
    """While a token is written, attention belongs on its word."""
    first = target.start + 2
    heard = target.attend_from[first + 1:] >= 0
    positions = first + np.nonzero(heard)[0]
    guided[positions] = 1
    attend[positions, 0] = target.attend_from[positions + 1] - _GUIDE_MARGIN
    attend[positions, 1] = target.attend_to[positions + 1] + _GUIDE_MARGIN


def _fill_frame_rows(target, row_of, frame_rows):
    """The text token spoken in each frame of a transcribed clip."""
    if target.ids[target.start + 2] != t.TRANSCRIBE:
        return
    for i in np.nonzero(target.spoken_at >= 0)[0]:
        next_in_word = target.spoken_at[i + 1] >= 0 and target.attend_to[i + 1] == target.attend_to[i]
        end = target.spoken_at[i + 1] if next_in_word else target.attend_to[i]
        frame_rows[frame_after(target.spoken_at[i]):frame_after(end)] = row_of[target.ids[i]]


def _hide_words(rows, share, text_tokens):
    """Replace previous text tokens, half by "unused" and half by others: hearing shall count, not guessing."""
    is_text = (rows > 0) & (rows <= text_tokens)
    hidden = is_text & (np.random.random(rows.shape) < share)
    other = np.where(np.random.random(rows.shape) < 0.5, 0, np.random.randint(1, text_tokens + 1, rows.shape))
    return np.where(hidden, other, rows)

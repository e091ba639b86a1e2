"""eSpeak NG in this process: speech with the times of its words and phonemes."""
import ctypes
import re
from dataclasses import dataclass

import numpy as np

_LIBRARY = "libespeak-ng.so.1"
# values from espeak-ng/speak_lib.h
_AUDIO_OUTPUT_SYNCHRONOUS = 2
_INITIALIZE_PHONEME_EVENTS = 1
_EVENT_END, _EVENT_WORD, _EVENT_PHONEME = 0, 1, 7
_RATE, _VOLUME, _PITCH, _RANGE, _WORD_GAP = 1, 2, 3, 4, 7
_POSITION_CHARACTER, _CHARS_UTF8 = 1, 1

_START_TOLERANCE = 60                   # samples by which a phoneme may begin before its word event
_TAIL_SECONDS = 0.03                    # kept after the last phoneme


@dataclass
class Speech:
    """What was said: times in seconds from the start of `samples`."""

    samples: np.ndarray                 # float32
    rate: int                           # samples per second
    words: list                         # (word with its punctuation, start, end)
    phonemes: list                      # (start, end, eSpeak mnemonic); pauses begin with "_"


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", _EventId)]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """One synthesiser per process: the library keeps global state."""

    def __init__(self):
        self._library = ctypes.CDLL(_LIBRARY)
        self.rate = self._library.espeak_Initialize(
            _AUDIO_OUTPUT_SYNCHRONOUS, 0, None, _INITIALIZE_PHONEME_EVENTS)
        if self.rate <= 0:
            raise RuntimeError("eSpeak NG does not start; is the package espeak-ng-data installed?")
        self._callback = _Callback(self._receive)        # kept: the library holds only a pointer to it
        self._library.espeak_SetSynthCallback(self._callback)
        self._clear()

    def _clear(self):
        self._chunks, self._word_events, self._phoneme_events = [], [], []

    def _receive(self, samples, count, events):
        if samples and count:
            self._chunks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        i = 0
        while events[i].type != _EVENT_END:
            event = events[i]
            if event.type == _EVENT_WORD:
                self._word_events.append((event.text_position, event.sample))
            elif event.type == _EVENT_PHONEME:
                mnemonic = bytes(event.id.string).split(b"\0")[0].decode("utf8", "replace")
                self._phoneme_events.append((event.sample, mnemonic))
            i += 1
        return 0

    def say(self, text, voice, words_per_minute=165, pitch=50, pitch_range=50, word_gap=0):
        """Speak a text -> Speech.  voice: "es" or with a variant "es+f2"; word_gap in 10 ms."""
        self._clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"eSpeak NG has no voice {voice}")
        for parameter, value in ((_RATE, words_per_minute), (_VOLUME, 100), (_PITCH, pitch),
                                 (_RANGE, pitch_range), (_WORD_GAP, word_gap)):
            self._library.espeak_SetParameter(parameter, value, 0)
        data = text.encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, _POSITION_CHARACTER, 0, _CHARS_UTF8, None, None)
        samples = np.concatenate(self._chunks).astype(np.float32) / 32768.0
        phonemes = phoneme_intervals(self._phoneme_events, len(samples))
        spoken = [interval for interval in phonemes if not interval[2].startswith("_")]
        words = word_intervals(text, self._word_events, spoken, len(samples))
        end = spoken[-1][1] if spoken else len(samples)
        return Speech(
            samples[:end + int(_TAIL_SECONDS * self.rate)], self.rate,
            [(word, start / self.rate, stop / self.rate) for word, start, stop in words],
            [(start / self.rate, stop / self.rate, name) for start, stop, name in phonemes])


def phoneme_intervals(events, total):
    """(sample, mnemonic) events -> [(start, end, mnemonic)] in samples; each lasts until the next one."""
    ends = [sample for sample, _ in events[1:]] + [total]
    return [(start, end, name) for (start, name), end in zip(events, ends) if end > start]


def word_intervals(text, events, spoken, total):
    """Times of the words of a text -> [(word, start, end)] in samples.

    events: (1-based character position, sample).  Words that eSpeak speaks together with the word before them
    ("a la") share its time by length; punctuation that stands alone gets no duration.
    """
    words = [(match.group(0), match.start() + 1, match.end() + 1) for match in re.finditer(r"\S+", text)]
    starts = _word_starts(words, events)
    if not starts:
        starts = {0: spoken[0][0] if spoken else 0}
    heads = sorted(starts)
    intervals = [None] * len(words)
    for number, head in enumerate(heads):
        is_last = number + 1 == len(heads)
        next_head = len(words) if is_last else heads[number + 1]
        next_start = total if is_last else starts[next_head]
        start, end = _spoken_part(starts[head], next_start, spoken)
        _share(intervals, [word for word, _, _ in words], range(head, next_head), start, end)
    for i in range(heads[0]):
        first_start = intervals[heads[0]][1]
        intervals[i] = (words[i][0], first_start, first_start)
    return intervals


def _is_spoken(word):
    return any(char.isalnum() for char in word)


def _word_starts(words, events):
    """{index of the word: sample of its first event}"""
    starts = {}
    for position, sample in events:
        for i, (word, first, last) in enumerate(words):
            if first <= position < last and i not in starts and _is_spoken(word):
                starts[i] = sample
                break
    return starts


def _spoken_part(start, next_start, spoken):
    """From the first to the last phoneme between two word events."""
    inside = [(begin, end) for begin, end, _ in spoken
              if start - _START_TOLERANCE <= begin < next_start - _START_TOLERANCE]
    if not inside:
        return start, next_start
    return min(inside[0][0], next_start), min(inside[-1][1], max(next_start, start + 1))


def _share(intervals, words, group, start, end):
    """Divide a time among the words of a group by their number of characters."""
    total = sum(len(words[i]) for i in group if _is_spoken(words[i])) or 1
    time = start
    for i in group:
        duration = (end - start) * len(words[i]) / total if _is_spoken(words[i]) else 0
        intervals[i] = (words[i], time, time + duration)
        time += duration

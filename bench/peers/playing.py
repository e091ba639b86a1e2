"""What all peers have in common: sound at its own speed, and what they show, as lines of JSON on the standard output."""

import json
import os
import sys
import time
import wave

import numpy as np

SAMPLE_RATE = 16_000
PIECE_SECONDS = 0.1
THREADS = os.cpu_count() or 2

# Libraries print what they like; the standard output is ours alone.
_output = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def read_samples(path: str) -> np.ndarray:
    """A mono WAV of 16 kHz and 16 bits, as float32."""
    with wave.open(path) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float32) / 32768


class Playback:
    """Gives sound in pieces of 0.1 s, each once a microphone would have it."""

    def __init__(self, samples: np.ndarray) -> None:
        self._samples = samples
        self._start: float | None = None
        self._cpu_start = 0.0
        # False while the reader gets sound that it is late for.
        self.caught_up = True

    def start(self) -> None:
        """Loading is over: media time 0 is now."""
        self._cpu_start = _cpu_seconds()
        self._start = time.monotonic()

    def pieces(self):
        """Waits for each piece until its last sample is captured. A slow reader gets what it missed at once."""
        length = int(SAMPLE_RATE * PIECE_SECONDS)
        for begin in range(0, len(self._samples), length):
            piece = self._samples[begin : begin + length]
            wait = (begin + len(piece)) / SAMPLE_RATE - self.media_seconds()
            if wait > 0:
                time.sleep(wait)
            self.caught_up = wait > -PIECE_SECONDS
            yield piece

    def media_seconds(self) -> float:
        assert self._start is not None
        return time.monotonic() - self._start

    def tell(self, shown: str, settled: str) -> None:
        """The whole text that a viewer sees now, and its part that stays."""
        tell({"atMs": 1000 * self.media_seconds(), "shown": shown, "settled": settled})

    def end(self) -> None:
        used = _cpu_seconds() - self._cpu_start
        tell({"cpuMs": 1000 * used, "soundMs": 1000 * len(self._samples) / SAMPLE_RATE})


def tell(line: dict) -> None:
    _output.write(json.dumps(line) + "\n")


def arguments() -> tuple[str, str, str]:
    """Weights, language, sound file."""
    _, weights, language, file = sys.argv
    return weights, language, file


def _cpu_seconds() -> float:
    """Of this process and its living and ended children, from Linux."""
    ticks = os.sysconf("SC_CLK_TCK")
    own = os.getpid()
    total = 0.0
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat") as file:
                fields = file.read().rsplit(") ", 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(entry) == own or int(fields[1]) == own:
            total += (int(fields[11]) + int(fields[12])) / ticks
    return total

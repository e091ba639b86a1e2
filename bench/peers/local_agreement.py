"""The policy LocalAgreement-2, as whisper_streaming made it known, over faster-whisper.

Each second the whole buffer is decoded. The words that two decodes in a row begin with are committed. The prompt is the
committed text that has left the buffer. A buffer above 15 s is cut at the end of a segment whose words are committed.
"""

from faster_whisper import WhisperModel

import numpy as np
from playing import SAMPLE_RATE, THREADS, Playback, arguments, read_samples

STEP_SECONDS = 1.0
TRIM_ABOVE_SECONDS = 15.0
PROMPT_CHARACTERS = 200

# Words that begin so much before the last committed one ended are those that are committed already.
OVERLAP_SECONDS = 0.1
LONGEST_REPEAT_WORDS = 5


class Agreement:
    """Words are (begin, end, text), with the leading space that the decoder gives."""

    def __init__(self) -> None:
        self.committed = []
        self.tentative = []

    def add(self, words) -> None:
        """Takes a new hypothesis and commits what it shares with the one before."""
        words = self._without_known(words)
        agreed = 0
        while agreed < min(len(words), len(self.tentative)) and words[agreed][2] == self.tentative[agreed][2]:
            agreed += 1
        self.committed += words[:agreed]
        self.tentative = words[agreed:]

    def finish(self) -> None:
        self.committed += self.tentative
        self.tentative = []

    def _without_known(self, words):
        if not self.committed:
            return words
        end = self.committed[-1][1]
        fresh = [word for word in words if word[0] > end - OVERLAP_SECONDS]
        for length in range(1, min(LONGEST_REPEAT_WORDS, len(self.committed), len(fresh)) + 1):
            if [word[2] for word in self.committed[-length:]] == [word[2] for word in fresh[:length]]:
                return fresh[length:]
        return fresh


class Streamer:
    def __init__(self, weights: str, language: str) -> None:
        self._model = WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=THREADS)
        self._language = None if language == "auto" else language
        self._buffer = np.zeros(0, dtype=np.float32)
        self._offset = 0.0
        self.agreement = Agreement()
        self._decode()  # The first decode is slow.

    def push(self, samples: np.ndarray) -> None:
        self._buffer = np.concatenate([self._buffer, samples])

    def step(self) -> None:
        segments = self._decode()
        self.agreement.add([word for segment in segments for word in self._words(segment)])
        if len(self._buffer) / SAMPLE_RATE > TRIM_ABOVE_SECONDS:
            self._trim([self._offset + segment.end for segment in segments])

    def _decode(self):
        segments, _ = self._model.transcribe(
            self._buffer if len(self._buffer) > 0 else np.zeros(SAMPLE_RATE, dtype=np.float32),
            language=self._language, initial_prompt=self._prompt(), beam_size=5, word_timestamps=True,
            condition_on_previous_text=True,
        )
        return list(segments)

    def _words(self, segment):
        return [(self._offset + word.start, self._offset + word.end, word.word) for word in segment.words or []]

    def _prompt(self) -> str:
        gone = "".join(text for _, end, text in self.agreement.committed if end <= self._offset)
        return gone[-PROMPT_CHARACTERS:]

    def _trim(self, segment_ends) -> None:
        if not self.agreement.committed:
            return
        last = self.agreement.committed[-1][1]
        done = [end for end in segment_ends[:-1] if end <= last]
        if done:
            self._buffer = self._buffer[int((done[-1] - self._offset) * SAMPLE_RATE) :]
            self._offset = done[-1]


def text_of(words) -> str:
    return "".join(text for _, _, text in words).strip()


def main() -> None:
    weights, language, file = arguments()
    streamer = Streamer(weights, language)
    playback = Playback(read_samples(file))

    def tell() -> None:
        committed, tentative = streamer.agreement.committed, streamer.agreement.tentative
        playback.tell(text_of(committed + tentative), text_of(committed))

    playback.start()
    waiting = 0.0
    for piece in playback.pieces():
        streamer.push(piece)
        waiting += len(piece) / SAMPLE_RATE
        # Sound that came during a decode is all there already: it is taken in before the next one.
        if waiting >= STEP_SECONDS and playback.caught_up:
            streamer.step()
            waiting = 0.0
            tell()
    streamer.step()
    streamer.agreement.finish()
    tell()
    playback.end()


main()

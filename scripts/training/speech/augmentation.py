"""Makes clean synthetic speech sound like a room, a cheap microphone and a noisy fan."""
import numpy as np
from scipy.signal import fftconvolve

from .mel import BANDS, SAMPLE_RATE

_TINY = 1e-9
_ACTIVE_SHARE = 0.02                    # samples above this share of the peak count as speech


def decibel(value):
    """Amplitude factor of a level in dB."""
    return 10 ** (value / 20)


def round_to_16_bit(samples):
    """Clip and round as a 16-bit recording would."""
    return (np.round(np.clip(samples, -1, 1) * 32767) / 32768).astype(np.float32)


def active_rms(samples):
    """Root mean square of the samples that are not silence."""
    loud = samples[np.abs(samples) > _ACTIVE_SHARE * np.abs(samples).max()]
    return np.sqrt((loud ** 2).mean()) if len(loud) else 0.01


class NoiseBank:
    """Some seconds of each kind of noise, with unit power."""

    def __init__(self, seed=0, seconds=40):
        random = np.random.default_rng(seed)
        count = seconds * SAMPLE_RATE
        white = random.standard_normal(count).astype(np.float32)
        spectrum = np.fft.rfft(white)
        frequency = np.maximum(np.fft.rfftfreq(count, 1 / SAMPLE_RATE), 20.0)
        pink, brown, hiss = (
            np.fft.irfft(spectrum * gain, count).astype(np.float32)
            for gain in (1 / np.sqrt(frequency), 1 / frequency, np.minimum(frequency / 3000, 1.0)))
        time = np.arange(count) / SAMPLE_RATE
        hum = sum(np.sin(2 * np.pi * 50 * harmonic * time + harmonic) / harmonic
                  for harmonic in (1, 2, 3, 4, 6, 8)).astype(np.float32)
        hum += 0.05 * pink / pink.std()
        knots = np.arange(0, seconds + 1, 0.25)
        loudness = np.interp(time, knots, random.standard_normal(seconds * 4 + 4)[:len(knots)])
        crackle = white * (0.2 + np.abs(loudness)).astype(np.float32)
        kinds = (white, white, pink, pink, brown, hiss, hum, crackle)
        self._kinds = [kind / kind.std() for kind in kinds]

    def get(self, rng, count):
        """So many samples of a random kind, from a random place."""
        noise = rng.choice(self._kinds)
        start = rng.randrange(len(noise))
        if start + count > len(noise):
            return np.take(noise, np.arange(start, start + count) % len(noise))
        return noise[start:start + count]


def random_equaliser(rng):
    """A smooth random gain per mel band [80] in the power domain; one in five is a telephone."""
    knots = rng.randint(3, 6)
    gains = [rng.uniform(-8, 8) for _ in range(knots)]
    band = np.arange(BANDS)
    gain_db = np.interp(band, np.linspace(0, BANDS - 1, knots), gains)
    if rng.random() < 0.2:
        low, high = rng.randint(4, 12), rng.randint(52, 78)
        gain_db = gain_db - 4.0 * np.maximum(0, low - band) - 4.0 * np.maximum(0, band - high)
    return (10 ** (np.maximum(gain_db, -60) / 10)).astype(np.float32)


def add_reverb(rng, samples):
    """Exponentially decaying noise as the impulse response of a room (0.08 to 0.4 s)."""
    length = int(rng.uniform(0.08, 0.4) * SAMPLE_RATE)
    random = np.random.default_rng(rng.randrange(1 << 30))
    decay = np.exp(-6.9 * np.arange(length) / length)
    response = (random.standard_normal(length) * decay).astype(np.float32)
    response *= rng.uniform(0.1, 0.6) / np.sqrt((response ** 2).sum() + _TINY)
    response[0] = 1.0
    return fftconvolve(samples, response)[:len(samples)].astype(np.float32)


def roughen(rng, samples, noise):
    """Reverb, a random level, noise (8 to 40 dB below the speech) and 16-bit rounding."""
    if rng.random() < 0.22 and len(samples) > SAMPLE_RATE / 4:
        samples = add_reverb(rng, samples)
    gain = decibel(rng.uniform(-25, 0)) / (np.abs(samples).max() + _TINY)
    samples = samples * gain
    draw = rng.random()
    if draw < 0.6:
        rms = active_rms(samples)
        below = rng.uniform(8, 40)
        samples = samples + noise.get(rng, len(samples)) * (rms * decibel(-below))
        if rng.random() < 0.15:
            samples = samples + noise.get(rng, len(samples)) * (rms * decibel(-(below + 5)))
    elif draw < 0.7:
        samples = samples + noise.get(rng, len(samples)) * decibel(-rng.uniform(65, 90))
    return round_to_16_bit(samples)


def random_background(rng, count, noise):
    """A clip without speech: silence, noise of any level, or noise with short beeps."""
    samples = np.zeros(count, np.float32)
    draw = rng.random()
    if draw > 0.3:
        samples = samples + noise.get(rng, count) * decibel(-rng.uniform(10, 90))
    if draw > 0.75:
        time = np.arange(count) / SAMPLE_RATE
        for _ in range(rng.randint(1, 4)):
            start = rng.uniform(0, count / SAMPLE_RATE)
            end = start + rng.uniform(0.02, 0.6)
            tone = np.sin(2 * np.pi * rng.uniform(100, 5000) * time).astype(np.float32)
            samples = samples + ((time > start) & (time < end)) * tone * decibel(-rng.uniform(6, 45))
    return round_to_16_bit(samples)

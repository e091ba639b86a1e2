"""Whisper's log-mel spectrogram: 80 bands, 25 ms windows every 10 ms, 16 kHz mono."""
import numpy as np
from scipy.fft import rfft

SAMPLE_RATE = 16000
BANDS = 80
FRAMES_PER_SECOND = 100                 # of the spectrogram; the encoder halves it
WINDOW = 400                            # samples; 201 frequencies
HOP = 160
_HANN = (0.5 * (1 - np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW))).astype(np.float32)
_LINEAR_HZ = 1000.0                     # Slaney's scale is linear up to here, 15 mels wide
_HZ_PER_MEL = 200.0 / 3
_LOG_STEP = np.log(6.4) / 27
_POWER_FLOOR = 1e-10
_DYNAMIC_RANGE = 8.0                    # decades of power below the loudest point that are kept


def _hz_to_mel(hz):
    above = _LINEAR_HZ / _HZ_PER_MEL + np.log(np.maximum(hz, _LINEAR_HZ) / _LINEAR_HZ) / _LOG_STEP
    return np.where(hz < _LINEAR_HZ, hz / _HZ_PER_MEL, above)


def _mel_to_hz(mel):
    linear_mels = _LINEAR_HZ / _HZ_PER_MEL
    above = _LINEAR_HZ * np.exp(_LOG_STEP * (mel - linear_mels))
    return np.where(mel < linear_mels, mel * _HZ_PER_MEL, above)


def filterbank():
    """Triangular filters [80, 201] on Slaney's mel scale, each with unit area (as in librosa and Whisper)."""
    frequencies = np.linspace(0, SAMPLE_RATE / 2, WINDOW // 2 + 1)
    edges = _mel_to_hz(np.linspace(0.0, _hz_to_mel(np.float64(SAMPLE_RATE / 2)), BANDS + 2))
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (frequencies - low) / (centre - low)
    falling = (high - frequencies) / (high - centre)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return (triangles * 2.0 / (high - low)).astype(np.float32)


_FILTERS = filterbank()


def mel_power(samples):
    """float32 samples -> mel power [80, frames] of the frames that touch the audio (an even number).

    Like Whisper: half a window is mirrored in front, zeros follow.
    """
    frames = (len(samples) + HOP - 1) // HOP + 2
    frames += frames % 2
    half = WINDOW // 2
    padded = np.zeros(frames * HOP + WINDOW, np.float32)
    padded[half:half + len(samples)] = samples
    mirrored = min(half, len(samples) - 1)
    padded[half - mirrored:half] = samples[1:1 + mirrored][::-1]
    step = padded.strides[0]
    windows = np.lib.stride_tricks.as_strided(padded, (frames, WINDOW), (step * HOP, step))
    spectrum = rfft(windows * _HANN, axis=1)
    power = spectrum.real ** 2 + spectrum.imag ** 2
    return _FILTERS @ power.T.astype(np.float32)


def log_mel(power, floor_shift=0.0):
    """Mel power -> (normalised log-mel, value of the silent frames behind the audio).

    Whisper cuts everything 8 decades below the maximum of the whole window.  floor_shift (decades) acts as if
    something louder had been in the window.
    """
    log_power = np.log10(np.maximum(power, _POWER_FLOOR))
    silence = np.log10(_POWER_FLOOR)
    floor = max(log_power.max(), silence) + floor_shift - _DYNAMIC_RANGE
    return (np.maximum(log_power, floor) + 4.0) / 4.0, (max(silence, floor) + 4.0) / 4.0

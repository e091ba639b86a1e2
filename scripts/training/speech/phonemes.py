"""Classes of the auxiliary loss "which phoneme sounds in this encoder frame"."""
import numpy as np

SECONDS_PER_FRAME = 0.02
SILENCE = 0
CLASSES = 128
_OTHER = CLASSES - 1                    # every phoneme that is not listed
_MNEMONICS = """
    aI s O: D @2 p I k tS 3 a n d m @- r @ t O2 j U@ oU z l a- y i E g Z w W z2 E~ e A~ O~ o u e- Y
    v h aU f u: i: (en) @L (de) x O A: pF C b S V I2 dZ I# U N ts i@3 ** T R2 e: o: Q B e@ A@ OY W~
    a# ; R eI 0 O@ 3: r- y- t2 E: oI n^ t# o@ l^ Y: (fr) J^ eU y: UR aa @5 OI A EI ? n- aI3
""".split()
_NUMBERS = {mnemonic: number for number, mnemonic in enumerate(_MNEMONICS, start=1)}


def frame_after(seconds):
    """Index of the first encoder frame at or after a time."""
    return int(np.ceil(seconds / SECONDS_PER_FRAME))


def phoneme_frames(phonemes, frames):
    """[(start, end, eSpeak mnemonic)] in seconds -> class per encoder frame, uint8 [frames]."""
    classes = np.full(frames, SILENCE, np.uint8)
    for start, end, mnemonic in phonemes:
        if not mnemonic.startswith("_"):
            classes[frame_after(start):frame_after(end)] = _NUMBERS.get(mnemonic, _OTHER)
    return classes

"""The training loss: next token, and three auxiliary losses that make the alignment appear early."""
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from .network import ENCODER_FRAMES

_SILENT_POSITIONS = 12
_NO_SILENCE_SHARE = 0.15                # of the batches have no silence behind the clip (a short audio context)
_FRAME_TOKENS = 900                     # frames per batch for the frame-token loss


@dataclass
class Losses:
    token: torch.Tensor                 # next token
    phoneme: torch.Tensor               # phoneme of an encoder frame
    alignment: torch.Tensor             # attention inside the word
    frame_token: torch.Tensor           # text token spoken in an encoder frame
    accuracy: float

    def total(self, progress, frame_losses=1.0):
        """Weighted sum; the auxiliary losses fade.  progress: 0 to 1; frame_losses: factor of the encoder's own."""
        if progress < 0.05:
            phoneme, alignment, frame_token = 0.5, 1.0, 0.5
        elif progress < 0.55:
            phoneme, alignment, frame_token = 0.3, 0.3, 0.5
        else:
            phoneme, alignment, frame_token = 0.1, 0.1, 0.2
        encoder = phoneme * self.phoneme + frame_token * self.frame_token
        return self.token + alignment * self.alignment + frame_losses * encoder

    def numbers(self):
        return [float(self.token), float(self.phoneme), float(self.alignment), float(self.frame_token),
                self.accuracy]


def compute(model, batch, rng):
    """Losses of a Batch."""
    encoded, silence = model.encode(batch.mel, batch.frames, _silent_positions(batch.frames, rng))
    frames = encoded[:, :batch.frames].reshape(-1, model.width)
    phoneme = F.cross_entropy(model.frame_phoneme(frames), batch.phonemes.view(-1))
    states, table, alignment = model.decode(batch.rows, encoded, batch.owner, silence, batch.guide)
    learned = batch.shares.sum(-1) > 0
    logits = model.logits(states[learned], table)
    answers, shares = batch.answers[learned], batch.shares[learned]
    token = -(F.log_softmax(logits, -1).gather(1, answers) * shares).sum() / shares.sum()
    accuracy = (logits.argmax(-1) == answers[:, 0]).float().mean().item()
    frame_token = _frame_token_loss(model, frames, batch.frame_rows.view(-1))
    return Losses(token, phoneme, alignment, frame_token, accuracy)


def _silent_positions(frames, rng):
    if frames >= ENCODER_FRAMES - 32 or rng.random() < _NO_SILENCE_SHARE:
        return None
    return torch.tensor(sorted(rng.sample(range(frames, ENCODER_FRAMES), _SILENT_POSITIONS)))


def _frame_token_loss(model, frames, frame_rows):
    spoken = frame_rows.nonzero()[:, 0]
    if not len(spoken):
        return torch.zeros(())
    spoken = spoken[torch.randperm(len(spoken))[:_FRAME_TOKENS]]
    states = model.frame_token(frames[spoken])
    logits = F.linear(states, model.token_rows.to(states.dtype)).float()
    return F.cross_entropy(logits, frame_rows[spoken])

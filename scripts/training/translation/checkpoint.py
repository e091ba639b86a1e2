"""Saves and loads a trained direction: a folder with model.pt and vocab.spm."""
from pathlib import Path

import sentencepiece
import torch

from .network import END, INT8, Translator


def save(folder, model):
    torch.save({"sizes": model.sizes, "state": model.state_dict()}, Path(folder) / "model.pt")


def load_vocabulary(folder):
    return sentencepiece.SentencePieceProcessor(str(Path(folder) / "vocab.spm"))


def load_model(folder):
    """The network, computing as it is exported."""
    saved = torch.load(Path(folder) / "model.pt", map_location="cpu")
    model = Translator(**saved["sizes"])
    model.load_state_dict(saved["state"])
    model.mode = INT8
    return model.eval()


def encode(vocabulary, text):
    """Token ids of a line, with </s>."""
    return vocabulary.encode(text) + [END]


@torch.no_grad()
def start_from(model, vocabulary, folder):
    """Take the weights of another direction or vocabulary; embeddings go by the text of the piece."""
    saved = torch.load(Path(folder) / "model.pt", map_location="cpu")["state"]
    other = load_vocabulary(folder)
    other_ids = {other.id_to_piece(i): i for i in range(other.get_piece_size())}
    pieces = [(i, vocabulary.id_to_piece(i)) for i in range(vocabulary.get_piece_size())]
    here, there = zip(*((i, other_ids[piece]) for i, piece in pieces if piece in other_ids))
    for name, value in model.state_dict().items():
        if name in ("embedding", "output_bias"):
            value[list(here)] = saved[name][list(there)]
        else:
            value.copy_(saved[name])

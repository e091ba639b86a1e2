"""Saves and loads the state of a training, also into a network with more tokens."""
import os

import torch

from .network import Whisper


def save(path, model, averaged, optimizer, step, seconds):
    """averaged: state dict of the averaged weights; seconds: time trained so far."""
    unfinished = f"{path}.unfinished"
    state = dict(sizes=model.sizes, text_ids=model.vocabulary.text_ids, model=model.state_dict(),
                 averaged=averaged, optimizer=optimizer.state_dict(), step=step, seconds=seconds)
    torch.save(state, unfinished)
    os.replace(unfinished, path)


def read(path):
    """The dictionary that save wrote."""
    return torch.load(path, map_location="cpu")


def load_model(path, averaged=True):
    """-> (network in evaluation mode, training step)"""
    state = read(path)
    model = Whisper(state["text_ids"], **state["sizes"])
    model.load_state_dict(state["averaged" if averaged else "model"])
    return model.eval(), state["step"]


def with_more_tokens(weights, old_ids, model):
    """A state dict with the token rows of `model`; tokens that are new keep the random start of `model`."""
    new_rows = model.token_rows.detach().clone()
    old_plain = [None] + old_ids + model.vocabulary.plain_ids[len(model.vocabulary.text_ids):]
    new_row_of = model.vocabulary.row_of
    for old_row, token in enumerate(old_plain):
        new_rows[0 if token is None else new_row_of[token]] = weights["token_rows"][old_row]
    return dict(weights, token_rows=new_rows)

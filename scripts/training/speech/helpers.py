"""Further processes that compute gradients, each at its own pace, and add them to a shared buffer."""
import os
import random

import torch

_LARGEST_NORM = 4.0                     # of a helper's gradient
_BATCHES, _CLIPS, _PROGRESS = range(3)


class GradientHelpers:
    """start() after model.share_memory(); make_source(rng) gives a helper its own BatchSource."""

    def __init__(self, model, count, threads, seed, backward, make_source):
        self._parameters = list(model.parameters())
        size = sum(parameter.numel() for parameter in self._parameters)
        self._gradient = torch.zeros(size).share_memory_()
        self._counters = torch.zeros(3, dtype=torch.float64).share_memory_()
        context = torch.multiprocessing.get_context("fork")
        self._lock = context.Lock()
        self._threads, self._backward, self._make_source = threads, backward, make_source
        self._processes = [context.Process(target=self._run, args=(seed * 1000 + number,), daemon=True)
                           for number in range(count)]

    def start(self):
        for process in self._processes:
            process.start()

    def stop(self):
        for process in self._processes:
            process.terminate()

    def _run(self, seed):
        torch.set_num_threads(self._threads)
        torch.manual_seed(seed)
        rng = random.Random(seed)
        source = self._make_source(rng)
        parent = os.getppid()
        while os.getppid() == parent:
            for parameter in self._parameters:
                parameter.grad = None
            _, clips = self._backward(source, rng, float(self._counters[_PROGRESS]))
            gradient = torch.cat([
                torch.zeros(parameter.numel()) if parameter.grad is None else parameter.grad.reshape(-1)
                for parameter in self._parameters])
            if not torch.isfinite(gradient).all():
                continue
            gradient.mul_(min(1.0, _LARGEST_NORM / float(gradient.norm())))
            with self._lock:
                self._gradient.add_(gradient)
                self._counters[_BATCHES] += 1
                self._counters[_CLIPS] += clips

    def collect(self, progress):
        """Mean of the parameters' own gradient and the helpers' ones.  -> (batches, clips) of the helpers"""
        with self._lock:
            self._counters[_PROGRESS] = progress
            batches, clips = int(self._counters[_BATCHES]), int(self._counters[_CLIPS])
            if not batches:
                return 0, 0
            offset = 0
            for parameter in self._parameters:
                part = self._gradient[offset:offset + parameter.numel()].view_as(parameter)
                parameter.grad = part.clone() if parameter.grad is None else parameter.grad.add_(part)
                parameter.grad.div_(1 + batches)
                offset += parameter.numel()
            self._gradient.zero_()
            self._counters[:_PROGRESS] = 0
        return batches, clips

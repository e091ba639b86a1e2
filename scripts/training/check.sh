#!/bin/sh
# Smoke test of the training: a few minutes on two cores, no network, everything in a temporary folder.
#   sh scripts/training/check.sh [FOLDER]          FOLDER: keep the files there instead
# PYTHON chooses the interpreter that has the Debian packages (see README.md).
set -eu
cd "$(dirname "$0")"
assets=../../assets/models

python=${PYTHON:-python3}
needed="import numpy, onnx, scipy, sentencepiece, torch"
"$python" -c "$needed" 2>/dev/null || python=/usr/bin/python3
"$python" -c "$needed" || { echo "see 'What you need' in scripts/training/README.md"; exit 1; }

if [ $# -gt 0 ]; then
  work=$1
  mkdir -p "$work"
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=134217728

step() {
  echo
  echo "== $*"
}
run() {
  module=$1
  shift
  nice -n 10 "$python" -m "$module" "$@"
}

step "the grammar"
run vocabulary.check
run vocabulary.show --count 3

step "speech: demo clips and test set"
run speech.make_demo_clips "$work/demo"
run speech.make_test_set "$work/heldout" --per-language 2
echo "$(ls "$work/heldout" | wc -l) files in the test set"

step "speech: four steps from random weights, two more from the checkpoint"
run speech.synthesize --seed 1 --out "$work/shards" --shards 2 --per-shard 48
run speech.train --shards "$work/shards" --out "$work/speech" --pool 48 --helpers 0 --short-until 0 \
  --max-steps 4
run speech.synthesize --seed 2 --out "$work/shards" --shards 1 --per-shard 48
run speech.train --shards "$work/shards" --out "$work/speech" --pool 48 --helpers 0 --short-until 0 \
  --max-steps 2 --resume "$work/speech/last.pt"
run speech.evaluate "$work/speech/last.pt" "$work/heldout" --count 1 --languages en \
  --tests transcribe,language

step "speech: an untrained model loads in both engines"
run speech.export_onnx "$work/speech/last.pt" "$work/untrained"
run speech.export_ggml "$work/speech/last.pt" "$work/untrained.bin"
node speech/verify/verify.mjs --onnx "$work/untrained" --references "$work/demo" --languages en \
  --limit 1 --tests transcribe
node speech/verify/verify.mjs --ggml "$work/untrained.bin" --references "$work/demo" --languages en \
  --limit 1 --tests transcribe

step "speech: the shipped model, read back, exported again, still recognises the demo clips"
run speech.import_onnx "$assets/demo-whisper/demo" "$work/shipped.pt"
run speech.export_onnx "$work/shipped.pt" "$work/shipped"
node speech/verify/verify.mjs --onnx "$work/shipped" --references "$work/demo" --tests transcribe --max-wer 10

step "translation: a few steps of one direction, the same words in the engine as in PyTorch"
run translation.train en-es --out "$work/en-es" --steps 30 --warmup 10
run translation.export "$work/en-es" "$work/models/en-es"
run translation.make_test_sets "$work/sets" --small --pairs en-es
run translation.add_torch_output "$work/en-es" "$work/sets/en-es.jsonl"
node translation/verify/verify.mjs --models "$work/models" --sets "$work/sets" --pairs en-es --only-equality

step "translation: the shipped model of that direction"
run translation.make_test_sets "$work/shipped-sets" --small --pairs en-es
node translation/verify/verify.mjs --models "$assets/demo-translation" --sets "$work/shipped-sets" \
  --pairs en-es

echo
echo "all good"

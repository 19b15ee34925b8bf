#!/usr/bin/env bash
# Compares the speed of training and decoding with plain PyTorch, one after the other on the same machine, with the same network,
# weights, vocabulary, pairs, batch size and threads (torch_train.py, torch_translate.py).
#   eval/beside_pytorch.sh PYTHON DATA OUTPUT
# PYTHON is a Python with torch; DATA contains train.en, train.de, val.en, val.de and test2016.en of Multi30k. Needs target/thimble.jar
# (mvn package). Run nothing else at the same time. Takes about ten minutes.
set -euo pipefail

python=$1
data=$2
output=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
pairs=3000
mkdir -p "$output"

thimble() {
  java -jar "$here/../target/thimble.jar" "$@"
}

[ -f "$output/joint.model" ] || thimble vocab "$data/train.en" "$data/train.de" --size 8000 --output "$output/joint.model"
for side in en de; do
  head -n "$pairs" "$data/train.$side" > "$output/train.$side"
done
for round in 1 2 3 4; do # a longer input, so that the warm-up of the JVM counts for less
  cat "$data/test2016.en"
done > "$output/four.en"

train() { # CELL PRECISION
  thimble train --train-source "$output/train.en" --train-target "$output/train.de" --dev-source "$data/val.en" \
    --dev-target "$data/val.de" --vocabulary "$output/joint.model" --cell "$1" --embedding-size 256 --encoder-size 512 \
    --decoder-size 512 --encoder-layers 2 --decoder-layers 2 --no-bidirectional --tying NONE \
    --dropout 0.3 --embedding-dropout 0.3 --label-smoothing 0.1 --max-sentences 64 --max-tokens 100000 --max-epochs 1 \
    --context-pooling LAST --context-feed EVERY_STEP --average-decay 0 --no-dev-bleu --max-ratio 0 --precision "$2" --overwrite --output "$output/$1-$2"
}

for cell in GRU LSTM; do
  for precision in FLOAT32 BFLOAT16; do
    echo "== training, $cell, $precision, $pairs pairs, one epoch: Thimble, PyTorch"
    train "$cell" "$precision" 2>&1 | grep -E 'tokens/s|perplexity' | tail -2
    flag=()
    [ "$precision" = FLOAT32 ] || flag=(--bfloat16)
    "$python" -W ignore "$here/torch_train.py" "$output/$cell-$precision/best" "$output/train.en" "$output/train.de" \
      --pairs "$pairs" ${flag[@]+"${flag[@]}"}
  done
  model=$output/$cell-BFLOAT16/best
  for beam in 1 5; do
    for precision in FLOAT32 INT8; do
      echo "== decoding, $cell, beam $beam, $precision, batches of 64: Thimble, PyTorch"
      thimble evaluate "$model" --source "$output/four.en" --reference "$output/four.en" --metrics exact --no-by-sentence --beam-size "$beam" \
        --precision "$precision" 2>&1 | grep sentences/s
      flag=()
      [ "$precision" = FLOAT32 ] || flag=(--int8)
      "$python" -W ignore "$here/torch_translate.py" "$model" --batch 64 --beam "$beam" ${flag[@]+"${flag[@]}"} \
        < "$data/test2016.en" 2>&1 > "$output/torch.de" | tail -1
    done
  done
done

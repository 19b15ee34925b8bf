#!/usr/bin/env bash
# Training and decoding speed beside a plain PyTorch program of the same shape, one after the other on the same machine:
#   eval/beside_pytorch.sh PYTHON PEER DATA OUTPUT
# PYTHON has torch; PEER is the program pytorch_seq2seq.py; DATA holds train.en, train.de, val.en, val.de, test2016.en and
# test2016.de of Multi30k. Needs target/thimble.jar (mvn package). Nothing else should run meanwhile; takes about half an hour.
set -euo pipefail

python=$1
peer=$2
data=$3
output=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$output"

thimble() {
  java -jar "$here/../target/thimble.jar" "$@"
}

[ -f "$output/joint.model" ] || thimble vocab "$data/train.en" "$data/train.de" --size 8000 --output "$output/joint.model"
for side in en de; do
  head -8000 "$data/train.$side" > "$output/train8000.$side"
done
for round in 1 2 3 4 5 6 7 8 9 10; do # so that the JVM's warm-up does not count for much
  cat "$data/test2016.en"
done > "$output/ten.en"

ours() { # CELL PRECISION TRAIN
  thimble train --train-source "$3.en" --train-target "$3.de" --dev-source "$data/val.en" --dev-target "$data/val.de" \
    --vocabulary "$output/joint.model" --cell "$1" --embedding-size 256 --encoder-size 512 --decoder-size 512 \
    --encoder-layers 2 --decoder-layers 2 --no-bidirectional --context-feed START --tying NONE --dropout 0.3 \
    --embedding-dropout 0.3 --label-smoothing 0.1 --max-sentences 64 --max-tokens 100000 --max-epochs 1 --no-dev-bleu \
    --max-ratio 0 --precision "$2" --overwrite --output "$output/$1-$2" 2>&1 | grep -E 'tokens/s|perplexity' | tail -2
}

for cell in GRU LSTM; do
  echo "== training, $cell, float32, 8,000 pairs"
  "$python" "$peer" "$data" en de test2016 --cell "$cell" --epochs 1 --max-train 8000 | grep '"epoch"' | head -1
  ours "$cell" float32 "$output/train8000"
  echo "== training, $cell, bfloat16, all pairs; then decoding, float32 and ours also in int8"
  "$python" "$peer" "$data" en de test2016 --cell "$cell" --epochs 1 --amp | grep -E '"(epoch|test)"'
  ours "$cell" bfloat16 "$data/train"
  for beam in 1 5; do
    for precision in FLOAT32 INT8; do
      echo "-- $cell, beam $beam, $precision"
      thimble evaluate "$output/$cell-bfloat16/best" --source "$output/ten.en" --reference "$output/ten.en" \
        --metrics exact --beam-size "$beam" --precision "$precision" | head -1
    done
  done
done

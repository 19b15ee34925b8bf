#!/usr/bin/env bash
# Time to quality: a plain PyTorch program trains ten epochs of Multi30k De→En in bfloat16, then Thimble until its dev log-loss is
# as low:
#   eval/time_to_quality.sh PYTHON PEER DATA OUTPUT
# PYTHON has torch and sentencepiece; PEER is the program pytorch_seq2seq.py; DATA holds train, val and test2016 of Multi30k, .de
# and .en. Needs target/thimble.jar (mvn package). Nothing else should run meanwhile; takes about half an hour.
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

"$python" "$peer" "$data" de en test2016 --epochs 10 --amp > "$output/peer.log"
[ -f "$output/joint.model" ] || thimble vocab "$data/train.de" "$data/train.en" --size 8000 --output "$output/joint.model"
thimble train --train-source "$data/train.de" --train-target "$data/train.en" --dev-source "$data/val.de" --dev-target "$data/val.en" \
  --vocabulary "$output/joint.model" --cell GRU --tying ALL --embedding-size 256 --encoder-size 512 --decoder-size 512 \
  --dropout 0.3 --embedding-dropout 0.2 --label-smoothing 0.1 --average-decay 0.99 --max-tokens 1024 --precision bfloat16 \
  --max-epochs 10 --evaluate-every 200 --patience 0 --no-dev-bleu --overwrite --output "$output/run"
"$python" "$here/time_to_quality.py" "$data" "$output/peer.log" "$output/joint.model" "$output/run"

#!/usr/bin/env bash
# Measures how time and memory grow with hidden size, vocabulary, sentence length and layers: one tab-separated line for each shape.
# Each shape runs in its own process, so that its peak memory can be measured. Needs target/thimble.jar (mvn package). Takes about 15
# minutes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

figure() { # FIGURE COMPUTE_TYPE: reads one value from the file $bench
  awk -F '\t' -v figure="$1" -v type="$2" '$1 == figure && $2 == type { printf "\t%s", $3 }' "$bench"
}

measure() { # NAME OPTION...
  local name=$1
  shift
  java -jar "$here/../target/thimble.jar" bench --tsv --threads 1 --seconds 1 "$@" > "$bench"
  printf '%s' "$name"
  figure 'parameters' ''
  figure 'step of 1 row, ms' FLOAT32
  figure 'step of 1 row, ms' INT8
  figure 'step of 64 rows, ms' FLOAT32
  figure 'step of 64 rows, ms' INT8
  figure 'beam 5, 1 sentence, ms' INT8
  figure 'beam 5, by 64, sentences/s' INT8
  figure 'gradient of 64 pairs, tokens/s' FLOAT32
  figure 'gradient of 64 pairs, tokens/s' BFLOAT16
  figure 'peak memory, MB' ''
  echo
}

bench=$(mktemp)
trap 'rm -f "$bench"' EXIT
printf 'shape\tparameters\tstep 1 fp32\tstep 1 int8\tstep 64 fp32\tstep 64 int8\tbeam 5 ms\tbeam 5 sentences/s\ttraining fp32\ttraining bf16\tpeak MB\n'
measure 'default'
measure 'GRU' --cell GRU
for hidden in 256 1024 2048; do
  measure "hidden $hidden" --encoder-size "$hidden" --decoder-size "$hidden"
done
for pieces in 4000 16000 32000; do
  measure "pieces $pieces" --vocabulary-size "$pieces"
done
for length in 5 50 150; do
  measure "length $length" --length "$length"
done
measure '2 layers' --encoder-layers 2 --decoder-layers 2
measure '4 layers' --encoder-layers 4 --decoder-layers 4

#!/usr/bin/env bash
# Compares the time that Thimble and sacreBLEU take for BLEU and chrF on the same files: each twice, in turn, on one core (taskset);
# then Thimble on all cores, which sacreBLEU does not use.
#   eval/metrics_speed.sh HYPOTHESES REFERENCE LINES [PYTHON]
# The two files, which have the same number of lines, are repeated up to LINES lines; one word of each hypothesis is changed. PYTHON is
# a Python with sacrebleu; without it, only Thimble is timed. The memory of sacreBLEU grows with the lines, to gigabytes.
# On a busy machine, the processor time (user + system) is a better measure than the elapsed time.
set -euo pipefail

hypotheses=$1
reference=$2
lines=$3
python=${4:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

repeat='{ text[NR] = $0 } END { for (i = 0; i < lines; i++) print text[i % NR + 1] }'
awk -v lines="$lines" "$repeat" "$hypotheses" | awk '{ if (NF) $(1 + NR * 7919 % NF) = NR; print }' > "$folder/hypotheses"
awk -v lines="$lines" "$repeat" "$reference" > "$folder/reference"

thimble() {
  "$@" java -Xmx256m -jar "$here/../target/thimble.jar" evaluate --hypotheses "$folder/hypotheses" \
    --reference "$folder/reference" --metrics bleu,chrf
}

TIMEFORMAT='%R s elapsed, %U s user, %S s system'
for turn in 1 2; do
  echo "turn $turn: Thimble, heap of 256 MB, one core"
  time thimble taskset -c 0
  if [ -n "$python" ]; then
    echo "turn $turn: sacreBLEU, one core"
    time taskset -c 0 "$python" -m sacrebleu "$folder/reference" -i "$folder/hypotheses" -m bleu chrf -f text -w 2
  fi
  echo "turn $turn: Thimble, heap of 256 MB, $(nproc) cores"
  time thimble env
done

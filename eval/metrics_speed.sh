#!/usr/bin/env bash
# Times BLEU + chrF of Thimble beside sacreBLEU on the same files, twice each by turns, each on one core and so with one thread
# (taskset), then Thimble on all cores, which sacreBLEU has no use for:
#   eval/metrics_speed.sh HYPOTHESES REFERENCE LINES [PYTHON]
# The two files (of as many lines each) are repeated up to LINES lines, with a word of each hypothesis changed. PYTHON is one that
# has sacrebleu; without it Thimble is timed alone. Mind the memory: sacreBLEU's grows with the lines, to gigabytes.
# user + system is the time that the processor worked; on a busy machine it says more than the time that passed.
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

TIMEFORMAT='%R s passed, %U s user, %S s system'
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

#!/usr/bin/env bash
# Measures training on a corpus that does not fit into memory, on a machine that does nothing else:
#   eval/large_corpus.sh PAIRS.tsv FOLDER [COPIES] [EARLIER.jar]
# PAIRS.tsv has source, tab and target, such as
#   paste <(zcat train.en.gz) <(zcat train.fr.gz) > pairs.tsv
# FOLDER receives some gigabytes. COPIES of the pairs are varied by large_corpus.awk; 64 make ten
# million pairs of Tatoeba's 158,305. With the jar of an earlier build, which kept corpora in memory,
# the speed of both is measured on the pairs themselves.
# Prints: pairs a second of 'prepare', seconds from a start on a ready cache to the end of the first
# update (evaluation and two checkpoints included), tokens a second, and the heap in use after a
# collection in training on the large corpus and on the pairs alone: the difference is the corpus.
set -euo pipefail
pairs=$(realpath "$1"); mkdir -p "$2"; folder=$(realpath "$2"); copies=${3:-64}; earlier=${4:-}
cd "$(dirname "$0")/.."
jar=target/thimble.jar
thimble() { java -Xmx1g -jar "$jar" "$@"; }
large=$folder/large.tsv
[ -e "$large" ] || awk -v copies="$copies" -f eval/large_corpus.awk "$pairs" > "$large"
head -200 "$pairs" > "$folder/dev.tsv"
echo "$(wc -l < "$large") pairs"

echo "== vocab, both sides, 1 GB of heap"
time thimble vocab "$large" --size 8000 --output "$folder/joint.model"

echo "== prepare, 1 GB of heap"
rm -rf "$folder/cache"
thimble prepare --train-source "$large" --vocabulary "$folder/joint.model" --output "$folder/cache" 2>&1 | tail -1
ls -l "$folder/cache"

# train CORPUS RUN OPTIONS...
train() {
  local corpus=$1 run=$2; shift 2
  thimble train --train-source "$corpus" --dev-source "$folder/dev.tsv" --vocabulary "$folder/joint.model" \
    --embedding-size 256 --encoder-size 512 --decoder-size 512 --max-tokens 4096 --no-dev-bleu --no-confidence \
    --cache "$folder/cache" --overwrite --output "$folder/$run" "$@"
}

echo "== first update on a ready cache"
time train "$large" first --max-updates 1 > "$folder/first.log" 2>&1

# in_use PID: MB of heap in use after a full collection
in_use() {
  jcmd "$1" GC.run > /dev/null
  jcmd "$1" GC.heap_info | grep -o 'used [0-9]*K' | head -1
}

for corpus in "$large" "$pairs"; do
  echo "== training for two minutes on $corpus"
  train "$corpus" run --max-updates 100000 --evaluate-every 0 > "$folder/run.log" 2>&1 &
  sleep 120
  java=$(pgrep -P $!)
  in_use "$java"
  grep -E 'VmHWM|RssAnon|RssFile' "/proc/$java/status"
  kill -TERM "$java"; wait || true
  grep -o '[0-9,]* tokens/s' "$folder/run.log" | tail -1
done

if [ -n "$earlier" ]; then
  echo "== the same pairs by $earlier, in memory"
  java -Xmx4g -jar "$earlier" train --train-source "$pairs" --dev-source "$folder/dev.tsv" --vocabulary "$folder/joint.model" \
    --embedding-size 256 --encoder-size 512 --decoder-size 512 --max-tokens 4096 --no-dev-bleu --no-confidence \
    --overwrite --output "$folder/earlier" --max-updates 100000 > "$folder/earlier.log" 2>&1 &
  sleep 120
  kill -TERM $!; wait || true
  grep -o '[0-9,]* tokens/s' "$folder/earlier.log" | tail -1
fi

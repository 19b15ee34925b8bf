#!/usr/bin/env bash
# Compares recurrent cells on three made-up tasks, everything else equal:
#   eval/cells.sh OUTPUT [addition] [copying] [memory]
# addition  the sum of two 8-bit numbers, bit by bit from the lowest on; no sum of the test set is in training
# copying   the source again, 10 to 100 letters
# memory    the first letter of a text of 2 to 200: how long a cell remembers
# OUTPUT gets data, runs, TASK.tsv and, but for addition, TASK.png. If it is killed, the same command continues. Needs
# target/thimble.jar (mvn package).
set -euo pipefail
(($# >= 1)) || { sed -n '2,8s/^# *//p' "$0" >&2; exit 2; }
output=$1
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../target/thimble.jar
cells=(RNN GRU LSTM LSTM_PEEPHOLE)

thimble() { java -jar "$jar" "$@"; }

# data TASK PAIRS LENGTH...: pairs of a task, lengths in turn. Its own random numbers, because those of awk differ from awk to awk
# (Park and Miller 1988).
data() {
  awk -v task="$1" -v pairs="$2" -v lengths="${*:3}" '
    function below(n) { seed = seed * 16807 % 2147483647; return int(seed / 2147483647 * n) }
    function letter() { return substr("abcdefgh", below(8) + 1, 1) }
    function bits(n, count,   text, i) {
      for (i = 0; i < count; i++) { text = text (i ? " " : "") n % 2; n = int(n / 2) }
      return text
    }
    BEGIN {
      seed = length(task)
      count = split(lengths, length_of, " ")
      for (i = 0; i < pairs; i++) {
        source = ""
        if (task == "addition") {
          do { a = below(256); b = below(256) } while (seen[a, b]++)
          split(bits(a, 8), left, " "); split(bits(b, 8), right, " ")
          for (j = 1; j <= 8; j++) source = source (j > 1 ? " " : "") left[j] right[j]
          target = bits(a + b, 9)
        } else {
          for (j = 0; j < length_of[i % count + 1]; j++) source = source (j ? " " : "") letter()
          target = task == "copying" ? source : substr(source, 1, 1)
        }
        print source "\t" target
      }
    }'
}

# learn TASK OPTION...: every cell learns the task and answers the test set
learn() {
  local task=$1 cell folder=$output/$1
  for cell in "${cells[@]}"; do
    local resume=()
    [ ! -d "$folder/$cell/last" ] || resume=(--resume)
    [ -f "$folder/$cell.out" ] || {
      thimble train --train-source "$folder/train.tsv" --dev-source "$folder/dev.tsv" --output "$folder/$cell" --cell "$cell" \
        --embedding-size 32 --context-pooling LAST --context-feed EVERY_STEP --dropout 0 --embedding-dropout 0 \
        --label-smoothing 0 --average-decay 0 --max-length 210 --max-ratio 0 --schedule cosine --learning-rate 2e-3 --decay 0.01 --patience 0 \
        --max-epochs 10000 --no-dev-bleu --select-by perplexity --threads 1 "${@:2}" ${resume[@]+"${resume[@]}"}
      cut -f 1 "$folder/test.tsv" |
        thimble translate "$folder/$cell/last" --beam-size 1 --no-by-sentence --threads 1 >"$folder/$cell.part"
      mv "$folder/$cell.part" "$folder/$cell.out"
    }
  done
}

# make TASK LENGTH...: the data of a task
make() {
  local folder=$output/$1
  mkdir -p "$folder"
  [ -f "$folder/test.tsv" ] || {
    data "$1" 22500 "${@:2}" >"$folder/all.tsv"
    head -n 20000 "$folder/all.tsv" >"$folder/train.tsv"
    sed -n 20001,20500p "$folder/all.tsv" >"$folder/dev.tsv"
    tail -n 2000 "$folder/all.tsv" >"$folder/test.part"
    mv "$folder/test.part" "$folder/test.tsv"
  }
}

# by_length TASK WIDTH: for every WIDTH lengths, the share in percent of the right letters of each cell
by_length() {
  local cell files=("$output/$1/test.tsv")
  for cell in "${cells[@]}"; do files+=("$output/$1/$cell.out"); done
  {
    printf 'length'
    printf '\t%s' "${cells[@]}"
    echo
    paste "${files[@]}"
  } | awk -F '\t' -v OFS='\t' -v width="$2" '
    NR == 1 { print; next }
    {
      group = int((split($1, source, " ") + width - 1) / width) * width
      seen[group] = 1
      n = split($2, right, " ")
      for (cell = 3; cell <= NF; cell++) {
        split($cell, given, " ")
        for (j = 1; j <= n; j++) if (given[j] == right[j]) good[group, cell]++
      }
      all[group] += n
      last = NF
    }
    END {
      for (group = width; group in seen; group += width) {
        line = group
        for (cell = 3; cell <= last; cell++) line = line OFS sprintf("%.1f", 100 * good[group, cell] / all[group])
        print line
      }
    }' >"$output/$1.tsv"
}

addition() {
  make addition
  learn addition --encoder-size 96 --decoder-size 96 --max-sentences 128 --max-updates 300
  local cell
  printf 'cell\texact\n' >"$output/addition.tsv"
  for cell in "${cells[@]}"; do
    cut -f 2 "$output/addition/test.tsv" | paste - "$output/addition/$cell.out" |
      awk -F '\t' -v OFS='\t' -v cell="$cell" '$1 == $2 { good++ } END { print cell, sprintf("%.1f", 100 * good / NR) }' >>"$output/addition.tsv"
  done
}

copying() {
  make copying 10 20 30 40 50 60 70 80 90 100
  learn copying --encoder-size 192 --decoder-size 192 --max-tokens 4096 --max-updates 1200
  by_length copying 10
  java -cp "$jar" "$here/Plot.java" "$output/copying.tsv" "$output/copying.png" "Copying a text through one vector" "letters right (%)" 100
}

memory() {
  make memory $(seq 2 2 200)
  learn memory --encoder-size 64 --decoder-size 64 --no-bidirectional --max-sentences 128 --max-updates 3000
  by_length memory 20
  java -cp "$jar" "$here/Plot.java" "$output/memory.tsv" "$output/memory.png" "The first letter, remembered to the end of a text" "texts right (%)" 100
}

for task in "${@:-addition copying memory}"; do
  for each in $task; do
    "$each"
    echo "$each"
    cat "$output/$each.tsv"
  done
done

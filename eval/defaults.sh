#!/usr/bin/env bash
# Trains on three corpora with no options but the files, and by a recipe; prints the scores of both on the test split, and plots the
# dev BLEU of both against the time:
#   eval/defaults.sh DATA OUTPUT [multi30k-de-en] [cmudict-g2p] [tatoeba-en-de]
# DATA contains folders of these names. All runs use one thread, one after another, and take many hours; if the script is killed, the
# same command continues. Needs target/thimble.jar (mvn package).
set -euo pipefail
(($# >= 2)) || { sed -n '2,7s/^# *//p' "$0" >&2; exit 2; }
data=$1
output=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../target/thimble.jar
mkdir -p "$output"

# run NAME OPTION...: a run that ends in OUTPUT/NAME
run() {
  local folder=$output/$1 resume=()
  [ -f "$folder.done" ] && return
  [ ! -d "$folder/last" ] || resume=(--resume)
  java -jar "$jar" train "${files[@]}" --threads 1 --output "$folder" "${@:2}" ${resume[@]+"${resume[@]}"}
  touch "$folder.done"
}

# score NAME: the score of OUTPUT/NAME on the test split
score() {
  java -jar "$jar" evaluate "$output/$1/best" "${test[@]}" --no-by-sentence --quiet | sed -n 's/^[^=]* = \([0-9.]*\).*/\1/p' | head -n 1
}

# both CORPUS: a line of the table, and the plot; train files and test options stand in `files` and `test`
both() {
  local kind
  run "$1.default"
  run "$1.recipe" --options "$here/recipes/$1.options"
  for kind in default recipe; do
    sed -n 's/.*"bleu":\([0-9.]*\).*"seconds":\([0-9.]*\).*/\2 \1/p' "$output/$1.$kind/log.jsonl" |
      awk -v kind="$kind" -v OFS='\t' '{ print $1 / 60, kind == "default" ? $2 : "", kind == "recipe" ? $2 : "" }'
  done | sort -n | { printf 'minutes\tdefaults\trecipe\n'; cat; } > "$output/$1.tsv"
  java -cp "$jar" "$here/Plot.java" "$output/$1.tsv" "$output/$1.png" "$1" "BLEU of the dev split"
  printf '| %s | %s | %s |\n' "$1" "$(score "$1.default")" "$(score "$1.recipe")"
}

multi30k-de-en() {
  local lower=$output/multi30k-lower
  "$here/lower_multi30k.sh" "$data/multi30k-de-en" "$lower"
  files=(--train-source "$lower/train.de" --train-target "$lower/train.en" --dev-source "$lower/val.de" --dev-target "$lower/val.en")
  test=(--source "$lower/test2016.de" --reference "$lower/test2016.en" --lowercase --metrics bleu)
  both multi30k-de-en
}

cmudict-g2p() {
  local corpus=$data/cmudict-g2p
  files=(--train-source "$corpus/train.let.gz" --train-target "$corpus/train.ph.gz" --dev-source "$corpus/dev.let" --dev-target "$corpus/dev.ph")
  test=(--source "$corpus/test.let" --references-tsv "$corpus/test.refs.ph.tsv" --metrics exact)
  both cmudict-g2p
}

tatoeba-en-de() {
  local corpus=$data/tatoeba-en-de
  files=(--train-source "$corpus/train.en.gz" --train-target "$corpus/train.de.gz" --dev-source "$corpus/dev.en" --dev-target "$corpus/dev.de")
  test=(--source "$corpus/test.en" --reference "$corpus/test.de" --metrics bleu)
  both tatoeba-en-de
}

printf '| test split | defaults | recipe |\n| --- | --- | --- |\n'
for corpus in "${@:-multi30k-de-en cmudict-g2p tatoeba-en-de}"; do
  for each in $corpus; do
    "$each"
  done
done

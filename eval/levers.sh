#!/usr/bin/env bash
# What each option is worth on Multi30k: trains a small model by its recipe, and with one option changed, and prints a table:
#   eval/levers.sh DATA OUTPUT [ROW...]
# DATA contains the folder multi30k-de-en; ROW is a name below, and all of them unless given. Some 17 minutes of one quiet core for
# each row; if the script is killed, the same command continues. Two that run at a time need rows and an OUTPUT of their own, since each
# makes its data. Needs target/thimble.jar (mvn package).
set -euo pipefail
(($# >= 2)) || { sed -n '2,6s/^# *//p' "$0" >&2; exit 2; }
data=$1
output=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lower=$output/multi30k-lower
chosen=" $* "

thimble() { java -jar "$here/../target/thimble.jar" "$@"; }

"$here/lower_multi30k.sh" "$data/multi30k-de-en" "$lower"
[ -f "$output/joint.model" ] || thimble vocab "$lower/train.de" "$lower/train.en" --size 8000 --output "$output/joint.model"

# row NAME OPTION...: a run by the recipe with other options, and its line of the table
row() {
  [[ $chosen = "  " || $chosen = *" $1 "* ]] || return 0
  local run=$output/$1 resume=()
  [ ! -d "$run/last" ] || resume=(--resume)
  [ -f "$run.done" ] || {
    thimble train --options "$here/recipes/multi30k-de-en.options" --vocabulary "$output/joint.model" \
      --embedding-size 192 --encoder-size 256 --decoder-size 256 --max-updates 2000 \
      --train-source "$lower/train.de" --train-target "$lower/train.en" --dev-source "$lower/val.de" --dev-target "$lower/val.en" \
      --output "$run" "${@:2}" ${resume[@]+"${resume[@]}"}
    touch "$run.done"
  }
  thimble evaluate "$run/best" --source "$lower/test2016.de" --reference "$lower/test2016.en" --lowercase --no-by-sentence \
    --metrics bleu --quiet > "$run.score"
  LC_ALL=C printf '| %s | %.2f | %s |\n' "${2:+\`${*:2}\`}" \
    "$(sed -n 's/.*"devPerplexity":\([0-9.]*\).*"best":true.*/\1/p' "$run/log.jsonl" | tail -n 1)" \
    "$(sed -n 's/^[^=]* = \([0-9.]*\).*/\1/p' "$run.score")"
}

printf '| options beside the recipe | dev perplexity | test2016 BLEU |\n| --- | --- | --- |\n'
row recipe
row pooling-last --context-pooling LAST
row pooling-concat --context-pooling CONCAT
row ungated --context-feed EVERY_STEP
row start-only --context-pooling LAST --context-feed START
row plain --context-pooling LAST --context-feed EVERY_STEP
row one-direction --no-bidirectional
row one-direction-reversed --no-bidirectional --reverse-source
row gru --cell GRU
row two-layers --encoder-layers 2 --residual
row recurrent-dropout --recurrent-dropout 0.2
row word-dropout --word-dropout 0.1
row bpe-dropout --bpe-dropout 0.1
row r-drop --r-drop 2
row bag-of-words --bag-of-words 0.3
row no-dropout --dropout 0 --embedding-dropout 0
row no-smoothing --label-smoothing 0
row no-average --average-decay 0
row no-tying --tying NONE

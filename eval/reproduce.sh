#!/usr/bin/env bash
# Reproduces README.md from the corpora: trains its models, and measures its scores and speeds.
#   eval/reproduce.sh DATA OUTPUT [en-fr] [multi30k-de-en] [cmudict-g2p] [scan-simple] [arxiv-titles] [speed]
# DATA contains the folders tatoeba-en-fr, multi30k-de-en, cmudict-g2p, scan-simple and arxiv-titles. Takes hours; if it is
# killed, the same command continues. Needs target/thimble.jar (mvn package), and python3 for en-fr. PyTorch and sacreBLEU are measured only if the
# variable PYTHON names a Python that has them.
set -euo pipefail

data=$1
output=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

thimble() {
  java -jar "$here/../target/thimble.jar" "$@"
}

# run NAME CORPUS SOURCE TARGET DEV [OPTION]...: trains a vocabulary, with these options, and a model on CORPUS/train.SOURCE.gz,
# CORPUS/DEV.SOURCE, and so on
run() {
  local name=$1 corpus=$2 source=$3 target=$4 dev=$5
  shift 5
  local folder=$output/$name
  mkdir -p "$folder"
  [ -f "$folder/joint.model" ] || thimble vocab "$corpus/train.$source.gz" "$corpus/train.$target.gz" --size 8000 "$@" --output "$folder/joint.model"
  train "$name" --vocabulary "$folder/joint.model" \
    --train-source "$corpus/train.$source.gz" --train-target "$corpus/train.$target.gz" \
    --dev-source "$corpus/$dev.$source" --dev-target "$corpus/$dev.$target"
}

en-fr() {
  local corpus=$data/tatoeba-en-fr folder=$output/en-fr resume=()
  local entities=$here/recipes/entities.en-fr.tsv
  local texts=(--train-source "$corpus/train.en.gz" --train-target "$corpus/train.fr.gz"
    --train-source "$corpus/more.en.gz" --train-target "$corpus/more.fr.gz" --train-source "$entities"
    --train-weight 1 --train-weight 2 --train-weight 6 --substitutions "$here/recipes/en-fr.substitutions.tsv"
    --dev-source "$corpus/dev.en" --dev-target "$corpus/dev.fr")
  mkdir -p "$folder"
  cut -f 1 "$entities" > "$folder/entities.en"
  cut -f 2 "$entities" > "$folder/entities.fr"
  [ -f "$folder/joint.model" ] || thimble vocab --mask-entities en-fr "$corpus"/{train,more}.{en,fr}.gz \
    "$folder"/entities.{en,fr} --size 8000 --output "$folder/joint.model"
  train en-fr --vocabulary "$folder/joint.model" "${texts[@]}"
  # the second stage, with a learning rate that falls to zero
  [ ! -d "$folder/annealed/last" ] || resume=(--resume)
  thimble train --options "$here/recipes/en-fr.annealing.options" --from "$folder/run/last" "${texts[@]}" \
    --output "$folder/annealed" ${resume[@]+"${resume[@]}"}
  thimble export "$folder/annealed/best" --weights int8 --output "$folder/shipped"
  thimble calibrate "$folder/shipped" --source "$corpus/dev.en" --reference "$corpus/dev.fr"
  thimble evaluate "$folder/shipped" --source "$corpus/test.en" --reference "$corpus/test.fr"
  python3 "$here/near_training.py" "$corpus"/{train.en.gz,train.fr.gz,test.en,test.fr} "$folder/near"
  local part
  for part in near rest; do
    thimble evaluate "$folder/shipped" --source "$folder/near/$part.en" --reference "$folder/near/$part.fr"
  done
  thimble evaluate "$folder/shipped" --source "$here/everyday.en" --reference "$here/everyday.fr"
}

multi30k-de-en() {
  local lower=$output/multi30k-lower
  "$here/lower_multi30k.sh" "$data/multi30k-de-en" "$lower"
  gzip -fn "$lower"/train.{de,en}
  run multi30k-de-en "$lower" de en val
  thimble evaluate "$output/multi30k-de-en/run/best" --source "$lower/test2016.de" --reference "$lower/test2016.en" --lowercase --no-by-sentence
}

# train NAME OPTION...: trains OUTPUT/NAME/run by a recipe
train() {
  local resume=()
  [ ! -d "$output/$1/run/last" ] || resume=(--resume)
  thimble train --options "$here/recipes/$1.options" --output "$output/$1/run" "${@:2}" ${resume[@]+"${resume[@]}"}
}

cmudict-g2p() {
  local corpus=$data/cmudict-g2p folder=$output/cmudict-g2p
  local credit="Trained on the CMU Pronouncing Dictionary, Copyright (C) 1993-2015 Carnegie Mellon University"
  mkdir -p "$folder"
  # two thirds of the dev words are for training too, with all their pronunciations
  paste "$corpus/dev.let" "$corpus/dev.refs.ph.tsv" |
    awk -F '\t' 'NR <= 2000 { for (i = 2; i <= NF; i++) print $1 "\t" $i }' > "$folder/more.tsv"
  tail -n 1000 "$corpus/dev.let" > "$folder/held.let"
  tail -n 1000 "$corpus/dev.ph" > "$folder/held.ph"
  train cmudict-g2p --train-source "$corpus/train.let.gz" --train-target "$corpus/train.ph.gz" --train-source "$folder/more.tsv" \
    --dev-source "$folder/held.let" --dev-target "$folder/held.ph" --notes "$credit"
  thimble export "$folder/run/best" --weights int8 --output "$folder/shipped"
  thimble evaluate "$folder/shipped" --source "$corpus/test.let" --references-tsv "$corpus/test.refs.ph.tsv" \
    --metrics exact,wer --no-by-sentence --length-penalty 0
}

scan-simple() {
  local folder=$output/scan-simple corpus=$data/scan-simple
  mkdir -p "$folder"
  # I_TURN_LEFT as TURNLEFT: a vocabulary splits words at an underline
  sed 's/I_//g; s/_//g' "$corpus/train.action" > "$folder/all.action"
  sed 's/I_//g; s/_//g' "$corpus/test.action" > "$folder/test.action"
  head -n 16000 "$corpus/train.command" > "$folder/train.command"
  head -n 16000 "$folder/all.action" > "$folder/train.action"
  tail -n 728 "$corpus/train.command" > "$folder/dev.command"
  tail -n 728 "$folder/all.action" > "$folder/dev.action"
  train scan-simple --train-source "$folder/train.command" --train-target "$folder/train.action" \
    --dev-source "$folder/dev.command" --dev-target "$folder/dev.action"
  thimble evaluate "$folder/run/best" --source "$corpus/test.command" --reference "$folder/test.action" --metrics exact \
    --no-by-sentence --beam-size 1 --max-length-factor 10
}

arxiv-titles() {
  local corpus=$data/arxiv-titles folder=$output/arxiv-titles
  run arxiv-titles "$corpus" abs title dev --mask-entities en-en
  cut -d ' ' -f 1-15 "$corpus/test.abs" > "$folder/lead.hyp"
  thimble shortlist "$folder/run/best" --train-source "$corpus/train.abs.gz" --train-target "$corpus/train.title.gz" \
    --max-ratio 0 --likeliest 2 --frequent 10 --output "$folder/shortlist"
  thimble evaluate --source "$corpus/test.abs" --reference "$corpus/test.title" --metrics rouge1,rouge2,rougeL \
    --hypotheses "$folder/lead.hyp" --no-by-sentence
  thimble evaluate "$folder/run/best" --source "$corpus/test.abs" --reference "$corpus/test.title" \
    --metrics rouge1,rouge2,rougeL --shortlist "$folder/shortlist" --beam-size 32 --ranking MBR_CHRF --min-length 10 \
    --no-repeat-ngram 2 --precision int8 --output "$folder/test.hyp" --no-by-sentence
  paste "$corpus/test.abs" "$folder/test.hyp" | awk -F '\t' '
    index(tolower($1), tolower($2)) == 1 { first++ }
    END { printf "%d of %d titles are the first words of their abstracts\n", first, NR }'
}

speed() {
  local plain=$output/multi30k-plain name
  thimble bench "$here/../checkpoints/en-fr" --threads 1
  "$here/cost.sh"
  thimble evaluate "$here/../checkpoints/en-fr" --source "$here/everyday.en" --reference "$here/everyday.fr" --output "$output/everyday.hyp"
  "$here/metrics_speed.sh" "$output/everyday.hyp" "$here/everyday.fr" 200000 ${PYTHON:+"$PYTHON"}
  if [ -n "${PYTHON:-}" ]; then
    mkdir -p "$plain"
    for name in train.de train.en; do
      gunzip -c "$data/multi30k-de-en/$name.gz" > "$plain/$name"
    done
    cp "$data"/multi30k-de-en/{val,test2016}.{de,en} "$plain"
    "$here/beside_pytorch.sh" "$PYTHON" "$plain" "$output/beside"
  fi
}

for name in "${@:-en-fr multi30k-de-en cmudict-g2p scan-simple arxiv-titles speed}"; do
  for each in $name; do
    "$each"
  done
done

#!/usr/bin/env bash
# Reproduces README.md from the corpora: trains its models, and measures its scores and speeds.
#   eval/reproduce.sh DATA OUTPUT [en-fr] [multi30k-de-en] [arxiv-titles] [speed]
# DATA contains the folders tatoeba-en-fr, multi30k-de-en and arxiv-titles with their splits. Takes hours; if it is killed, the same
# command continues. Needs target/thimble.jar (mvn package), and python3 for en-fr. PyTorch and sacreBLEU are measured only if the
# variable PYTHON names a Python that has them.
set -euo pipefail

data=$1
output=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

thimble() {
  java -jar "$here/../target/thimble.jar" "$@"
}

# run NAME CORPUS SOURCE TARGET DEV: trains a vocabulary and a model on CORPUS/train.SOURCE.gz, CORPUS/DEV.SOURCE, and so on
run() {
  local name=$1 corpus=$2 source=$3 target=$4 dev=$5
  local folder=$output/$name
  mkdir -p "$folder"
  [ -f "$folder/joint.model" ] || thimble vocab "$corpus/train.$source.gz" "$corpus/train.$target.gz" --size 8000 --output "$folder/joint.model"
  local resume=()
  [ ! -d "$folder/run/last" ] || resume=(--resume)
  thimble train --options "$here/recipes/$name.options" --vocabulary "$folder/joint.model" --output "$folder/run" \
    --train-source "$corpus/train.$source.gz" --train-target "$corpus/train.$target.gz" \
    --dev-source "$corpus/$dev.$source" --dev-target "$corpus/$dev.$target" ${resume[@]+"${resume[@]}"}
}

en-fr() {
  run en-fr "$data/tatoeba-en-fr" en fr dev
  thimble export "$output/en-fr/run/best" --output "$output/en-fr/shipped"
  thimble evaluate "$output/en-fr/shipped" --source "$data/tatoeba-en-fr/test.en" --reference "$data/tatoeba-en-fr/test.fr" --no-by-sentence
  python3 "$here/near_training.py" "$data"/tatoeba-en-fr/{train.en.gz,train.fr.gz,test.en,test.fr} "$output/en-fr/near"
  local part
  for part in near rest; do
    thimble evaluate "$output/en-fr/shipped" --source "$output/en-fr/near/$part.en" --reference "$output/en-fr/near/$part.fr" --no-by-sentence
  done
  thimble evaluate "$output/en-fr/shipped" --source "$here/everyday.en" --reference "$here/everyday.fr"
}

multi30k-de-en() {
  local lower=$output/multi30k-lower name
  mkdir -p "$lower"
  for name in train.de.gz train.en.gz val.de val.en test2016.de test2016.en; do
    case $name in
      *.gz) gunzip -c "$data/multi30k-de-en/$name" | LC_ALL=C.UTF-8 sed 's/.*/\L&/' | gzip -n > "$lower/$name" ;;
      *) LC_ALL=C.UTF-8 sed 's/.*/\L&/' "$data/multi30k-de-en/$name" > "$lower/$name" ;;
    esac
  done
  run multi30k-de-en "$lower" de en val
  thimble evaluate "$output/multi30k-de-en/run/best" --source "$lower/test2016.de" --reference "$lower/test2016.en" --lowercase --no-by-sentence
}

arxiv-titles() {
  run arxiv-titles "$data/arxiv-titles" abs title dev
  cut -d ' ' -f 1-15 "$data/arxiv-titles/test.abs" > "$output/arxiv-titles/lead.hyp"
  thimble shortlist "$output/arxiv-titles/run/best" --train-source "$data/arxiv-titles/train.abs.gz" --max-ratio 0 \
    --train-target "$data/arxiv-titles/train.title.gz" --likeliest 2 --frequent 10 --output "$output/arxiv-titles/shortlist"
  thimble evaluate "$output/arxiv-titles/run/best" --hypotheses "$output/arxiv-titles/lead.hyp" \
    --source "$data/arxiv-titles/test.abs" --reference "$data/arxiv-titles/test.title" --metrics rouge1,rouge2,rougeL \
    --shortlist "$output/arxiv-titles/shortlist" --beam-size 32 --ranking MBR_CHRF --min-length 8 --no-repeat-ngram 2 \
    --no-by-sentence
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

for name in "${@:-en-fr multi30k-de-en arxiv-titles speed}"; do
  for each in $name; do
    "$each"
  done
done

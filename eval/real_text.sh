#!/usr/bin/env bash
# Measures a model on text as people type it:
#   eval/real_text.sh MODEL REAL TATOEBA [OPTION...]
# MODEL    model folder, English to French
# REAL     folder with entities.tsv (source, reference, what must come through), dialogue.en and .fr,
#          tatoeba-test.lower.en, .upper.en and .typo.en
# TATOEBA  folder with test.en and test.fr
# OPTION   options of `thimble translate`, such as --beam-size 1
set -euo pipefail
(($# >= 3)) || { sed -n '2,8s/^# *//p' "$0" >&2; exit 2; }
model=$1 real=$2 tatoeba=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
thimble() { java -jar "$here/../target/thimble.jar" "$@"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# score HYPOTHESES REFERENCE METRIC OPTION...: one number
score() {
  thimble evaluate --hypotheses "$1" --reference "$2" --metrics "$3" --format TSV "${@:4}" 2>/dev/null |
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "score") column = i } NR == 2 { print $column }'
}

# kept TSV HYPOTHESES: the lines that contain one alternative of every column from the third on
kept() {
  awk -F '\t' '
    NR == FNR { line[FNR] = $0; next }
    {
      n = split(line[FNR], columns, "\t")
      good = 1
      for (i = 3; i <= n; i++) {
        m = split(columns[i], alternatives, "|")
        found = 0
        for (j = 1; j <= m; j++) if (index($0, alternatives[j])) found = 1
        good = good && found
      }
      sum += good
    }
    END { printf "%d of %d\n", sum, FNR }' "$1" "$2"
}

translate() { thimble translate "$model" "$@" 2>/dev/null; }

cut -f 1 "$real/entities.tsv" >"$work/entities.en"
cut -f 2 "$real/entities.tsv" >"$work/entities.fr"
translate --input "$work/entities.en" --format TSV "$@" >"$work/entities.placed"
cut -f 5 "$work/entities.placed" >"$work/entities.hyp"
echo "entities kept: $(kept "$real/entities.tsv" "$work/entities.hyp")"
echo "entities placed by force: $(cut -f 4 "$work/entities.placed" | grep -c '^FORCED' || true)"
echo "entities, chrF2: $(score "$work/entities.hyp" "$work/entities.fr" chrf)"

cp "$tatoeba/test.en" "$work/clean.en"
for kind in lower upper typo; do cp "$real/tatoeba-test.$kind.en" "$work/$kind.en"; done
for kind in clean lower upper typo; do
  translate --input "$work/$kind.en" "$@" >"$work/$kind.hyp"
  echo "Tatoeba test, $kind, lower-cased BLEU: $(score "$work/$kind.hyp" "$tatoeba/test.fr" bleu --lowercase)"
done

translate --input "$real/dialogue.en" "$@" >"$work/dialogue.hyp"
echo "dialogue, BLEU: $(score "$work/dialogue.hyp" "$real/dialogue.fr" bleu)"

cut -f 1 "$here/short.tsv" >"$work/short.en"
translate --input "$work/short.en" "$@" >"$work/short.hyp"
paste "$here/short.tsv" "$work/short.hyp" |
  awk -F '\t' '
    function plain(text) { gsub(/\302\240|\342\200\257/, " ", text); sub(/[.]$/, "", text); return text }
    {
      m = split($2, answers, "|")
      found = 0
      for (j = 1; j <= m; j++) if (plain($3) == plain(answers[j])) found = 1
      good += found
      if (!found) print "  " $1 " → " $3 > "/dev/stderr"
    }
    END { printf "short texts right: %d of %d\n", good, NR }'

#!/usr/bin/env bash
# BLEU by the length of a sentence, as a whole and also in spans: one to five lines of a test set as one sentence, with commas in place
# of the marks between them; a table on standard output, and its plot:
#   eval/long_input.sh MODEL SOURCE REFERENCE PLOT.png [OPTION...]
# The options go to `thimble evaluate`. Needs target/thimble.jar (mvn package).
set -euo pipefail
(($# >= 4)) || { sed -n '2,5s/^# *//p' "$0" >&2; exit 2; }
model=$1
source=$2
reference=$3
plot=$4
shift 4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../target/thimble.jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# join COUNT <FILE: COUNT lines as one; lines at the end that are fewer are left out
join() {
  awk -v count="$1" '
    { line = line (NR % count == 1 || count == 1 ? "" : ", ") $0 }
    NR % count == 0 { print line; line = "" }
    NR % count { sub(/[[:space:]]*[.!?…]+$/, "", line) }'
}

score() {
  java -jar "$jar" evaluate "$model" --source "$work/source" --reference "$work/reference" --quiet "$@" |
    sed -n 's/^BLEU[^=]* = \([0-9.]*\).*/\1/p'
}

printf 'words\tas a whole\talso in spans\n' | tee "$work/table"
for count in 1 2 3 4 5; do
  join "$count" <"$source" >"$work/source"
  join "$count" <"$reference" >"$work/reference"
  words=$(awk '{ words += NF } END { printf "%.1f", words / NR }' "$work/source")
  printf '%s\t%s\t%s\n' "$words" "$(score --span-words 0 "$@")" "$(score "$@")" | tee -a "$work/table"
done
java -cp "$jar" "$here/Plot.java" "$work/table" "$plot" "One to five lines as one sentence" BLEU 60

#!/usr/bin/env bash
# Sequence-level distillation (Kim and Rush 2016) and forward translation: translates sources by an ensemble, to train one model on.
#   eval/distill.sh SOURCES OUTPUT MODEL [OPTION]...
# SOURCES is a text, or a gzip file of one, with a sentence on each line: the sources of the training corpus for distillation, or
# sentences without translation for forward translation. Check the latter against the sources of dev and test sets first. The result
# is OUTPUT.tsv, sources and translations, each source once; give it to train with --train-source and --train-weight beside the
# training corpus. OUTPUT holds a file for each 5,000 sources (SHARD): if the script is killed, the same command continues with the first
# that is missing. Options are those of translate, such as --ensemble-with for further models. Needs target/thimble.jar (mvn package).
set -euo pipefail

sources=$1
output=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

mkdir -p "$output"
if [ ! -f "$output/sources" ]; then
  gzip -cdf "$sources" | LC_ALL=C awk 'NF && !seen[$0]++' > "$output/sources.part"
  mv "$output/sources.part" "$output/sources"
fi
lines=$(wc -l < "$output/sources")
size=${SHARD:-5000}
for ((start = 1; start <= lines; start += size)); do
  shard=$output/$(printf '%09d' "$start").tsv
  [ -f "$shard" ] && continue
  sed -n "$start,$((start + size - 1))p" "$output/sources" > "$shard.source"
  java -jar "$here/../target/thimble.jar" translate "$@" < "$shard.source" > "$shard.target"
  paste "$shard.source" "$shard.target" > "$shard.part"
  mv "$shard.part" "$shard"
  rm "$shard.source" "$shard.target"
done
cat "$output"/*.tsv | LC_ALL=C awk -F '\t' '$2 != ""' > "$output.tsv.part"
mv "$output.tsv.part" "$output.tsv"
echo "$output.tsv: $(wc -l < "$output.tsv") pairs" >&2

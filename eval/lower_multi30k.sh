#!/usr/bin/env bash
# Lower-cases Multi30k and decompresses it:
#   eval/lower_multi30k.sh MULTI30K OUTPUT
# MULTI30K contains train, val and test2016 in German and English.
set -euo pipefail
(($# == 2)) || { sed -n '2,4s/^# *//p' "$0" >&2; exit 2; }
mkdir -p "$2"
for name in train.de.gz train.en.gz val.de val.en test2016.de test2016.en; do
  gzip -cdf "$1/$name" | LC_ALL=C.UTF-8 sed 's/.*/\L&/' > "$2/${name%.gz}"
done

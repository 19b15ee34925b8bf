#!/usr/bin/env bash
# Learns the other shapes of recurrent use with the same engine:
#   eval/shapes.sh DATA OUTPUT
# class  N to 1: the language of the first three words of a sentence, in lower case; accuracy
# text   1 to N: a sentence, drawn from the name of a language; how often the first model names this language, and how many of
#        the sentences are new
# slots  N to N: a label for each word of a made-up travel request; F1 of labelled spans
# DATA contains the folders tatoeba-en-fr and tatoeba-en-de. OUTPUT gets data and runs. If it is killed, the same command continues.
# Needs target/thimble.jar (mvn package).
set -euo pipefail
(($# == 2)) || { sed -n '2,9s/^# *//p' "$0" >&2; exit 2; }
data=$1
output=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$output"

thimble() { java -jar "$here/../target/thimble.jar" "$@"; }

# train NAME OPTION...: a model of NAME.train.tsv
train() {
  local resume=()
  [ ! -d "$output/$1/last" ] || resume=(--resume)
  [ -f "$output/$1.done" ] || {
    thimble train --train-source "$output/$1.train.tsv" --dev-source "$output/$1.dev.tsv" --output "$output/$1" \
      --tying NONE --context-pooling CONCAT --context-feed EVERY_STEP --select-by perplexity --no-dev-bleu --threads 1 \
      "${@:2}" ${resume[@]+"${resume[@]}"}
    touch "$output/$1.done"
  }
}

answer() { thimble translate "$output/$1/best" --no-by-sentence --threads 1 "${@:2}"; }

# right EXPECTED GIVEN: the share of equal lines, in percent
right() { paste "$1" "$2" | awk -F '\t' '$1 == $2 { good++ } END { printf "%.1f", 100 * good / NR }'; }

# sentences PART: a language and a sentence on each line, of the corpora's train, dev or test
sentences() {
  local language file
  for language in english:tatoeba-en-fr/$1.en french:tatoeba-en-fr/$1.fr german:tatoeba-en-de/$1.de; do
    file=$data/${language#*:}
    { [ -f "$file" ] && cat "$file" || gunzip -c "$file.gz"; } | awk -v OFS='\t' -v language="${language%%:*}" '{ print language, $0 }'
  done
}

class() {
  local part
  for part in train dev test; do
    sentences $part | LC_ALL=C.UTF-8 sed 's/.*/\L&/' |
      awk -F '\t' -v OFS='\t' '{ split($2, word, " "); print word[1] " " word[2] " " word[3], $1 }' >"$output/class.$part.tsv"
  done
  train class --embedding-size 64 --encoder-size 128 --decoder-size 64 --vocabulary-size 2000 --max-tokens 512 --max-epochs 2
  cut -f 1 "$output/class.test.tsv" | answer class --beam-size 1 >"$output/class.out"
  cut -f 2 "$output/class.test.tsv" >"$output/class.expected"
  echo "class, accuracy of $(wc -l <"$output/class.out") texts: $(right "$output/class.expected" "$output/class.out")%"
}

text() {
  local part
  for part in train dev; do sentences $part >"$output/text.$part.tsv"; done
  train text --embedding-size 128 --encoder-size 32 --decoder-size 256 --vocabulary-size 8000 --max-epochs 2
  printf '%s\n' english french german | answer text --sample --n-best 200 --temperature 0.7 --seed 1 >"$output/text.drawn"
  cut -f 1 "$output/text.drawn" | sed 's/1/english/; s/2/french/; s/3/german/' >"$output/text.labels"
  cut -f 4 "$output/text.drawn" >"$output/text.out"
  LC_ALL=C.UTF-8 sed 's/.*/\L&/' "$output/text.out" | awk '{ print $1, $2, $3 }' | answer class --beam-size 1 >"$output/text.classes"
  cut -f 2 "$output/text.train.tsv" | sort -u >"$output/text.known"
  echo "text, of $(wc -l <"$output/text.out") sentences in the language of the label: $(right "$output/text.labels" "$output/text.classes")%," \
    "not in training: $(grep -vcxFf "$output/text.known" "$output/text.out" || true)"
  awk 'NR % 40 == 1' "$output/text.out" | sed 's/^/  /'
}

# requests COUNT SEED: travel requests with a label for each word; the name of a city is up to three words
requests() {
  awk -v count="$1" -v seed="$2" '
    function below(n) { seed = seed * 16807 % 2147483647; return int(seed / 2147483647 * n) }
    function say(words, label,   n, i, word) {
      n = split(words, word, " ")
      for (i = 1; i <= n; i++) {
        text = text (text == "" ? "" : " ") word[i]
        labels = labels (labels == "" ? "" : " ") (label == "" ? "O" : (i == 1 ? "B-" : "I-") label)
      }
    }
    function one(list, n) { return list[below(n) + 1] }
    BEGIN {
      cities = split("paris,lyon,new york,boston,los angeles,san francisco,berlin,tokyo,oslo,rome,rio de janeiro,cape town,lima,delhi,hong kong,kiev,salt lake city,geneva,buenos aires,cairo", city, ",")
      days = split("monday,tuesday,wednesday,thursday,friday,saturday,sunday,tomorrow,next week,the first of may", day, ",")
      times = split("at noon,at five,in the morning,before ten,after six in the evening", time, ",")
      openings = split("show me flights,i need a ticket,are there trains,please book a seat,what is the cheapest way,is there anything", opening, ",")
      classes = split("first class,second class,economy", class, ",")
      for (k = 0; k < count; k++) {
        text = labels = ""
        say(one(opening, openings))
        if (below(3)) { say("from"); say(one(city, cities), "from") }
        say("to"); say(one(city, cities), "to")
        if (below(3) == 0) { say("by way of"); say(one(city, cities), "via") }
        if (below(2)) { say("on"); say(one(day, days), "day") }
        if (below(2)) say(one(time, times), "time")
        if (below(3) == 0) { say("in"); say(one(class, classes), "class") }
        if (below(4) == 0) say("please")
        print text "\t" labels
      }
    }'
}

slots() {
  requests 500 3 >"$output/slots.dev.tsv"
  requests 2000 2 >"$output/slots.test.tsv"
  # no request of the test set is in training
  requests 20000 1 | grep -vxFf "$output/slots.test.tsv" >"$output/slots.train.tsv"
  train slots --embedding-size 64 --encoder-size 128 --decoder-size 128 --vocabulary-size 2000 --max-tokens 1024 --max-epochs 10
  cut -f 1 "$output/slots.test.tsv" | answer slots --beam-size 1 >"$output/slots.out"
  # a span is right if its place, length and label are
  cut -f 2 "$output/slots.test.tsv" | paste - "$output/slots.out" | awk -F '\t' '
    function spans(labels, found,   n, i, j, label) {
      delete found
      n = split(labels, label, " ")
      for (i = 1; i <= n; i++) if (label[i] ~ /^B-/) {
        for (j = i; label[j + 1] == "I-" substr(label[i], 3); j++);
        found[i, j, label[i]] = 1
      }
    }
    {
      spans($1, right)
      spans($2, given)
      for (span in right) { expected++; if (span in given) good++ }
      for (span in given) answered++
    }
    END { printf "slots, F1 of %d spans in %d requests: %.1f%%\n", expected, NR, 200 * good / (expected + answered) }'
}

class
text
slots

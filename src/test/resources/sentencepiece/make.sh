#!/bin/sh
# Makes the models of this folder and what SentencePiece's own programs make of texts.txt by them.
# Needs spm_train, spm_encode and spm_decode of SentencePiece 0.2.0 (the version that DJL bundles).
# Training text: eval/everyday.en and eval/everyday.fr of this repository.
set -e
cd "$(dirname "$0")"
eval=../../../../eval
text=$(mktemp)
rules=$(mktemp)
trap 'rm -f "$text" "$rules"' EXIT
cat $eval/everyday.en $eval/everyday.fr > "$text"
# Left side, right side, in hexadecimal: U+FB01 to fi, tab and no-break space to a space, x to nothing, U+00AB to <<
printf 'FB01\t66 69\n9\t20\nA0\t20\n78\t\nAB\t3C 3C\n65 301\tE9\n' > "$rules"

train() { # name, options
  name=$1
  shift
  spm_train --input="$text" --model_prefix="$name" --pad_id=0 --unk_id=1 --bos_id=2 --eos_id=3 \
    --hard_vocab_limit=false --minloglevel=2 "$@"
  rm "$name.vocab"
  spm_encode --model="$name.model" --output_format=id < texts.txt > "$name.ids"
  spm_decode --model="$name.model" --input_format=id < "$name.ids" > "$name.decoded"
}

train unigram --vocab_size=260
train unigram-kept-spaces --vocab_size=400 --byte_fallback --normalization_rule_name=identity \
  --remove_extra_whitespaces=false --allow_whitespace_only_pieces
train unigram-suffix --vocab_size=160 --normalization_rule_name=identity \
  --treat_whitespace_as_suffix
train bpe-no-prefix --vocab_size=200 --model_type=bpe --normalization_rule_name=identity \
  --add_dummy_prefix=false
train bpe-rules --vocab_size=480 --model_type=bpe --byte_fallback --normalization_rule_tsv="$rules" \
  --user_defined_symbols='<url>,<url>s,ﬁn,a b'
train char --vocab_size=90 --model_type=char --normalization_rule_name=identity
gzip -9nf unigram.model

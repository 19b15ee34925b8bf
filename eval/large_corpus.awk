# Writes COPIES variations of each pair of a TSV file, to try corpora that are larger than memory:
#   awk -v copies=60 -f eval/large_corpus.awk pairs.tsv > large.tsv
# Copy 0 is the pair itself. Later copies put numbers before it, join it with another short pair, or
# write the source in lower case, so that most pairs of the result differ.
BEGIN { FS = OFS = "\t" }
{ source[NR] = $1; target[NR] = $2 }
END {
  for (copy = 0; copy < copies; copy++) {
    for (i = 1; i <= NR; i++) {
      j = (i * 7919 + copy * 104729) % NR + 1
      kind = copy == 0 ? 0 : (i + copy) % 3
      if (kind == 1) {
        number = (i * 31 + copy * 17) % 1000
        print number ". " source[i], number ". " target[i]
      } else if (kind == 2 && length(source[i]) + length(source[j]) < 60) {
        print source[i] " " source[j], target[i] " " target[j]
      } else {
        print copy == 0 ? source[i] : tolower(source[i]), target[i]
      }
    }
  }
}

// The program loads DJL, which logs; the translations follow.
assert new File(basedir, 'target/output.txt').getText('UTF-8').readLines()[-3..-1] ==
    ['Bonjour !', 'Je suis fatigué.', 'Tom est mon frère.']

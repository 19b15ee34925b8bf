// The translation, and not a line of log.
assert new File(basedir, 'target/output.txt').getText('UTF-8').readLines() == ['Bonjour !']

def tree = new File(basedir, 'target/tree.txt').readLines().drop(1)
def direct = tree.findAll { it ==~ /^.  [+\\]- .*/ }.collect { it.split(':')[1] }
assert direct.toSorted() == ['api', 'jackson-databind', 'jspecify', 'pytorch-engine', 'pytorch-jni', 'sentencepiece', 'slf4j-api']

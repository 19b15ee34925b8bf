assert new File(basedir, 'target/output.txt').getText('UTF-8').readLines() == ['Bonjour !']

/**
 * JMH benchmarks, compiled with the tests and run only on request, for the figures in {@code
 * eval/}. A benchmark that needs package-private classes is in their package.
 *
 * <p>Entry: classes named {@code *Benchmark}; run those that match a pattern with {@code mvn -q
 * test-compile exec:exec@jmh -Djmh.args="Pattern -f 1"}.
 *
 * <p>May import: every public class of Thimble.
 *
 * <p>May not import: test classes; nothing imports this package.
 *
 * <p>Threads: each benchmark states its own; native state is opened in a setup method and closed in
 * a teardown method.
 */
@NullMarked
package dev.thimble.benchmark;

import org.jspecify.annotations.NullMarked;

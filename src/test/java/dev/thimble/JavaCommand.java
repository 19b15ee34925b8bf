package dev.thimble;

import java.nio.file.Path;

/** What commands of tests that start a Java process of their own begin with. */
public final class JavaCommand {
  /** The {@code java} of the JVM that runs the tests. */
  public static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** For a process of a second or two, which ends before the optimizing compiler has paid off. */
  public static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

  private JavaCommand() {}
}

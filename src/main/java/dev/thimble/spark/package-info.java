/**
 * Purpose: translation, scores, vocabularies and cleaning of texts that are spread over an Apache
 * Spark cluster.<br>
 * Entry: {@link dev.thimble.spark.SparkTranslation}, {@link dev.thimble.spark.SparkScores}, {@link
 * dev.thimble.spark.SparkVocabulary}, {@link dev.thimble.spark.SparkCleaning}; {@link
 * dev.thimble.spark.SparkJob} for the command line.<br>
 * May import: all packages below but bench; the only importer of {@code org.apache.spark} and of
 * Hadoop, which an application that uses this package has to add.<br>
 * May not import: picocli. No signature of another package names Spark.<br>
 * Threads: objects are immutable; Spark sends copies of them to its executors. The package works on
 * the class path only, as Spark does.
 */
package dev.thimble.spark;

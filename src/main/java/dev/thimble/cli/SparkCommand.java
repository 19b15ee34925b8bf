package dev.thimble.cli;

import picocli.CommandLine.Command;

/** The commands that run on a cluster. */
@Command(
    name = "spark",
    description = {
      "Translate, score, count and clean on an Apache Spark cluster.",
      "Spark is not part of Thimble. Start the command by Spark's own spark-submit, or put Spark on"
          + " the class path."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      SparkTranslateCommand.class,
      SparkEvaluateCommand.class,
      SparkVocabCommand.class,
      SparkCleanCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  thimble spark translate run/best --master local[4] --input in.txt --output out",
      "  thimble spark evaluate --master local[4] --hypotheses test.hyp --reference test.fr",
      "  thimble spark vocab train.en train.fr --master local[4] --output joint.model",
      "  thimble spark clean --master local[4] --source web.en --target web.fr --languages en-fr"
          + " --output clean",
      "",
      "Example on a cluster:",
      "  spark-submit --master spark://host:7077 --class dev.thimble.cli.Thimble thimble.jar"
          + " spark vocab hdfs:///train.en --output en.model"
    })
final class SparkCommand {}

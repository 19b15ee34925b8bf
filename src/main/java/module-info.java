/**
 * Sequence-to-sequence learning without attention: a recurrent encoder, one context vector, a
 * decoder. Start at {@link dev.thimble.translation.Translator}.
 *
 * <p>The exported packages are the API. DJL's native libraries have no valid module names and stay
 * on the class path. {@code src/site/markdown/architecture.md} in the repository is the map of the
 * packages.
 */
module dev.thimble {
  requires transitive ai.djl.api;
  requires static transitive org.jspecify;
  requires ai.djl.pytorch_engine;
  requires ai.djl.sentencepiece;
  requires com.fasterxml.jackson.databind;
  requires java.xml;
  requires org.slf4j;
  requires static com.sun.jna;
  requires static info.picocli;
  requires static java.desktop;
  requires static java.logging;
  requires static me.tongfei.progressbar;
  requires static micrometer.core;
  requires static org.apache.commons.compress;
  requires static org.knowm.xchart;
  requires static org.jsoup;
  requires static org.tukaani.xz;

  exports dev.thimble.checkpoint;
  exports dev.thimble.corpus;
  exports dev.thimble.djl;
  exports dev.thimble.metric;
  exports dev.thimble.micrometer;
  exports dev.thimble.model;
  exports dev.thimble.natives;
  exports dev.thimble.search;
  exports dev.thimble.text;
  exports dev.thimble.training;
  exports dev.thimble.translation;
  exports dev.thimble.vocabulary;

  opens dev.thimble.cli to
      info.picocli;
}

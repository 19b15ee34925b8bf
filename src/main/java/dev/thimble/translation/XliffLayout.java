package dev.thimble.translation;

import dev.thimble.translation.XliffUnit.Part;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** An XLIFF 1.2 file, of which only the targets change. Immutable and thread-safe. */
final class XliffLayout implements Document.Layout {
  private final String xml;
  private final Locale locale; // of the sources
  private final List<XliffUnit> units;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with the line if it is no XLIFF 1.2
   */
  XliffLayout(String xml) {
    this.xml = xml;
    XliffParser parser = new XliffParser(new XmlTokens(xml));
    units = parser.units();
    locale = Locale.forLanguageTag(parser.language());
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (XliffUnit unit : units) {
      for (Part part : unit.parts()) {
        if (part.segment() != null) {
          sentences.addAll(SplitText.of(part.segment().text(), locale).sentences());
        }
      }
    }
    return sentences;
  }

  @Override
  public String text(List<String> sentences) {
    Iterator<String> rest = sentences.iterator();
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (XliffUnit unit : units) {
      text.append(xml, done, unit.start()).append(unit.openTag());
      unit.parts().forEach(part -> text.append(written(part, rest)));
      text.append(unit.closeTag());
      done = unit.end();
    }
    return text.append(xml, done, xml.length()).toString();
  }

  private String written(Part part, Iterator<String> rest) {
    XliffSegment segment = part.segment();
    if (segment == null) {
      return part.written();
    }
    SplitText split = SplitText.of(segment.text(), locale);
    List<String> translations = split.sentences().stream().map(sentence -> rest.next()).toList();
    return segment.written(split.withSentences(translations).text());
  }
}

package dev.thimble.translation;

import dev.thimble.translation.XliffUnit.Part;
import dev.thimble.translation.XmlTokens.Kind;
import dev.thimble.translation.XmlTokens.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the units of an XLIFF 1.2 file that are to be translated. Skips units that are approved,
 * are not to be translated, or have a target that is not empty, differs from the source, and is not
 * in the state {@code new} or {@code needs-translation}. Used once by one thread.
 */
final class XliffParser {
  private static final Set<String> UNTRANSLATED = Set.of("new", "needs-translation");
  private static final String STATE =
      " state=\"needs-review-translation\" state-qualifier=\"mt-suggestion\"";

  private final XmlTokens xml;
  private final List<XliffUnit> units = new ArrayList<>();
  private String language = "";

  /* What elements inherit. */
  private record Context(boolean translate, boolean preserve) {}

  private final Deque<Context> contexts = new ArrayDeque<>(List.of(new Context(true, false)));

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with the line if it is no XLIFF 1.2
   */
  XliffParser(XmlTokens xml) {
    this.xml = xml;
  }

  /** The source language that the file names first, once the units are read; empty if none. */
  String language() {
    return language;
  }

  List<XliffUnit> units() {
    boolean root = true;
    for (int i = 0; i < xml.tokens().size(); i++) {
      Token token = xml.tokens().get(i);
      if (token.kind() == Kind.OPEN || token.kind() == Kind.EMPTY) {
        Map<String, String> attributes = xml.attributes(token);
        if (root) {
          checkRoot(token, attributes);
          root = false;
        }
        Context context = inherited(attributes);
        if (language.isEmpty() && token.local().equals("file")) {
          language = attributes.getOrDefault("source-language", "");
        }
        if (token.local().equals("trans-unit") && token.kind() == Kind.OPEN) {
          if (context.translate() && !"yes".equals(attributes.get("approved"))) {
            unit(i, context);
          }
          i = xml.partner(i);
        } else if (token.kind() == Kind.OPEN) {
          contexts.push(context);
        }
      } else if (token.kind() == Kind.CLOSE) {
        contexts.pop();
      }
    }
    if (root) {
      throw xml.problem(0, "the file has no element");
    }
    return units;
  }

  private void checkRoot(Token token, Map<String, String> attributes) {
    String version = attributes.getOrDefault("version", "");
    if (!token.local().equals("xliff") || !version.startsWith("1.")) {
      throw xml.problem(
          token.start(),
          "<"
              + token.name()
              + "> of version \""
              + version
              + "\"; only <xliff> of version 1.2 can be translated");
    }
  }

  private Context inherited(Map<String, String> attributes) {
    Context outer = contexts.element();
    String translate = attributes.get("translate");
    String space = attributes.get("xml:space");
    return new Context(
        translate == null ? outer.translate() : !translate.equals("no"),
        space == null ? outer.preserve() : space.equals("preserve"));
  }

  private void unit(int index, Context context) {
    Map<String, Integer> children = children(index);
    Integer source = children.get("source");
    Integer segmented = children.get("seg-source");
    Integer target = children.get("target");
    if (source == null || (target != null && isKept(source, target))) {
      return;
    }
    int template = segmented == null ? source : segmented;
    boolean preserve =
        context.preserve()
            || "preserve".equals(xml.attributes(xml.tokens().get(source)).get("xml:space"));
    List<Part> parts = parts(template, preserve);
    if (parts.stream().allMatch(part -> part.segment() == null)) {
      return; // tags and white space alone
    }
    String name = prefix(source) + "target";
    int after = xml.tokens().get(xml.partner(template)).end();
    if (target == null) {
      String tag = indentation(source) + "<" + name + STATE + ">";
      units.add(new XliffUnit(after, after, tag, parts, "</" + name + ">"));
    } else {
      Token old = xml.tokens().get(target);
      int end = xml.tokens().get(xml.partner(target)).end();
      units.add(new XliffUnit(old.start(), end, openTag(old), parts, "</" + old.name() + ">"));
    }
  }

  /* The first child of each name. */
  private Map<String, Integer> children(int index) {
    Map<String, Integer> children = new HashMap<>();
    for (int i = index + 1; i < xml.partner(index); i++) {
      Token token = xml.tokens().get(i);
      if (token.kind() == Kind.OPEN || token.kind() == Kind.EMPTY) {
        children.putIfAbsent(token.local(), i);
        i = xml.partner(i);
      }
    }
    return children;
  }

  private boolean isKept(int source, int target) {
    String state = xml.attributes(xml.tokens().get(target)).get("state");
    String translated = content(target).strip();
    boolean untranslated = state != null && UNTRANSLATED.contains(state);
    return !untranslated && !translated.isEmpty() && !translated.equals(content(source).strip());
  }

  /* The content of an element as it is written. */
  private String content(int index) {
    int last = xml.partner(index);
    int start = xml.tokens().get(index).end();
    int end = xml.tokens().get(last).start();
    return last == index ? "" : xml.written(start, end);
  }

  private String prefix(int index) {
    Token token = xml.tokens().get(index);
    return token.name().substring(0, token.name().length() - token.local().length());
  }

  /* The line break and the spaces before an element; empty if there is no line break. */
  private String indentation(int index) {
    Token before = xml.tokens().get(index - 1);
    String space = before.kind() == Kind.TEXT ? xml.written(before) : "";
    int line = space.lastIndexOf('\n');
    int start = line > 0 && space.charAt(line - 1) == '\r' ? line - 1 : line;
    return line < 0 || !space.isBlank() ? "" : space.substring(start);
  }

  /* The tag of a target with another state. */
  private String openTag(Token old) {
    Map<String, String> attributes = new LinkedHashMap<>(xml.attributes(old));
    attributes.remove("state");
    attributes.remove("state-qualifier");
    StringBuilder tag = new StringBuilder("<" + old.name());
    attributes.forEach(
        (name, value) ->
            tag.append(' ')
                .append(name)
                .append("=\"")
                .append(XmlTokens.escaped(value).replace("\"", "&quot;"))
                .append('"'));
    return tag + STATE + ">";
  }

  /* The content of a source: its segments (mrk of the type seg) and what is between them; or all of
   * it as one. */
  private List<Part> parts(int template, boolean preserve) {
    List<Part> parts = new ArrayList<>();
    int last = xml.partner(template);
    int done = xml.tokens().get(template).end();
    for (int i = template + 1; i < last; i++) {
      Token token = xml.tokens().get(i);
      boolean isSegment =
          token.kind() == Kind.OPEN
              && token.local().equals("mrk")
              && "seg".equals(xml.attributes(token).get("mtype"));
      if (isSegment) {
        parts.add(new Part(xml.written(done, token.end()), null));
        parts.add(part(i, preserve));
        i = xml.partner(i);
        done = xml.tokens().get(i).start();
      }
    }
    if (parts.isEmpty()) {
      return template == last ? List.of() : List.of(part(template, preserve));
    }
    parts.add(new Part(xml.written(done, xml.tokens().get(last).start()), null));
    return parts;
  }

  private Part part(int index, boolean preserve) {
    XliffSegment segment = XliffSegment.of(xml, index + 1, xml.partner(index), preserve);
    @Nullable XliffSegment translated = segment.hasText() ? segment : null;
    return new Part(content(index), translated);
  }
}

package dev.thimble.translation;

import dev.thimble.text.EntityKind;
import dev.thimble.text.Mark;
import dev.thimble.text.SentenceSplitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The mark-up of an HTML page or fragment. The same walk over the parsed page first collects its
 * texts and later replaces them. Immutable and thread-safe.
 */
final class HtmlLayout implements dev.thimble.translation.Document.Layout {
  private static final Set<String> UNTRANSLATED =
      Set.of(
          "script",
          "style",
          "code",
          "pre",
          "kbd",
          "samp",
          "var",
          "textarea",
          "template",
          "svg",
          "math",
          "iframe",
          "object",
          "noscript");

  private static final List<String> ATTRIBUTES =
      List.of("alt", "title", "placeholder", "aria-label");

  private final String html;
  private final Locale locale;

  HtmlLayout(String html, Locale locale) {
    this.html = html;
    this.locale = locale;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    walk(
        text -> {
          sentences.addAll(SplitText.of(text, locale).sentences());
          return text;
        });
    return sentences;
  }

  @Override
  public String text(List<String> sentences) {
    Iterator<String> rest = sentences.iterator();
    return walk(
        text -> {
          SplitText split = SplitText.of(text, locale);
          return split
              .withSentences(split.sentences().stream().map(s -> rest.next()).toList())
              .text();
        });
  }

  /* Replaces every text of the page, in a fixed order, and returns the page. */
  private String walk(UnaryOperator<String> replacement) {
    boolean page =
        html.regionMatches(true, indexOfText(), "<!doctype", 0, 9)
            || html.regionMatches(true, indexOfText(), "<html", 0, 5);
    Document parsed = page ? Jsoup.parse(html) : Jsoup.parseBodyFragment(html);
    parsed.outputSettings().prettyPrint(false);
    Element root = page ? parsed : parsed.body();
    new Walk(replacement).block(root);
    return page ? parsed.outerHtml() : root.html();
  }

  private int indexOfText() {
    int index = 0;
    while (index < html.length() && SentenceSplitter.isBlank(html.charAt(index))) {
      index++;
    }
    return index;
  }

  /** One walk; for one thread. */
  private static final class Walk {
    private final UnaryOperator<String> replacement;

    Walk(UnaryOperator<String> replacement) {
      this.replacement = replacement;
    }

    /* Runs of inline nodes between blocks are texts. */
    void block(Element element) {
      attributes(element);
      List<Node> run = new ArrayList<>();
      for (Node child : List.copyOf(element.childNodes())) {
        if (child instanceof Element block && !isInline(block)) {
          replace(run);
          run.clear();
          if (isTranslated(block)) {
            block(block);
          }
        } else {
          run.add(child);
        }
      }
      replace(run);
    }

    private void attributes(Element element) {
      for (String name : ATTRIBUTES) {
        String value = element.attr(name);
        if (!value.isBlank()) {
          element.attr(name, replacement.apply(value));
        }
      }
    }

    private void replace(List<Node> run) {
      Inline inline = new Inline();
      run.forEach(node -> add(node, inline));
      if (!inline.hasText) {
        return;
      }
      Node first = run.get(0);
      for (Node node : inline.nodes(replacement.apply(inline.text.toString()))) {
        first.before(node);
      }
      run.forEach(Node::remove);
    }

    private void add(Node node, Inline inline) {
      if (node instanceof TextNode text) {
        inline.add(text.getWholeText());
      } else if (node instanceof Element element && isTranslated(element)) {
        attributes(element);
        if (element.childNodeSize() == 0) {
          inline.mark(EntityKind.EMPTY, element);
        } else {
          int number = inline.mark(EntityKind.OPEN, element.shallowClone());
          element.childNodes().forEach(child -> add(child, inline));
          inline.text.append(new Mark(EntityKind.CLOSE, number).character());
        }
      } else {
        inline.mark(node instanceof Element ? EntityKind.TERM_CONSONANT : EntityKind.EMPTY, node);
      }
    }

    private static boolean isTranslated(Element element) {
      return !UNTRANSLATED.contains(element.normalName())
          && !element.attr("translate").equalsIgnoreCase("no")
          && !element.hasClass("notranslate");
    }

    /* An inline element that holds a block is a block. */
    private static boolean isInline(Element element) {
      return !element.isBlock() && element.getAllElements().stream().noneMatch(Element::isBlock);
    }
  }

  /** The text of a run of inline nodes, with a mark for each tag. */
  private static final class Inline {
    final StringBuilder text = new StringBuilder();
    final Map<Mark, Node> nodes = new HashMap<>();
    private final Map<EntityKind, Integer> numbers = new EnumMap<>(EntityKind.class);
    boolean hasText;

    /* A browser shows a run of white space as one space. */
    void add(String more) {
      String plain = Mark.withoutMarks(more); // a character of the page is no tag
      hasText |= !plain.isBlank();
      text.append(plain.replaceAll("[ \t\r\n\f]+", " "));
    }

    int mark(EntityKind kind, Node node) {
      int number = numbers.merge(kind, 1, Integer::sum) - 1;
      if (number >= Mark.MOST) {
        throw new IllegalArgumentException(
            "a block of the page has more than " + Mark.MOST + " tags of one kind");
      }
      Mark mark = new Mark(kind, number);
      nodes.put(mark, node);
      text.append(mark.character());
      return number;
    }

    /** A translated text as nodes. A tag that it does not close ends with it. */
    List<Node> nodes(String translated) {
      Element root = new Element("body");
      Deque<Element> open = new ArrayDeque<>(List.of(root));
      StringBuilder plain = new StringBuilder();
      translated
          .codePoints()
          .forEach(
              c -> {
                Mark mark = Mark.of(c);
                if (mark == null) {
                  plain.appendCodePoint(c);
                } else {
                  flush(plain, open.peek());
                  apply(mark, open);
                }
              });
      flush(plain, open.peek());
      return List.copyOf(root.childNodes());
    }

    private static void flush(StringBuilder plain, @Nullable Element parent) {
      if (plain.length() > 0 && parent != null) {
        parent.appendChild(new TextNode(plain.toString()));
        plain.setLength(0);
      }
    }

    private void apply(Mark mark, Deque<Element> open) {
      Node node = nodes.get(mark);
      if (mark.kind() == EntityKind.CLOSE) {
        if (open.size() > 1) {
          open.pop();
        }
      } else if (node != null) {
        Node copy = node.clone();
        open.peek().appendChild(copy);
        if (mark.kind() == EntityKind.OPEN) {
          open.push((Element) copy);
        }
      }
    }
  }
}

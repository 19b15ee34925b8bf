package dev.thimble.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML as a stream, in bounded memory, by the JDK's parser. A document type declaration is
 * skipped: nothing is loaded, and no entity but those of XML itself is known. For one thread.
 */
final class XmlCursor {
  private static final int DEEPEST = 1000; // elements within one another
  private static final int MOST_BYTES = 1 << 26; // of a tag, a comment or the like
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** Elements of TMX and XLIFF that hold no text, but the code of another format. */
  private static final Set<String> CODES = Set.of("bpt", "ept", "it", "ph", "ut");

  private final String name;
  private final BoundedInput input;
  private final XMLStreamReader reader;
  private final Deque<String> path = new ArrayDeque<>(); // names of the open elements

  /**
   * Starts before the root element.
   *
   * @param name names the file in errors
   */
  XmlCursor(InputStream in, String name) {
    this.name = name;
    input = new BoundedInput(in);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // not one of the class path
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      reader = factory.createXMLStreamReader(input);
    } catch (XMLStreamException e) {
      throw problem(e);
    }
  }

  /**
   * Goes to the next start or end of an element.
   *
   * @return whether it is a start; null at the end of the file
   */
  @Nullable Boolean next() {
    int event = event();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
        return event == XMLStreamConstants.START_ELEMENT;
      }
      event = event();
    }
    return null;
  }

  /** The name of the current element, without prefix. */
  String element() {
    return reader.getLocalName();
  }

  /** The name of the element around the current start; empty for the root. */
  String parent() {
    String own = path.pop();
    String parent = path.isEmpty() ? "" : path.peek();
    path.push(own);
    return parent;
  }

  /** An attribute of the current start, without prefix; null if it has none of that name. */
  @Nullable String attribute(String attribute) {
    return reader.getAttributeValue(null, attribute);
  }

  /** The attribute {@code xml:lang} of the current start; null if it has none. */
  @Nullable String language() {
    return reader.getAttributeValue(XML, "lang");
  }

  /**
   * Reads from a start to its end and returns the text between, without the code of other formats.
   * Runs of white space become one space, and none stays at the ends.
   */
  String text() {
    StringBuilder text = new StringBuilder();
    int depth = path.size();
    int code = Integer.MAX_VALUE; // depth of the element whose content is code
    while (path.size() >= depth) {
      int event = event();
      if (event == XMLStreamConstants.START_ELEMENT && CODES.contains(element())) {
        code = Math.min(code, path.size());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        code = path.size() < code ? Integer.MAX_VALUE : code;
      } else if (event != XMLStreamConstants.START_ELEMENT
          && reader.hasText()
          && event != XMLStreamConstants.COMMENT
          && path.size() < code) {
        append(text);
      }
    }
    return text.toString().replaceAll("[ \t\r\n]++", " ").strip();
  }

  private void append(StringBuilder text) {
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    if (text.length() > TextLines.MOST_BYTES) {
      throw problem("more than " + TextLines.MOST_BYTES + " characters in one text");
    }
  }

  private int event() {
    input.left = MOST_BYTES;
    int event;
    try {
      event = reader.next();
    } catch (XMLStreamException e) {
      throw problem(e);
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw problem(
          "the entity &"
              + reader.getLocalName()
              + "; is not one of XML; entities that a file declares are not read");
    }
    if (event == XMLStreamConstants.START_ELEMENT) {
      path.push(element());
      if (path.size() > DEEPEST) {
        throw problem("more than " + DEEPEST + " elements within one another");
      }
    } else if (event == XMLStreamConstants.END_ELEMENT) {
      path.pop();
    }
    return event;
  }

  /** An error at the current line. */
  CorpusException problem(String what) {
    return new CorpusException(name + ", line " + line(reader.getLocation()) + ": " + what);
  }

  private CorpusException problem(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int detail = message.indexOf("Message: "); // after the position in the JDK's own form
    String what = detail < 0 ? message : message.substring(detail + "Message: ".length());
    return new CorpusException(
        name + ", line " + line(e.getLocation()) + ": the XML is damaged: " + what.strip());
  }

  private static int line(@Nullable Location location) {
    return location == null ? 1 : Math.max(1, location.getLineNumber());
  }

  /** The file's name. */
  String name() {
    return name;
  }

  /** Fails if the parser reads very much in one step. */
  private static final class BoundedInput extends FilterInputStream {
    private int left = MOST_BYTES;

    BoundedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      left -= Math.max(0, count);
      if (left < 0) {
        throw new IOException("a tag or a comment has more than " + MOST_BYTES + " bytes");
      }
      return count;
    }

    @Override
    public void close() {
      // the caller closes the file
    }
  }
}

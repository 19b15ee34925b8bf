package dev.thimble.text;

import static dev.thimble.text.Characters.at;
import static dev.thimble.text.Characters.isAlphanumeric;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * URLs with and without scheme, e-mail addresses, Unix and Windows paths, names of files. Final
 * punctuation and a closing bracket without its opening one do not belong to a link. Immutable.
 */
final class Links implements EntityDetector {
  private static final int LONGEST_SCHEME = 16;
  private static final int LONGEST_LOCAL_PART = 64; // RFC 5321, 4.5.3.1.1
  private static final int LONGEST_NAME = 255; // RFC 1035, 2.3.4

  private static final Set<String> TOP_DOMAINS =
      Set.of(
          "com", "org", "net", "edu", "gov", "int", "io", "info", "biz", "app", "dev", "ai", "tv",
          "fr", "de", "uk", "eu", "ch", "at", "nl", "es", "it", "pt", "ca", "us", "au", "jp", "ru",
          "br", "pl", "se", "cn", "in", "nz", "co", "me");

  private static final Set<String> EXTENSIONS =
      Set.of(
          "pdf", "txt", "doc", "docx", "odt", "xls", "xlsx", "ppt", "pptx", "csv", "tsv", "json",
          "xml", "yaml", "yml", "html", "htm", "css", "js", "ts", "java", "py", "cpp", "php", "sh",
          "bat", "exe", "dll", "zip", "gz", "tar", "rar", "jar", "jpg", "jpeg", "png", "gif", "svg",
          "bmp", "webp", "mp3", "mp4", "avi", "mov", "mkv", "wav", "ogg", "md", "log", "ini", "cfg",
          "conf", "sql");

  @Override
  public @Nullable Entity detect(String text, int start) {
    int end = end(text, start);
    if (end <= start) {
      return null;
    }
    String link = text.substring(start, end);
    return new Entity(start, end, EntityKind.LINK, link, link);
  }

  /* The index after the link, or -1. */
  private static int end(String text, int start) {
    char c = text.charAt(start);
    if (c == '/' || c == '~' || c == '.' || c == '\\') {
      return Characters.isFree(text, start) ? pathEnd(text, start) : -1;
    }
    if (!isAlphanumeric(c) || !hasSign(text, start)) {
      return -1;
    }
    if (isUrl(text, start)) {
      return extent(text, start);
    }
    if (isDrive(text, start)) {
      return extent(text, start);
    }
    int email = emailEnd(text, start);
    return email > 0 ? email : nameEnd(text, start);
  }

  /* Whether the word goes on after one of the signs that every link has. Most words do not. */
  private static boolean hasSign(String text, int start) {
    for (int i = start; i < start + LONGEST_NAME && isContent(at(text, i)); i++) {
      if (".@:/\\".indexOf(text.charAt(i)) >= 0 && isContent(at(text, i + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUrl(String text, int start) {
    if (text.regionMatches(true, start, "www.", 0, 4)) {
      return isAlphanumeric(at(text, start + 4));
    }
    int end = start;
    while (end < start + LONGEST_SCHEME && isSchemeCharacter(at(text, end))) {
      end++;
    }
    if (at(text, end) != ':' || !Characters.isLetter(text.charAt(start))) {
      return false;
    }
    if (text.startsWith("://", end)) {
      return (isContent(at(text, end + 3)) && at(text, end + 3) != '/') || isFileUrl(text, end + 3);
    }
    String scheme = text.substring(start, end).toLowerCase(Locale.ROOT);
    return (scheme.equals("mailto") || scheme.equals("tel")) && isContent(at(text, end + 1));
  }

  private static boolean isFileUrl(String text, int index) {
    return at(text, index) == '/' && isContent(at(text, index + 1));
  }

  private static boolean isSchemeCharacter(char c) {
    return c < 0x80 && (isAlphanumeric(c) || c == '+' || c == '-');
  }

  private static boolean isDrive(String text, int start) {
    char c = text.charAt(start);
    return c < 0x80
        && Characters.isLetter(c)
        && at(text, start + 1) == ':'
        && at(text, start + 2) == '\\'
        && isContent(at(text, start + 3));
  }

  private static int pathEnd(String text, int start) {
    int name = start;
    while (name < start + 3 && (at(text, name) == '.' || at(text, name) == '~')) {
      name++;
    }
    boolean slash = at(text, name) == '/';
    boolean share = name == start && text.startsWith("\\\\", start);
    char first = at(text, share ? start + 2 : name + 1);
    if (!(slash || share) || !(isAlphanumeric(first) || first == '_' || first == '.')) {
      return -1;
    }
    return extent(text, start);
  }

  /* The index after the characters of a link. */
  private static int extent(String text, int start) {
    int end = start;
    int round = 0;
    int square = 0;
    while (end < text.length() && isContent(text.charAt(end))) {
      switch (text.charAt(end)) {
        case '(' -> round++;
        case ')' -> round--;
        case '[' -> square++;
        case ']' -> square--;
        default -> {}
      }
      if (round < 0 || square < 0) {
        break;
      }
      end++;
    }
    while (end > start && ".,;:!?'*_…’([".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isContent(char c) {
    return c > ' ' && !PythonText.isSpace(c) && "<>\"«»“”„`{}|^\u27E6\u27E7".indexOf(c) < 0;
  }

  private static int emailEnd(String text, int start) {
    int sign = start;
    while (sign <= start + LONGEST_LOCAL_PART && isLocalCharacter(text, sign)) {
      sign++;
    }
    if (at(text, sign) != '@' || at(text, sign - 1) == '.') {
      return -1;
    }
    int end = domainEnd(text, sign + 1);
    int period = lastPeriod(text, sign, end);
    return period > sign && end - period > 2 ? end : -1;
  }

  /* An apostrophe only as in o'neil@post.example: others are quotation marks. */
  private static boolean isLocalCharacter(String text, int index) {
    char c = at(text, index);
    return isAlphanumeric(c)
        || (c != Characters.NONE && "._%+-".indexOf(c) >= 0)
        || (c == '\''
            && isAlphanumeric(at(text, index - 1))
            && isAlphanumeric(at(text, index + 1)));
  }

  /* The index after labels joined by periods; -1 if there is no label. */
  private static int domainEnd(String text, int start) {
    int end = start;
    while (end < start + LONGEST_NAME && isInDomain(text, end)) {
      end++;
    }
    return end == start ? -1 : end;
  }

  private static boolean isInDomain(String text, int index) {
    char c = at(text, index);
    return isAlphanumeric(c) || ((c == '.' || c == '-') && isAlphanumeric(at(text, index + 1)));
  }

  /* A domain without scheme such as example.com/help, or the name of a file such as a/b.txt. */
  private static int nameEnd(String text, int start) {
    int domain = domainEnd(text, start);
    int end = domain;
    while (end < start + LONGEST_NAME && isInPath(text, end)) {
      end++;
    }
    if (end > domain || domain > 0) {
      int period = lastPeriod(text, start, end);
      if (period > start && EXTENSIONS.contains(lower(text, period + 1, end))) {
        return end;
      }
    }
    int period = lastPeriod(text, start, domain);
    if (period <= start || !isTopDomain(text, start, period + 1, domain)) {
      return -1;
    }
    boolean goesOn = "/:?#".indexOf(at(text, domain)) >= 0 && isContent(at(text, domain + 1));
    return goesOn ? extent(text, start) : domain;
  }

  private static boolean isInPath(String text, int index) {
    char c = at(text, index);
    return isInDomain(text, index)
        || ((c == '/' || c == '\\' || c == '_') && isAlphanumeric(at(text, index + 1)));
  }

  /* "him.It" is two sentences without space between them. */
  private static boolean isTopDomain(String text, int start, int top, int end) {
    String name = text.substring(top, end);
    boolean sameCase =
        name.equals(name.toLowerCase(Locale.ROOT))
            || text.substring(start, end)
                .equals(text.substring(start, end).toUpperCase(Locale.ROOT));
    return sameCase && TOP_DOMAINS.contains(name.toLowerCase(Locale.ROOT));
  }

  /* The index of the last period between two indexes; the first index if there is none. */
  private static int lastPeriod(String text, int start, int end) {
    int period = end - 1;
    while (period > start && text.charAt(period) != '.') {
      period--;
    }
    return Math.max(period, start);
  }

  private static String lower(String text, int start, int end) {
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }
}

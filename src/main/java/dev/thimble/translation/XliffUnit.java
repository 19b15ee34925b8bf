package dev.thimble.translation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit of an XLIFF file that is to be translated, and the place of its target.
 *
 * @param start index of the first {@code char} that the target replaces
 * @param end index after the last one; equal to {@code start} if the unit has no target
 * @param openTag what precedes the content: the tag of the target
 * @param parts of the content, in order
 * @param closeTag what follows it
 */
record XliffUnit(int start, int end, String openTag, List<Part> parts, String closeTag) {
  /**
   * A part of the content of a target.
   *
   * @param written the part as written in the file
   * @param segment its text if it is translated; else null
   */
  record Part(String written, @Nullable XliffSegment segment) {}
}

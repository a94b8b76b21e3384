package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// A member's name as the archive spells it, turned into a path that stays inside the archive or
/// refused.
sealed interface MemberName {
  /// A usable path; empty for the archive's top itself.
  record Inside(String path, boolean wasAbsolute) implements MemberName {}

  /// A name that is not a path here.
  record Refused(Problem.Kind kind, String reason) implements MemberName {}

  /// The target of what is not a link.
  Inside NONE = new Inside("", false);

  /// Characters of a refused name that are shown.
  int SHOWN_MAX = 120;

  /// The one control character of ASCII that does not come before the blank.
  byte DELETE = 0x7F;

  static MemberName parse(byte[] name, Limits limits) {
    if (name.length > limits.nameBytes()) {
      return new Refused(Problem.Kind.LIMIT, "its name has %d bytes".formatted(name.length));
    }
    int length = name.length > 1 && name[name.length - 1] == '/' ? name.length - 1 : name.length;
    if (length <= limits.pathDepth() && isPlain(name, length)) {
      return new Inside(new String(name, 0, length, ISO_8859_1), false);
    }
    var text = new String(name, UTF_8);
    if (hasControls(text)) {
      return new Refused(Problem.Kind.UNSAFE, "control characters in its name");
    }
    var components = components(text);
    components.removeIf("."::equals);
    if (components.contains("..")) {
      return new Refused(Problem.Kind.UNSAFE, "its name leads out of the archive");
    }
    if (components.size() > limits.pathDepth()) {
      return new Refused(
          Problem.Kind.LIMIT, "its name has %d components".formatted(components.size()));
    }
    return new Inside(String.join("/", components), text.startsWith("/"));
  }

  /// Whether a name is a path already, as nearly all are: ASCII, and nothing between two slashes,
  /// before the first or after the last is empty or begins with a dot.
  private static boolean isPlain(byte[] name, int length) {
    boolean begins = true;
    for (int i = 0; i < length; i++) {
      byte c = name[i];
      if (c < ' ' || c == DELETE || (begins && (c == '/' || c == '.'))) {
        return false;
      }
      begins = c == '/';
    }
    return !begins;
  }

  /// A symbolic link's target: any text without control characters.
  static MemberName verbatim(byte[] target, Limits limits) {
    if (target.length > limits.nameBytes()) {
      return new Refused(Problem.Kind.LIMIT, "its target has %d bytes".formatted(target.length));
    }
    var text = new String(target, UTF_8);
    return hasControls(text)
        ? new Refused(Problem.Kind.UNSAFE, "control characters in its target")
        : new Inside(text, text.startsWith("/"));
  }

  /// What of a refused name can be compared with paths: without `.` and `..`, without control
  /// characters, cut at the longest that a name may be.
  static String harmless(byte[] name, Limits limits) {
    var text = new String(name, 0, Math.min(name.length, limits.nameBytes()), UTF_8);
    var components = components(text.replaceAll("\\p{Cntrl}", ""));
    components.removeIf(component -> component.equals(".") || component.equals(".."));
    return String.join("/", components.subList(0, Math.min(components.size(), limits.pathDepth())));
  }

  /// The parts between slashes, without empty ones.
  static List<String> components(String path) {
    var components = new ArrayList<String>();
    int start = 0;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        components.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return components;
  }

  static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /// A name fit to be shown, whatever it holds: control characters as escapes, cut when long.
  static String printable(byte[] name) {
    var text = new String(name, 0, Math.min(name.length, 4 * SHOWN_MAX), UTF_8);
    var shown = new StringBuilder();
    text.chars()
        .limit(SHOWN_MAX)
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            shown.append("\\x%02x".formatted(c));
          } else {
            shown.append((char) c);
          }
        });
    return text.length() > SHOWN_MAX ? shown + "…" : shown.toString();
  }
}

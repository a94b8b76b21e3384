package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;

/// Reads what `conntrack -L -o xml` prints: one element `flow` a line.
///
/// ```
/// <flow><meta direction="original"><layer3 protonum="2" protoname="ipv4"><src>10.244.1.10</src>…
/// ```
///
/// It is scanned and not parsed as a document, so that one that was cut short still gives its
/// entries.
final class ConnectionXml {

  private ConnectionXml() {}

  static void parse(Text text, Rows<Connection> rows) {
    for (var line : text.lines()) {
      var content = line.text().strip();
      if (line.isNoise() || isFrame(content)) {
        continue;
      }
      connection(content)
          .ifPresentOrElse(
              row -> rows.add(line, row), () -> rows.reject(line, "not a tracked connection"));
    }
  }

  private static boolean isFrame(String line) {
    return line.startsWith("<?xml")
        || line.equals("<conntrack>")
        || line.equals("</conntrack>")
        || ConnectionLine.isChatter(line);
  }

  static Optional<Connection> connection(String content) {
    if (!content.startsWith("<flow>") || !content.endsWith("</flow>")) {
      return Optional.empty();
    }
    var draft = new ConnectionDraft();
    var direction = "";
    int open = content.indexOf('<');
    while (open >= 0) {
      int close = content.indexOf('>', open);
      int next = close < 0 ? -1 : content.indexOf('<', close);
      if (next < 0) {
        break;
      }
      var tag = content.substring(open + 1, close);
      if (tag.startsWith("meta ")) {
        direction = attribute(tag, "direction");
      } else if (tag.startsWith("layer4 ")) {
        draft.protocol = attribute(tag, "protoname");
        draft.protocolNumber = Digits.small(attribute(tag, "protonum"));
      } else {
        element(tag, content.substring(close + 1, next), direction, draft);
      }
      open = next;
    }
    return draft.done(null);
  }

  private static String attribute(String tag, String name) {
    int from = tag.indexOf(name + "=\"") + name.length() + 2;
    int to = tag.indexOf('"', from);
    return from < name.length() + 2 || to < 0 ? "" : tag.substring(from, to);
  }

  private static void element(String tag, String value, String direction, ConnectionDraft draft) {
    switch (tag) {
      case "state" -> draft.state = value;
      case "timeout" -> draft.timeout = Digits.decimal(value);
      case "assured/" -> draft.assured = true;
      case "unreplied/" -> draft.unreplied = true;
      case "mark", "zone", "use", "id" -> draft.put(tag, value);
      default -> {
        if (ConnectionDraft.isOfTuple(tag)) {
          draft.putTuple(direction.equals("reply"), tag, value);
        }
      }
    }
  }
}

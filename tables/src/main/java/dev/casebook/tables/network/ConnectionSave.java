package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;

/// Reads what `conntrack -L -o save` prints: each entry as the options that would make it.
///
/// ```
/// -A -t 27 -u SEEN_REPLY -s 10.244.2.10 -d 192.0.2.101 -r 192.0.2.101 -n 192.0.2.212 -p icmp --icmp-type 8 --icmp-code 0 --icmp-id 28027
/// ```
final class ConnectionSave {

  private ConnectionSave() {}

  static void parse(Text text, Rows<Connection> rows) {
    for (var line : text.lines()) {
      if (line.isNoise() || ConnectionLine.isChatter(line.text())) {
        continue;
      }
      connection(line)
          .ifPresentOrElse(
              row -> rows.add(line, row), () -> rows.reject(line, "not a tracked connection"));
    }
  }

  private static Optional<Connection> connection(Line line) {
    var words = line.words();
    if (!words[0].equals("-A")) {
      return Optional.empty();
    }
    var draft = new ConnectionDraft();
    for (int i = 1; i + 1 < words.length; i += 2) {
      option(words[i], words[i + 1], draft);
    }
    return draft.done(null);
  }

  /// conntrack(8); `-g` and `-n` say that the reply's end was translated.
  private static void option(String name, String value, ConnectionDraft draft) {
    switch (name) {
      case "-t" -> draft.timeout = Digits.decimal(value);
      case "-u" -> {
        draft.assured = value.contains("ASSURED");
        draft.unreplied = !value.contains("SEEN_REPLY");
      }
      case "-p" -> draft.protocol = value;
      case "--state" -> draft.state = value;
      case "-s" -> draft.putTuple(false, "src", value);
      case "-d" -> draft.putTuple(false, "dst", value);
      case "-r", "-g" -> draft.putTuple(true, "src", value);
      case "-q", "-n" -> draft.putTuple(true, "dst", value);
      case "--sport" -> draft.putTuple(false, "sport", value);
      case "--dport" -> draft.putTuple(false, "dport", value);
      case "--reply-port-src" -> draft.putTuple(true, "sport", value);
      case "--reply-port-dst" -> draft.putTuple(true, "dport", value);
      case "--icmp-type", "--icmpv6-type" -> draft.putTuple(false, "type", value);
      case "--icmp-code", "--icmpv6-code" -> draft.putTuple(false, "code", value);
      case "--icmp-id", "--icmpv6-id" -> draft.putTuple(false, "id", value);
      case "-m" -> draft.put("mark", value);
      case "-w" -> draft.put("zone", value);
      default -> {
        // A helper, labels.
      }
    }
  }
}

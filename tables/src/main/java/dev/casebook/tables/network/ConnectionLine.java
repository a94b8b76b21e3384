package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `/proc/net/nf_conntrack` and what `conntrack -L` and `-D` print, with or without `-o
/// extended,id,timestamp`.
final class ConnectionLine {

  private ConnectionLine() {}

  static void parse(Text text, Rows<Connection> rows) {
    var namespace = NetworkNamespace.of(text, Connection.IN_NAMESPACES);
    @Nullable Line broken = null;
    for (var line : text.lines()) {
      int chatter = chatter(line.text());
      if (broken != null) {
        take(new Line(broken.offset(), broken.text() + line.text()), namespace, rows);
        broken = null;
      } else if (chatter > 0) {
        broken = new Line(line.offset(), line.text().substring(0, chatter));
      } else if (chatter < 0) {
        take(line, namespace, rows);
      }
    }
    if (broken != null) {
      take(broken, namespace, rows);
    }
  }

  private static void take(Line line, @Nullable String namespace, Rows<Connection> rows) {
    if (!line.isNoise()) {
      connection(line, namespace)
          .ifPresentOrElse(
              row -> rows.add(line, row), () -> rows.reject(line, "not a tracked connection"));
    }
  }

  static boolean isChatter(String line) {
    return chatter(line) == 0;
  }

  /// Where `conntrack v1.4.7 (conntrack-tools): 13 flow entries have been shown.` begins, or -1. A
  /// collector that takes standard error with the output may have it amidst a line, which then goes
  /// on in the next.
  private static int chatter(String line) {
    return line.endsWith(" flow entries have been shown.")
            || (line.contains(" flow entries have been ") && line.startsWith("conntrack v"))
        ? line.lastIndexOf("conntrack v")
        : -1;
  }

  static Optional<Connection> connection(Line line, @Nullable String namespace) {
    // Copies through a web page lose blanks before these two.
    var words = Line.words(line.text().replace("src=", " src=").replace("dst=", " dst="));
    int at = words[0].equals("ipv4") || words[0].equals("ipv6") ? 2 : 0;
    if (words.length < at + 4) {
      return Optional.empty();
    }
    var draft = new ConnectionDraft();
    draft.protocol = words[at];
    draft.protocolNumber = Digits.small(words[at + 1]);
    if (draft.protocolNumber == null) {
      return Optional.empty();
    }
    new Fields(draft, words, at + 2).read();
    return draft.done(namespace);
  }

  /// The words after the protocol: a timeout and a state if there are any, then fields and flags.
  private static final class Fields {

    private final ConnectionDraft draft;
    private final String[] words;
    private int at;
    private boolean inReply;
    private boolean inTuple;

    Fields(ConnectionDraft draft, String[] words, int at) {
      this.draft = draft;
      this.words = words;
      this.at = at;
    }

    void read() {
      for (; at < words.length; at++) {
        int equal = words[at].indexOf('=');
        if (words[at].startsWith("[")) {
          bracketed();
        } else if (equal > 0) {
          field(words[at].substring(0, equal), words[at].substring(equal + 1));
        } else if (!inTuple) {
          timeoutOrState(words[at]);
        }
      }
    }

    private void timeoutOrState(String word) {
      var number = Digits.decimal(word);
      if (number == null) {
        draft.state = word;
      } else {
        draft.timeout = number;
      }
    }

    private void bracketed() {
      switch (words[at]) {
        case "[ASSURED]" -> draft.assured = true;
        case "[UNREPLIED]" -> draft.unreplied = true;
        case "[OFFLOAD]", "[HW_OFFLOAD]" -> draft.offloaded = true;
        default -> {
          // [start=Sun Nov 22 10:42:09 2026]
          while (at + 1 < words.length && !words[at].endsWith("]")) {
            at++;
          }
        }
      }
    }

    /// An `id` that follows a `type` is an echo's; one behind the tuples is the entry's own.
    private void field(String name, String value) {
      if (name.equals("src")) {
        inReply = draft.has(false, "src");
        inTuple = true;
      }
      boolean ofTuple = ConnectionDraft.isOfTuple(name);
      if (name.equals("id")) {
        ofTuple = draft.has(inReply, "type") && !draft.has(inReply, "id");
      }
      if (ofTuple) {
        draft.putTuple(inReply, name, value);
      } else {
        draft.put(name, value);
      }
    }
  }
}

package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `netstat` prints of sockets: with `-n`, with or without `-e -o -p -W`.
///
/// ```
/// Proto Recv-Q Send-Q Local Address           Foreign Address         State       User       Inode      PID/Program name     Timer
/// tcp6       0      0 2001:db8:1::1:9001      :::*                    LISTEN      0          45595      139/python3          off (0.00/0/0)
/// udp        0      0 0.0.0.0:5353            0.0.0.0:*                           0          45597      139/python3          off (0.00/0/0)
/// ```
final class NetstatSocket {

  private static final Set<String> PROTOCOLS =
      Set.of(
          "tcp",
          "tcp6",
          "udp",
          "udp6",
          "raw",
          "raw6",
          "udplite",
          "udplite6",
          "sctp",
          "sctp6",
          "icmp",
          "icmp6",
          "dccp",
          "dccp6");

  /// Without `-W`, an address and its port are made to fit this column.
  private static final int ADDRESS_WIDTH = 23;

  private static final Pattern STATE = Pattern.compile("[A-Z][A-Z_]{1,11}\\d?|UNKNOWN");
  private static final Pattern PROGRAM = Pattern.compile("(?:^| )(\\d{1,10})/([^ ].*)$");

  /// `off (0.00/0/0)`, `keepalive (7171.66/0/0)` at the end of a line.
  private static final Pattern TIMER =
      Pattern.compile(" (?:off|on|keepalive|timewait|probe|unkn-\\d{1,3}) \\([^)]{1,60}\\)$");

  private NetstatSocket() {}

  static void parse(Text text, Rows<Socket> rows) {
    boolean extended = false;
    boolean other = false;
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || isChatter(line)) {
        continue;
      }
      if (words[0].equals("Proto") || words[0].equals("Active")) {
        other = line.text().contains("UNIX") || line.text().contains("RefCnt");
        extended = extended || line.text().contains("Inode");
      } else if (PROTOCOLS.contains(words[0])) {
        row(line, words, extended)
            .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not a socket"));
      } else if (!other) {
        rows.reject(line, "no family of sockets that netstat knows");
      }
    }
  }

  private static boolean isChatter(Line line) {
    return line.text().startsWith("(Not all processes")
        || line.text().startsWith(" will not be shown")
        || line.text().startsWith("(No info could be read")
        || line.text().startsWith("netstat: no support for");
  }

  /// Protocol, two queues, both ends, perhaps a state, then what was asked for.
  private static Optional<Socket> row(Line line, String[] words, boolean extended) {
    if (words.length < 5) {
      return Optional.empty();
    }
    var local = Endpoint.of(words[3]);
    var remote = Endpoint.of(words[4]);
    if (local.isEmpty() || remote.isEmpty()) {
      return Optional.empty();
    }
    boolean v6 = words[0].endsWith("6") || local.get().address().contains(":");
    boolean cutHere = v6 && isCut(words[3]);
    boolean cutThere = v6 && isCut(words[4]);
    var address = address(local.get(), v6, cutHere);
    return address == null
        ? Optional.empty()
        : Optional.of(
            new Tail(line, words, extended)
                .socket(
                    v6,
                    address,
                    local.get(),
                    remote.get(),
                    remote.get().isNobody() ? null : address(remote.get(), v6, cutThere),
                    cutHere || cutThere));
  }

  /// An end that fills the whole column may be the beginning of a longer one. The copy may have
  /// lost blanks around it but not in it.
  private static boolean isCut(String end) {
    return end.length() == ADDRESS_WIDTH;
  }

  /// A cut address stays as it is written: its beginning is not the address's canonical form.
  private static @Nullable String address(Endpoint end, boolean v6, boolean cut) {
    return cut ? end.address() : end.canonical(v6);
  }

  /// The words after the two ends.
  private static final class Tail {

    private final String[] words;
    private final boolean hasState;
    private final boolean extended;
    private final String programText;

    Tail(Line line, String[] words, boolean extended) {
      this.words = words;
      this.extended = extended;
      this.hasState = words.length > 5 && isState(words[0], words[5]);
      this.programText = TIMER.matcher(line.text().stripTrailing()).replaceFirst("").strip();
    }

    /// Raw sockets show the kernel's number of the state.
    private static boolean isState(String protocol, String word) {
      return STATE.matcher(word).matches()
          || (protocol.startsWith("raw") && ProcSocket.state(word) != null);
    }

    Socket socket(
        boolean v6,
        String address,
        Endpoint near,
        Endpoint far,
        @Nullable String farAddress,
        boolean truncated) {
      var program = PROGRAM.matcher(programText);
      boolean held = program.find();
      return new Socket(
          words[0].replace("6", ""),
          v6 ? "ipv6" : "ipv4",
          address,
          near.port(),
          farAddress,
          far.port(),
          state(),
          held ? Digits.small(program.group(1)) : null,
          held ? program.group(2).strip() : null,
          extended ? number(0) : null,
          extended ? number(1) : null,
          Digits.decimal(words[1]),
          Digits.decimal(words[2]),
          null,
          truncated);
    }

    /// A datagram socket that is not connected shows none.
    private String state() {
      var raw = hasState ? ProcSocket.state(words[5]) : null;
      return raw != null ? raw : hasState ? words[5] : "CLOSE";
    }

    /// A number after the state: the user, then the inode.
    private @Nullable Long number(int index) {
      int at = (hasState ? 6 : 5) + index;
      return at < words.length ? Digits.decimal(words[at]) : null;
    }
  }
}

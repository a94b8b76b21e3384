package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `/proc/net/tcp` and its like, which tell no processes
/// (`Documentation/networking/proc_net_tcp.rst`).
final class ProcSocket {

  /// `include/net/tcp_states.h`, from 1 on; other protocols use the same numbers.
  private static final List<String> STATES =
      List.of(
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING",
          "SYN_RECV");

  /// @param address in this family
  private record End(IpAddress address, int port) {

    /// `0100007F:2328`
    static Optional<End> of(String text) {
      int colon = text.indexOf(':');
      var port = colon < 0 ? null : Digits.small(Digits.hex(text.substring(colon + 1)));
      return port == null
          ? Optional.empty()
          : IpAddress.ofHostOrderHex(text.substring(0, colon))
              .map(address -> new End(address, port));
    }
  }

  private ProcSocket() {}

  static void parse(Text text, Rows<Socket> rows) {
    var protocol = text.fileName().replaceFirst("6$", "");
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || words[0].equals("sl")) {
        continue;
      }
      row(protocol, words)
          .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not a socket"));
    }
  }

  /// Slot, both ends, state, queues, timer, retransmissions, user, timeout, inode, ….
  static Optional<Socket> row(String protocol, String[] words) {
    if (words.length < 10) {
      return Optional.empty();
    }
    var state = state(words[3]);
    var queues = words[4].split(":", -1);
    return End.of(words[1])
        .filter(_ -> state != null && queues.length == 2)
        .flatMap(near ->
            End.of(words[2])
                .map(far -> row(protocol, near, far, String.valueOf(state), queues, words)));
  }

  /// The name of a state by its hexadecimal number.
  static @Nullable String state(String hex) {
    var number = Digits.hex(hex);
    return number == null || number < 1 || number > STATES.size()
        ? null
        : STATES.get(number.intValue() - 1);
  }

  private static Socket row(
      String protocol, End near, End far, String state, String[] queues, String[] words) {
    boolean nobody = far.address.isAny() && far.port == 0;
    return new Socket(
        protocol,
        near.address.family(),
        near.address.text(),
        near.port,
        nobody ? null : far.address.text(),
        nobody ? null : Integer.valueOf(far.port),
        state,
        null,
        null,
        Digits.decimal(words[7]),
        Digits.decimal(words[9]),
        Digits.hex(queues[1]),
        Digits.hex(queues[0]),
        null,
        false);
  }
}

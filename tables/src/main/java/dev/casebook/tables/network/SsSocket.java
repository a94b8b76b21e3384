package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `ss` prints: with `-n`, with a column Netid (so for more than one protocol), with or
/// without `-e -i -m -o -p`.
///
/// Older ones write `*` for all IPv4 addresses and IPv6 without brackets; newer ones write `*` for
/// a socket of both families.
final class SsSocket {

  private static final Set<String> PROTOCOLS =
      Set.of("tcp", "udp", "raw", "icmp", "icmp6", "sctp", "dccp", "mptcp", "udplite");

  private static final Set<String> OTHER_FAMILIES =
      Set.of(
          "nl", "u_str", "u_dgr", "u_seq", "p_raw", "p_dgr", "v_str", "v_dgr", "xdp", "ti_st",
          "ti_rd", "ti_dg", "ti_sq", "???", "unknown");

  /// The names of `misc/ss.c` where they differ from those of netstat and the kernel.
  static final Map<String, String> STATES =
      Map.of(
          "ESTAB", "ESTABLISHED",
          "UNCONN", "CLOSE",
          "SYN-SENT", "SYN_SENT",
          "SYN-RECV", "SYN_RECV",
          "FIN-WAIT-1", "FIN_WAIT1",
          "FIN-WAIT-2", "FIN_WAIT2",
          "TIME-WAIT", "TIME_WAIT",
          "CLOSE-WAIT", "CLOSE_WAIT",
          "LAST-ACK", "LAST_ACK");

  /// `users:(("sshd",pid=870,fd=3),…)`, before iproute2 3.19 `users:(("sshd",870,3),…)`.
  private static final Pattern USER =
      Pattern.compile("users:\\(\\(\"([^\"]{0,64})\",(?:pid=)?(\\d{1,10})");

  private static final Pattern UID = Pattern.compile(" uid:(\\d{1,10})");
  private static final Pattern INODE = Pattern.compile(" ino:(\\d{1,18})");

  private SsSocket() {}

  static void parse(Text text, Rows<Socket> rows) {
    boolean old = isOld(text);
    for (var line : text.lines()) {
      if (line.isNoise() || Character.isWhitespace(line.text().charAt(0)) || isChatter(line)) {
        continue;
      }
      var words = line.words();
      if (PROTOCOLS.contains(words[0])) {
        row(line, words, old)
            .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not a socket"));
      } else if (!OTHER_FAMILIES.contains(words[0])) {
        rows.reject(line, "no family of sockets that ss knows");
      }
    }
  }

  /// The head, and what ss says to standard error where there is no cgroup v2 or no module.
  private static boolean isChatter(Line line) {
    return line.text().startsWith("Netid")
        || line.text().startsWith("Failed to open cgroup2")
        || line.text().startsWith("RTNETLINK answers:")
        || line.text().startsWith("Cannot open netlink");
  }

  private static boolean isOld(Text text) {
    return text.lines().stream()
        .map(Line::text)
        .noneMatch(line -> line.contains("[") || line.contains(" 0.0.0.0:") || isNewDual(line));
  }

  private static boolean isNewDual(String line) {
    return line.contains(" v6only:");
  }

  /// Netid, state, two queues, both ends, details.
  private static Optional<Socket> row(Line line, String[] words, boolean old) {
    if (words.length < 6) {
      return Optional.empty();
    }
    int users = words[5].indexOf("users:");
    var local = Endpoint.of(words[4]);
    var remote = Endpoint.of(users > 0 ? words[5].substring(0, users) : words[5]);
    return local.flatMap(near ->
        remote.flatMap(far -> {
          boolean v6 = isV6(near, far, old);
          var address = near.canonical(v6);
          return address == null
              ? Optional.empty()
              : Optional.of(socket(line.text(), words, v6, address, near, far));
        }));
  }

  private static boolean isV6(Endpoint near, Endpoint far, boolean old) {
    boolean wild = near.address().equals("*") && (far.address().equals("*") || far.isAny());
    return wild ? !old : (near.address() + far.address()).contains(":");
  }

  private static Socket socket(
      String line, String[] words, boolean v6, String address, Endpoint near, Endpoint far) {
    var user = USER.matcher(line);
    boolean held = user.find();
    var inode = number(INODE, line);
    var uid = number(UID, line);
    return new Socket(
        words[0].equals("icmp6") ? "icmp" : words[0],
        v6 ? "ipv6" : "ipv4",
        address,
        near.port(),
        far.isNobody() ? null : far.canonical(v6),
        far.port(),
        STATES.getOrDefault(words[1], words[1]),
        held ? Digits.small(user.group(2)) : null,
        held ? user.group(1) : null,
        // ss leaves out root's number.
        uid == null && inode != null ? Long.valueOf(0) : uid,
        inode,
        Digits.decimal(words[2]),
        Digits.decimal(words[3]),
        near.device(),
        false);
  }

  private static @Nullable Long number(Pattern pattern, String line) {
    var matcher = pattern.matcher(line);
    return matcher.find() ? Digits.decimal(matcher.group(1)) : null;
  }
}

package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `/proc/net/arp` and what `arp -n` and `arp -an` print.
final class ArpListing {

  /// ATF_COM of if_arp.h: the hardware address is known.
  private static final int COMPLETE = 2;

  /// ATF_PERM of if_arp.h.
  private static final int PERMANENT = 4;

  private ArpListing() {}

  static void parse(Text text, Rows<Neighbour> rows) {
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || words[0].equals("IP") || words[0].equals("Address")) {
        continue;
      }
      entry(words)
          .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "no ARP entry"));
    }
  }

  private static Optional<Neighbour> entry(String[] words) {
    if (words.length >= 4 && words[1].startsWith("(")) {
      boolean known = words[3].indexOf(':') > 0;
      return neighbour(
          words[1].replaceAll("[()]", ""),
          words[words.length - 1],
          known ? words[3] : null,
          known ? COMPLETE : 0);
    }
    if (words.length == 6 && words[2].startsWith("0x")) {
      var flags = Digits.hex(words[2].substring(2));
      boolean known = flags != null && (flags & COMPLETE) != 0;
      return neighbour(
          words[0], words[5], known ? words[3] : null, flags == null ? 0 : flags.intValue());
    }
    if (words.length >= 3 && words[1].equals("(incomplete)")) {
      return neighbour(words[0], words[words.length - 1], null, 0);
    }
    if (words.length >= 5) {
      int flags = words[3].contains("M") ? COMPLETE | PERMANENT : COMPLETE;
      return neighbour(words[0], words[words.length - 1], words[2], flags);
    }
    return Optional.empty();
  }

  private static Optional<Neighbour> neighbour(
      String address, String device, @Nullable String mac, int flags) {
    var state =
        (flags & PERMANENT) != 0
            ? "PERMANENT"
            : (flags & COMPLETE) != 0 ? "COMPLETE" : "INCOMPLETE";
    return IpAddress.of(address)
        .map(to ->
            new Neighbour(
                to.family(),
                to.text(),
                device,
                mac,
                state,
                false,
                false,
                null,
                null,
                null,
                null,
                null));
  }
}

package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `ip addr` prints, with or without `-d`, `-s` and `-o`, as addresses.
final class IpAddr {

  /// `2: eth0: <BROADCAST,…` before the addresses, `2: eth0 inet …` with `-o`.
  private static final Pattern DEVICE = Pattern.compile("\\d{1,10}: ([^ :@]{1,100})[@: ].*");

  private IpAddr() {}

  static void parse(Text text, Rows<InterfaceAddress> rows) {
    var device = "";
    for (var line : text.lines()) {
      var words = Line.words(withoutLifetime(line.text()));
      var begin = DEVICE.matcher(line.text());
      if (begin.matches()) {
        device = begin.group(1);
        words = Arrays.copyOfRange(words, Math.min(2, words.length), words.length);
      } else if (!line.text().startsWith(" ") && !line.isNoise()) {
        rows.reject(line, "not a line of ip addr");
      }
      if (words.length > 0 && (words[0].equals("inet") || words[0].equals("inet6"))) {
        add(device, words, line, rows);
      }
    }
  }

  /// With `-o`, a backslash stands for the end of a line.
  private static String withoutLifetime(String line) {
    int backslash = line.indexOf('\\');
    return backslash < 0 ? line : line.substring(0, backslash);
  }

  private static void add(String device, String[] words, Line line, Rows<InterfaceAddress> rows) {
    of(device, words)
        .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not an address"));
  }

  /// `inet ADDRESS/LENGTH [brd BROADCAST] scope SCOPE [FLAGS] [LABEL]`, or `inet ADDRESS peer
  /// PEER/LENGTH …`.
  private static Optional<InterfaceAddress> of(String device, String[] words) {
    if (words.length < 2) {
      return Optional.empty();
    }
    var prefixed = words[1];
    @Nullable String scope = null;
    boolean hasPeer = false;
    List<String> rest = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      boolean valued = i + 1 < words.length;
      switch (words[i]) {
        case "peer" -> {
          prefixed = valued ? words[++i] : "";
          hasPeer = true;
        }
        case "scope" -> scope = valued ? words[++i] : null;
        case "brd", "any", "metric", "proto" -> i++;
        default -> rest.add(words[i]);
      }
    }
    boolean labelled = words[0].equals("inet") && !rest.isEmpty();
    var label = labelled ? rest.removeLast() : null;
    int slash = prefixed.indexOf('/');
    var end = IpAddress.of(slash < 0 ? prefixed : prefixed.substring(0, slash));
    var address = hasPeer ? IpAddress.of(words[1]) : end;
    if (address.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    var length =
        slash < 0 ? Integer.valueOf(end.get().bits()) : Digits.small(prefixed.substring(slash + 1));
    return length == null
        ? Optional.empty()
        : InterfaceAddress.of(
            device,
            address.get(),
            length,
            scope,
            hasPeer ? end.get() : null,
            label,
            InterfaceAddress.joined(rest));
  }
}

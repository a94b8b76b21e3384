package dev.casebook.wings.captures.capture;

import dev.casebook.wings.captures.capture.Place.Origin;
import java.util.regex.Pattern;

/// Why nothing is captured at a place, in one line: what, where, what to do next.
final class Refusal {

  /// Words of libpcap and of the kernel.
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("permission|Operation not permitted|Permission denied");

  private static final Pattern NO_INTERFACE =
      Pattern.compile("No such device|doesn't exist|SIOCGIFHWADDR");

  private static final Pattern BAD_FILTER =
      Pattern.compile("(?i)syntax error|can't parse filter|unknown host|unknown port|illegal ");

  private Refusal() {}

  /// @param missing whether there is no tcpdump
  /// @param said what was complained of
  static String of(Place place, boolean missing, String said) {
    var host = place.origin().name();
    var last = lastLine(said);
    if (missing) {
      return host
          + ": has no tcpdump on its path or in /usr/sbin; install it there (package tcpdump)";
    }
    if (BAD_FILTER.matcher(said).find()) {
      return place.label() + ": tcpdump does not understand the filter: " + last;
    }
    if (NOT_ALLOWED.matcher(said).find()) {
      return place.label()
          + ": capturing takes CAP_NET_RAW, and CAP_NET_ADMIN for frames to other stations; "
          + (place.origin() instanceof Origin.Here
              ? "run it by sudo, or: setcap cap_net_raw,cap_net_admin=eip $(command -v tcpdump)"
              : "reach it as root, with --sudo, or give them to its tcpdump by setcap");
    }
    if (NO_INTERFACE.matcher(said).find()) {
      return "%s: has no interface %s; `ip link` there lists them"
          .formatted(host, place.onInterface());
    }
    return place.label() + ": tcpdump did not begin" + (last.isEmpty() ? "" : ": " + last);
  }

  /// Of one that ended and was not asked to.
  static String ended(Place place, String said) {
    var last = lastLine(said);
    return place.label() + ": the capture was lost" + (last.isEmpty() ? "" : ": " + last);
  }

  private static String lastLine(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (_, last) -> last)
        .replaceFirst("^: ", "")
        .replaceFirst("^tcpdump: ", "");
  }
}

package dev.casebook.wings.captures.capture;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a capturing program has counted so far; a negative number is not known.
///
/// @param captured packets that it handed on
/// @param received packets that its filter let pass; on a loopback interface the kernel counts each
///   twice
/// @param droppedByKernel for want of room in the kernel's buffer
/// @param droppedByInterface for want of room in the interface
public record Counts(long captured, long received, long droppedByKernel, long droppedByInterface) {

  public static final Counts UNKNOWN = new Counts(-1, -1, -1, -1);

  /// As tcpdump(1) says it, at its end in three lines and when it is asked in one.
  private static final Pattern COUNT =
      Pattern.compile(
          "([0-9]{1,18}) packets? (captured|received by filter|dropped by kernel|dropped by interface)");

  /// These with what a line of tcpdump tells; empty if it tells no counts.
  Optional<Counts> heard(String line) {
    var found = COUNT.matcher(line);
    var all = this;
    boolean any = false;
    while (found.find()) {
      any = true;
      all = all.with(found.group(2), Long.parseLong(found.group(1)));
    }
    return any ? Optional.of(all) : Optional.empty();
  }

  private Counts with(String what, long count) {
    return switch (what) {
      case "captured" -> new Counts(count, received, droppedByKernel, droppedByInterface);
      case "received by filter" -> new Counts(captured, count, droppedByKernel, droppedByInterface);
      // It speaks of the interface only where that has dropped any.
      case "dropped by kernel" ->
          new Counts(captured, received, count, Math.max(0, droppedByInterface));
      default -> new Counts(captured, received, droppedByKernel, count);
    };
  }

  /// All that were dropped, as far as is known.
  public long dropped() {
    return Math.max(0, droppedByKernel) + Math.max(0, droppedByInterface);
  }
}

package dev.casebook.wings.lines.ping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What the connection tracker of the calling thread's network namespace could not take, since it
/// began.
///
/// Source: nf_conntrack_standalone.c, `/proc/net/stat/nf_conntrack`: a line of names, then one a
/// processor in hexadecimal.
record TrackerLosses(long insertFailed, long drop, long earlyDrop) {

  private static final TrackerLosses NONE = new TrackerLosses(0, 0, 0);

  /// All nought where it is not told.
  static TrackerLosses now() {
    try {
      return of(Files.readString(Path.of("/proc/thread-self/net/stat/nf_conntrack")));
    } catch (IOException e) {
      return NONE;
    }
  }

  static TrackerLosses of(String text) {
    var lines = text.lines().map(line -> Arrays.asList(line.strip().split("\\s+"))).toList();
    if (lines.isEmpty()) {
      return NONE;
    }
    var names = lines.getFirst();
    long[] sums = new long[3];
    var wanted = new String[] {"insert_failed", "drop", "early_drop"};
    for (var cells : lines.subList(1, lines.size())) {
      for (int i = 0; i < wanted.length; i++) {
        int column = names.indexOf(wanted[i]);
        if (column >= 0 && column < cells.size() && cells.get(column).matches("[0-9a-f]{1,15}")) {
          sums[i] += Long.parseLong(cells.get(column), 16);
        }
      }
    }
    return new TrackerLosses(sums[0], sums[1], sums[2]);
  }

  /// What came to it since then, in words; empty if nothing.
  String since(TrackerLosses before) {
    if (insertFailed > before.insertFailed) {
      return "since the start %d entries could not be inserted (insert_failed): no id is left that a translation could use"
          .formatted(insertFailed - before.insertFailed);
    }
    if (drop > before.drop || earlyDrop > before.earlyDrop) {
      return "since the start %d packets were dropped for want of room (drop, early_drop): the table is full"
          .formatted(drop - before.drop + earlyDrop - before.earlyDrop);
    }
    return "";
  }
}

package dev.casebook.wings.captures.dissect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The control bits of TCP, RFC 9293.
public final class TcpFlags {

  public static final int FIN = 1;
  public static final int SYN = 2;
  public static final int RST = 4;
  public static final int ACK = 16;

  private static final List<String> NAMES =
      List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

  private static final List<String> TEXTS =
      IntStream.range(0, 256).mapToObj(TcpFlags::join).toList();

  private TcpFlags() {}

  /// Those that are set: `SYN,ACK`.
  public static String text(int flags) {
    return TEXTS.get(flags & 0xFF);
  }

  private static String join(int flags) {
    var set = new ArrayList<String>();
    for (int bit = 0; bit < 8; bit++) {
      if ((flags & 1 << bit) != 0) {
        set.add(NAMES.get(bit));
      }
    }
    return set.isEmpty() ? "none" : String.join(",", set);
  }
}

package dev.casebook.wings.containers.cgroup;

import java.util.ArrayList;
import java.util.List;

/// A network interface as `/proc/PID/net/dev` counts it for the namespace of a process.
///
/// ```
///   eth0:  907206    6193    0    0    0     0          0         0   518093    5611    0 …
/// ```
///
/// Source: the kernel's net/core/net-procfs.c.
public record NetworkDevice(
    String name,
    long receivedBytes,
    long receivedPackets,
    long receivedDropped,
    long sentBytes,
    long sentPackets,
    long sentDropped) {

  /// More than a namespace of a container has.
  private static final int DEVICES_MAX = 10_000;

  private static final int COLUMNS = 16;

  /// The loopback interface too; lines that are none are left out.
  public static List<NetworkDevice> of(String text) {
    var devices = new ArrayList<NetworkDevice>();
    for (var line : (Iterable<String>) text.lines()::iterator) {
      // The first counter may follow the colon without a space.
      int colon = line.lastIndexOf(':');
      if (colon < 0 || devices.size() == DEVICES_MAX) {
        continue;
      }
      var words = line.substring(colon + 1).strip().split("\\s+");
      if (words.length >= COLUMNS) {
        devices.add(
            new NetworkDevice(
                line.substring(0, colon).strip(),
                at(words, 0),
                at(words, 1),
                at(words, 3),
                at(words, 8),
                at(words, 9),
                at(words, 11)));
      }
    }
    return List.copyOf(devices);
  }

  private static long at(String[] words, int column) {
    return Fields.number(words[column]).orElse(0);
  }

  public boolean isLoopback() {
    return name.equals("lo");
  }
}

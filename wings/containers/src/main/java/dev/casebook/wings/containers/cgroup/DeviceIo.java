package dev.casebook.wings.containers.cgroup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a group read from one block device and wrote to it.
///
/// ```
/// 8:0 Read 4096            (blkio.throttle.io_service_bytes_recursive, version 1)
/// 8:0 Write 0
/// Total 4096
///
/// 8:0 rbytes=4096 wbytes=0 rios=1 wios=0 dbytes=0 dios=0      (io.stat, version 2)
/// ```
///
/// Source: the kernel's `Documentation/admin-guide/cgroup-v1/blkio-controller.rst`,
/// `cgroup-v2.rst`.
///
/// @param device its numbers: `8:0`
public record DeviceIo(String device, long readBytes, long writtenBytes) {

  /// More block devices no host has.
  private static final int DEVICES_MAX = 10_000;

  /// Devices in the order of the file; others than what reads and writes is left out.
  static List<DeviceIo> ofV1(String text) {
    var devices = new LinkedHashMap<String, long[]>();
    for (var line : (Iterable<String>) text.lines()::iterator) {
      var words = line.strip().split("\\s+");
      if (words.length == 3) {
        add(words[0], words[1], Fields.number(words[2]), devices);
      }
    }
    return list(devices);
  }

  static List<DeviceIo> ofV2(String text) {
    var devices = new LinkedHashMap<String, long[]>();
    for (var line : (Iterable<String>) text.lines()::iterator) {
      var words = line.strip().split("\\s+");
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals > 0) {
          var number = Fields.number(words[i].substring(equals + 1));
          add(words[0], words[i].substring(0, equals), number, devices);
        }
      }
    }
    return list(devices);
  }

  private static void add(
      String device, String what, OptionalLong number, Map<String, long[]> devices) {
    int at =
        switch (what) {
          case "Read", "rbytes" -> 0;
          case "Write", "wbytes" -> 1;
          default -> -1;
        };
    boolean isNew = !devices.containsKey(device);
    if (at >= 0 && number.isPresent() && !(isNew && devices.size() == DEVICES_MAX)) {
      devices.computeIfAbsent(device, _ -> new long[2])[at] += number.getAsLong();
    }
  }

  private static List<DeviceIo> list(Map<String, long[]> devices) {
    var list = new ArrayList<DeviceIo>();
    devices.forEach((device, sums) -> list.add(new DeviceIo(device, sums[0], sums[1])));
    return List.copyOf(list);
  }
}

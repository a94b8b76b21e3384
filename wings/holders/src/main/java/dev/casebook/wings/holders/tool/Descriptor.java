package dev.casebook.wings.holders.tool;

import dev.casebook.tables.storage.FileLock;
import dev.casebook.wings.holders.proc.Proc;
import java.util.stream.Collectors;

/// What the kernel says of an open descriptor (`/proc/PID/fdinfo/N`, proc_pid_fdinfo(5)).
///
/// @param text empty if it may not be read
record Descriptor(String text) {

  static Descriptor of(Proc proc, int pid, String number) {
    return new Descriptor(proc.text(pid, "fdinfo/" + number).orElse(""));
  }

  /// The mount that the file lies on; 0 if it is not told.
  long mount() {
    return number("mnt_id:");
  }

  /// The file's inode; 0 if it is not told.
  long inode() {
    return number("ino:");
  }

  private long number(String field) {
    return text.lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).strip())
        .filter(digits -> digits.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .findFirst()
        .orElse(0L);
  }

  /// How it was opened: the lowest two bits of `flags`, which are octal (open(2)).
  String access() {
    return text.lines()
        .filter(line -> line.startsWith("flags:"))
        .map(line -> line.strip().charAt(line.strip().length() - 1) & 3)
        .map(mode -> mode == 0 ? "r" : mode == 1 ? "w" : "rw")
        .findFirst()
        .orElse("");
  }

  /// `lock: 1: FLOCK ADVISORY WRITE 4711 fe:00:2228238 0 EOF`, whoever of those who have it open
  /// locked it.
  String lock() {
    return text.lines()
        .filter(line -> line.startsWith("lock:"))
        .flatMap(line -> FileLock.ofProc(line.substring("lock:".length())).stream())
        .map(lock -> lock.kind() + " " + lock.mode())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}

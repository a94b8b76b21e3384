package dev.casebook.formats.proc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `/proc/PID/stat`: `PID (NAME) STATE PPID …`; a name may hold blanks and parentheses.
///
/// Source: proc(5), the kernel's fs/proc/array.c.
///
/// @param fields from the state on, which is field 3 of proc(5)
public record ProcessStat(String name, List<String> fields) {

  /// Up to the resident set, which every kernel has.
  private static final int FIELDS_MIN = 22;

  public ProcessStat {
    fields = List.copyOf(fields);
  }

  public static Optional<ProcessStat> of(String text) {
    var line = text.strip();
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open) {
      return Optional.empty();
    }
    var fields = Arrays.asList(line.substring(close + 1).strip().split(" "));
    return Optional.of(new ProcessStat(line.substring(open + 1, close), fields));
  }

  /// Whether it has all that can be asked of it, and was not cut.
  public boolean isWhole() {
    return fields.size() >= FIELDS_MIN;
  }

  /// R, S, D, Z, …
  public String state() {
    return fields.getFirst().isEmpty() ? "" : fields.getFirst().substring(0, 1);
  }

  /// @throws NumberFormatException if it is none
  public int parent() {
    return Integer.parseInt(fields.get(1));
  }

  /// When it started, in ticks after the kernel: with the process id it names one process for good.
  ///
  /// @throws NumberFormatException if it is none
  public long startTicks() {
    return Long.parseLong(fields.get(19));
  }
}

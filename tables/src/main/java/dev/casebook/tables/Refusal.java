package dev.casebook.tables;

import java.util.regex.Pattern;

/// What shells, programs and collectors say where they can't give a command's output.
///
/// ```
/// bash: lsmod: command not found
/// timeout: failed to run command `/sbin/brctl': No such file or directory
/// faillock: Error reading tally directory: No such file or directory
/// [Errno 2] No such file or directory: 'conntrack'
/// System has not been booted with systemd as init system (PID 1). Can't operate.
/// Unit kubelet.service could not be found.
/// ss: unrecognized option '--bogus'
/// Usage: ss [ OPTIONS ] …
/// ```
final class Refusal {

  /// A page of a program's usage is shorter than this.
  private static final int BYTES_MAX = 16 * 1024;

  /// In so few lines one complaint is enough: what stands beside it goes with it.
  private static final int FEW_LINES = 3;

  private static final Pattern COMPLAINT =
      Pattern.compile(
          "(?i)command not found|no such file or directory|not installed|permission denied"
              + "|operation not permitted|timed out|timeout:|can't be run|cannot open"
              + "|operation failed: |failed to connect to bus|not been booted with systemd"
              + "|: not found$|^(?:sudo: )?failed to |^\\[errno \\d|^unit \\S+ could not be found"
              + "|(?:unrecognized|unknown|invalid|illegal) option|no module named"
              + "|error while loading shared libraries|cannot execute|exec format error"
              + "|^segmentation fault|\\(core dumped\\)|missing dependencies:");

  /// All that follows these is theirs.
  private static final Pattern EXPLANATION =
      Pattern.compile("(?i)^\\s*usage:|^traceback \\(most recent call last\\)");

  private Refusal() {}

  /// Whether an output of this size is nothing but a refusal. In a longer one every line must be
  /// one: an output may well begin with a complaint about one item of many.
  static boolean isAll(int bytes, Lines lines) {
    if (bytes > BYTES_MAX) {
      return false;
    }
    int told = 0;
    int complaints = 0;
    for (var line : lines) {
      if (EXPLANATION.matcher(line.text()).find()) {
        return told == complaints;
      }
      told += line.isBlank() ? 0 : 1;
      complaints += COMPLAINT.matcher(line.text()).find() ? 1 : 0;
      if (told > FEW_LINES && told > complaints) {
        return false;
      }
    }
    return complaints > 0 && (told <= FEW_LINES || told == complaints);
  }
}

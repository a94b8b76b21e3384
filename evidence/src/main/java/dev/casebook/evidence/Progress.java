package dev.casebook.evidence;

/// Is told how far long work has come; for a person who waits. It must return at once, and may be
/// called thousands of times a second.
@FunctionalInterface
public interface Progress {

  /// Nobody waits.
  Progress NONE = (_, _, _) -> {};

  /// @param what is done now, such as `reading var/log/messages`; may hold text of the evidence
  /// @param done bytes so far
  /// @param total bytes in all; 0 if that is not known
  void at(String what, long done, long total);
}

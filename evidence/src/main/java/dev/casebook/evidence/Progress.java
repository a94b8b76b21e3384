package dev.casebook.evidence;

/// Is told how far long work has come; for a person who waits. It costs next to nothing, and may be
/// called thousands of times a second.
public interface Progress {

  /// Nobody waits.
  Progress NONE =
      new Progress() {
        @Override
        public void at(String work, long done, long total) {}

        @Override
        public void end() {}
      };

  /// @param work what is being done, such as `reading var/log/messages`; may hold text of evidence
  /// @param done bytes so far
  /// @param total bytes in all; 0 if that is not known
  void at(String work, long done, long total);

  /// The work is over, or shows by itself from now on: an answer is being written. May be said more
  /// than once.
  void end();
}

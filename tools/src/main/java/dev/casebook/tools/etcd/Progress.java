package dev.casebook.tools.etcd;

/// Told how far long work has come; must cost next to nothing.
public interface Progress {

  /// Tells nobody.
  Progress NONE =
      new Progress() {
        @Override
        public void at(String work, long done, long total) {}

        @Override
        public void end() {}
      };

  /// @param work what is being done, in the form `reading db`
  /// @param done units of work, such as bytes
  /// @param total of the same units; 0 if it is not known
  void at(String work, long done, long total);

  /// The work is over, or shows by itself from now on: an answer is being written. May be said more
  /// than once.
  void end();
}

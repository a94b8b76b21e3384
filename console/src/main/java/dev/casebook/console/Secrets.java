package dev.casebook.console;

import java.util.Optional;

/// Where a command gets a passphrase: never from its arguments, which every user of the machine
/// sees.
public interface Secrets {

  /// Nobody to be asked, and no environment.
  Secrets NONE =
      new Secrets() {
        @Override
        public Optional<char[]> asked(String prompt) {
          return Optional.empty();
        }

        @Override
        public Optional<char[]> variable(String name) {
          return Optional.empty();
        }
      };

  /// What somebody types on the terminal, which does not show it; empty if there is none.
  Optional<char[]> asked(String prompt);

  /// What a variable of the environment holds; empty if it is not set.
  Optional<char[]> variable(String name);
}

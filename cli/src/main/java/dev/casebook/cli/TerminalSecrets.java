package dev.casebook.cli;

import dev.casebook.console.Secrets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Secrets from the process's terminal and environment.
record TerminalSecrets(Map<String, String> environment) implements Secrets {

  @Override
  public Optional<char[]> asked(String prompt) {
    var terminal = Objects.requireNonNull(System.console()); // never null from JDK 22 on
    return !terminal.isTerminal()
        ? Optional.empty()
        : Optional.ofNullable(terminal.readPassword("%s", prompt));
  }

  @Override
  public Optional<char[]> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::toCharArray);
  }
}

package dev.casebook.console;

import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Reach;
import picocli.CommandLine.Option;

/// How a command reaches another host.
public class SshOptions {

  @Option(
      names = "--sudo",
      description = "Look at hosts over ssh as root, by sudo -n (never asks for a password).")
  private boolean sudo;

  public boolean sudo() {
    return sudo;
  }

  /// @param isOne whether it is the only host: then ssh may ask whoever sits at the terminal
  public Reach reach(Console console, boolean isOne) {
    boolean mayAsk = isOne && !console.progress().equals(Progress.NONE);
    return Reach.by(console.ssh(), sudo, mayAsk);
  }
}

package dev.casebook.wings.pki.commands;

import picocli.CommandLine.Option;

/// Why a change is made.
final class WhyOption {

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why, for whoever reads casebook pki log later.")
  private String why = "";

  String why() {
    return why;
  }
}

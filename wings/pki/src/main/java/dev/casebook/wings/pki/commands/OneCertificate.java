package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.wings.pki.journal.Border;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What the commands on one certificate have in common.
abstract class OneCertificate extends FolderCommand {

  @Parameters(
      paramLabel = "SERIAL or NAME",
      hideParamSyntax = true,
      description = "A serial number, hexadecimal or decimal, or a common name.")
  private String word = "";

  @Mixin private final CaPassphrase passphrase = new CaPassphrase();

  @Mixin private final WhyOption why = new WhyOption();

  OneCertificate(Console console, Border border) {
    super(console, border);
  }

  String word() {
    return word;
  }

  CaPassphrase passphrase() {
    return passphrase;
  }

  String why() {
    return why.why();
  }
}

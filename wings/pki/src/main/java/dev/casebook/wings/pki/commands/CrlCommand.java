package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.journal.Change;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook pki crl`: a new revocation list.
@Command(
    name = "crl",
    description = "Make a new revocation list of all that the index revokes.",
    footer = {
      "",
      "It gets the next number. Do so before the last one expires, since OpenVPN refuses "
          + "everybody then.",
      "",
      "Examples:",
      "  casebook pki crl --days 180",
      "  casebook pki crl --ca-pass-file /root/ca.pass",
      "  casebook pki publish"
    })
final class CrlCommand extends FolderCommand {

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "How long it is valid; as the folder has it.")
  private int days;

  @Mixin private final CaPassphrase passphrase = new CaPassphrase();

  @Mixin private final WhyOption why = new WhyOption();

  CrlCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return changing((authority, journal) -> {
      int valid = days == 0 ? authority.folder().crlDays() : days;
      Days.demand(valid);
      var change = new Change("crl", "make a new list");
      authority.putList(
          change,
          authority.index(),
          authority.signer(passphrase.of(console())),
          OptionalInt.of(valid));
      long revoked = authority.index().entries().stream().filter(CaIndex.Entry::isRevoked).count();
      make(
          authority,
          journal,
          change,
          why.why(),
          "made %s, valid for %d days, %d revoked"
              .formatted(authority.folder().crl(), valid, revoked));
      return 0;
    });
  }
}

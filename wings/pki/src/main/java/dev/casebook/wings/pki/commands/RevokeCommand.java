package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Revoking;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook pki revoke`: a certificate that is not to be accepted any more.
@Command(
    name = "revoke",
    description = "Revoke a certificate, and make the list that says so.",
    footer = {
      "",
      "Reasons: unspecified, keyCompromise, CACompromise, affiliationChanged, "
          + "superseded, cessationOfOperation, certificateHold. Servers learn of it only by "
          + "the list: casebook pki publish takes it to them.",
      "",
      "Examples:",
      "  casebook pki revoke btc --reason keyCompromise --why 'laptop lost'",
      "  casebook pki revoke C6576D494BF44A78B829B5FE8DD352C7",
      "  casebook pki revoke 263641089587391",
      "  casebook pki publish"
    })
final class RevokeCommand extends OneCertificate {

  @Option(names = "--reason", paramLabel = "REASON", description = "Why, as the list says it.")
  private String reason = "";

  @Option(names = "--no-crl", description = "Leave the list as it is, and the key alone.")
  private boolean withoutList;

  RevokeCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return changing((authority, journal) -> {
      var entry = authority.index().find(word(), "valid", authority.now());
      var made = Revoking.revoke(authority, entry, reason);
      if (!withoutList) {
        var signer = authority.signer(passphrase().of(console()));
        authority.putList(made.change(), made.index(), signer, OptionalInt.empty());
      }
      make(
          authority,
          journal,
          made.change(),
          why(),
          "revoked %s, serial %s. %s"
              .formatted(
                  entry.name(),
                  entry.line().serial(),
                  withoutList
                      ? "The list does not say so yet: casebook pki crl"
                      : "Servers learn of it by casebook pki publish."));
      return 0;
    });
  }
}

package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Revoking;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook pki unrevoke`: a revocation taken back.
@Command(
    name = "unrevoke",
    description = "Take a revocation back: R becomes V in the index, and a new list leaves it out.",
    footer = {
      "",
      "No standard knows this but for certificateHold (RFC 5280, 5.3.1), and openssl ca "
          + "has no command for it; what people do is edit index.txt by hand, and this is that "
          + "edit with all that belongs to it. Whoever still holds the former list refuses the "
          + "certificate until that one expires. A key that somebody else may have should stay "
          + "revoked: issue a new one.",
      "",
      "Examples:",
      "  casebook pki unrevoke btc --why 'laptop found'",
      "  casebook pki unrevoke 70",
      "  casebook pki publish"
    })
final class UnrevokeCommand extends OneCertificate {

  @Option(names = "--no-crl", description = "Leave the list as it is, and the key alone.")
  private boolean withoutList;

  UnrevokeCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return changing((authority, journal) -> {
      var entry = authority.index().find(word(), "revoked", authority.now());
      var made = Revoking.unrevoke(authority, entry);
      if (!withoutList) {
        var signer = authority.signer(passphrase().of(console()));
        authority.putList(made.change(), made.index(), signer, OptionalInt.empty());
      }
      if (entry.reason().startsWith("key") || entry.reason().startsWith("CA")) {
        console().say("it was revoked for " + entry.reason() + ": somebody else may have its key");
      }
      make(
          authority,
          journal,
          made.change(),
          why(),
          "unrevoked %s, serial %s. Servers learn of it by casebook pki publish."
              .formatted(entry.name(), entry.line().serial()));
      return 0;
    });
  }
}

package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.accounts.credentials.KeyUri;
import dev.casebook.wings.accounts.credentials.Token;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts token`: second factors.
@Command(
    name = "token",
    description = "Give an account a token, take one away, or find one again that ran ahead.",
    footer = {
      "",
      "Without an option the account's tokens are listed. A seed is shown once, when",
      "the token is made, for an authenticator app to take.",
      "",
      "Examples:",
      "  casebook accounts token lihua --add hotp",
      "  casebook accounts token lihua --remove token1",
      "  casebook accounts token lihua --resync 123456 654321"
    })
final class TokenCommand extends StateCommand {

  @Parameters(paramLabel = "ACCOUNT", description = "A person or a service account.")
  private String account = "";

  @Option(
      names = "--add",
      paramLabel = "KIND",
      description = "hotp (by a counter) or totp (by time).")
  private @Nullable String add;

  @Option(names = "--remove", paramLabel = "TOKEN", description = "Take this one away.")
  private @Nullable String remove;

  @Option(
      names = "--resync",
      arity = "2",
      paramLabel = "CODE",
      description = "Two values in a row: the token goes on after them.")
  private @Nullable List<String> resync;

  TokenCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    if ((add == null ? 0 : 1) + (remove == null ? 0 : 1) + (resync == null ? 0 : 1) > 1) {
      throw new UserError("one of --add, --remove and --resync at a time");
    }
    return with((snapshot, credentials) -> {
      checkAccount(snapshot, account);
      var now = console().now();
      if (add != null) {
        show(credentials.addToken(now, actor(), account, kind(add)));
        return 0;
      }
      if (remove != null) {
        if (!credentials.removeToken(now, actor(), account, remove)) {
          throw new UserError("%s has no token %s".formatted(account, remove));
        }
        print("%s has %s no more.".formatted(account, remove));
        return 0;
      }
      if (resync != null) {
        boolean found = credentials.resync(now, actor(), account, resync.get(0), resync.get(1));
        print(
            found ? "found; the token goes on after them." : "no token shows these two in a row.");
        return found ? 0 : 1;
      }
      var tokens = credentials.tokens(account);
      tokens.forEach(
          token -> print(token.id() + "  " + token.kind().name().toLowerCase(Locale.ROOT)));
      return tokens.isEmpty() ? 1 : 0;
    });
  }

  private static Token.Kind kind(String name) throws UserError {
    return switch (name) {
      case "hotp" -> Token.Kind.HOTP;
      case "totp" -> Token.Kind.TOTP;
      default -> throw new UserError("a token is hotp or totp, not " + name);
    };
  }

  private void show(Token token) {
    print(KeyUri.of(account, token.kind(), token.seed()));
    print("%s is %s's. This is shown once.".formatted(token.id(), account));
  }
}

package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SecretFile;
import dev.casebook.console.UserError;
import dev.casebook.wings.accounts.credentials.Refusal;
import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts password`: a new password.
@Command(
    name = "password",
    description = "Set an account's password: typed twice, or the first line of a file.",
    footer = {
      "",
      "What `passwords` of the folder asks of a password holds here too.",
      "",
      "Examples:",
      "  casebook accounts password lihua",
      "  casebook accounts password lihua --file /run/first-password"
    })
final class PasswordCommand extends StateCommand {

  @Parameters(paramLabel = "ACCOUNT", description = "A person or a service account.")
  private String account = "";

  @Option(names = "--file", paramLabel = "FILE", description = "Its first line is the password.")
  private @Nullable Path file;

  PasswordCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    return with((snapshot, credentials) -> {
      checkAccount(snapshot, account);
      var password = password();
      var policy = snapshot.company().passwords();
      var row = Objects.requireNonNull(snapshot.company().accounts().get(account));
      var refusal = new SelfService(credentials).refusal(policy, row, password);
      if (refusal.isPresent()) {
        throw new UserError(words(refusal.get(), policy));
      }
      credentials.setPassword(console().now(), actor(), account, password);
      Arrays.fill(password, '\0');
      print("%s has a new password.".formatted(account));
      return 0;
    });
  }

  private static String words(Refusal refusal, PasswordPolicy policy) {
    return switch (refusal) {
      case TOO_SHORT -> "a password has at least %d characters here".formatted(policy.lengthMin());
      case TOO_LONG -> "a password has at most 120 bytes: RADIUS carries no more";
      case HOLDS_NAME -> "a password does not hold the account's name";
      case COMMON -> "that is one of the first that anybody would try";
      case SAME -> "that is the password already; nothing was changed";
    };
  }

  private char[] password() throws UserError, IOException {
    if (file != null) {
      return SecretFile.firstLine(file)
          .orElseThrow(() -> new UserError("no password can be read from " + file));
    }
    var password = asked("New password: ");
    if (!Arrays.equals(password, asked("The same again: "))) {
      throw new UserError("the two are not the same; nothing was changed");
    }
    return password;
  }

  private char[] asked(String prompt) throws UserError {
    return console()
        .secrets()
        .asked(prompt)
        .orElseThrow(() -> new UserError("there is no terminal to ask at; name a file by --file"));
  }
}

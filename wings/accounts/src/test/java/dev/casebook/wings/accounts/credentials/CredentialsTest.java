package dev.casebook.wings.accounts.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.accounts.journal.Audit;
import dev.casebook.wings.accounts.journal.Chain;
import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import dev.casebook.wings.accounts.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String PASSWORD = "correct horse";

  private static final PasswordPolicy POLICY =
      new PasswordPolicy(new Place("", 0), 8, Duration.ofDays(90), 3, Duration.ofMinutes(15));

  @TempDir private Path folder = Path.of("");

  private Credentials open() throws IOException {
    return Credentials.in(folder.resolve("state"));
  }

  private Path journal() {
    return folder.resolve("state/journal");
  }

  private static Outcome signIn(Credentials credentials, Instant now, String secret, boolean code)
      throws IOException {
    return credentials.signIn(now, "ann", secret.toCharArray(), code, POLICY, "test");
  }

  private static Token withToken(Credentials credentials) throws IOException {
    credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
    return credentials.addToken(NOW, "test", "ann", Token.Kind.HOTP);
  }

  @Test
  void aValueIsGoodOnceAlsoAfterTheProcessEnded() throws Exception {
    String code;
    try (var credentials = open()) {
      code = OneTimeCode.at(withToken(credentials).seed(), 0);
      assertThat(signIn(credentials, NOW, PASSWORD + code, true)).isEqualTo(Outcome.ACCEPTED);
      assertThat(signIn(credentials, NOW, PASSWORD + code, true)).isEqualTo(Outcome.WRONG);
    }
    try (var credentials = open()) {
      assertThat(signIn(credentials, NOW, PASSWORD + code, true)).isEqualTo(Outcome.WRONG);
      assertThat(signIn(credentials, NOW, PASSWORD, true)).isEqualTo(Outcome.CODE_NEEDED);
      assertThat(credentials.code(NOW, "ann", code, POLICY, "test")).isEqualTo(Outcome.WRONG);
    }
  }

  @Test
  void ofManyThatBringOneValueAtOnceOneComesIn() throws Exception {
    try (var credentials = open();
        var other = open();
        var threads = Executors.newFixedThreadPool(8)) {
      var code = OneTimeCode.at(withToken(credentials).seed(), 0);
      signIn(credentials, NOW, PASSWORD, false);
      signIn(other, NOW, PASSWORD, false);
      var tries = new ArrayList<Callable<Outcome>>();
      var generous = new PasswordPolicy(new Place("", 0), 8, Duration.ZERO, 0, Duration.ZERO);
      for (int i = 0; i < 16; i++) {
        tries.add(() -> credentials.code(NOW, "ann", code, generous, "test"));
      }
      var outcomes = new ArrayList<Outcome>();
      for (var result : threads.invokeAll(tries)) {
        outcomes.add(result.get());
      }
      assertThat(outcomes).filteredOn(one -> one == Outcome.ACCEPTED).hasSize(1);
    }
  }

  /// Two that have the journal open, as a command and a server do.
  @Test
  void whatOneAddedTheOtherKnows() throws Exception {
    var first = Journal.in(folder, _ -> {});
    var seen = new ArrayList<Chain.Entry>();
    add(first, new Event.Failed("ann", "x"));
    first.close();
    try (var second = Journal.in(folder, seen::add)) {
      try (var third = Journal.in(folder, _ -> {})) {
        add(third, new Event.Unlocked("ann"));
      }
      add(second, new Event.SignedIn("ann", "y"));
    }
    assertThat(seen)
        .extracting(entry -> entry.words().getFirst())
        .containsExactly("failed", "unlocked", "signed-in");
  }

  private static void add(Journal journal, Event event) throws IOException {
    journal.exclusively(writer -> {
      writer.add(NOW, "test", event);
      return true;
    });
  }

  @Test
  void aWrongCodeCountsOneFailureAndThreeLock() throws Exception {
    try (var credentials = open()) {
      var seed = withToken(credentials).seed();
      for (int i = 0; i < 3; i++) {
        assertThat(signIn(credentials, NOW, PASSWORD + "000000", true)).isEqualTo(Outcome.WRONG);
        assertThat(credentials.lockedUntil("ann", POLICY, NOW).isPresent()).isEqualTo(i == 2);
      }
      var right = PASSWORD + OneTimeCode.at(seed, 0);
      assertThat(signIn(credentials, NOW, right, true)).isEqualTo(Outcome.LOCKED);
      var later = NOW.plus(Duration.ofMinutes(15));
      assertThat(signIn(credentials, later, right, true)).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void whoeverIsUnlockedMaySignIn() throws Exception {
    try (var credentials = open()) {
      credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
      for (int i = 0; i < 3; i++) {
        signIn(credentials, NOW, "wrong", false);
      }
      assertThat(signIn(credentials, NOW, PASSWORD, false)).isEqualTo(Outcome.LOCKED);
      credentials.unlock(NOW, "test", "ann");
      assertThat(signIn(credentials, NOW, PASSWORD, false)).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void anOldPasswordIsRightAndNoUse() throws Exception {
    try (var credentials = open()) {
      credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
      var later = NOW.plus(Duration.ofDays(91));
      assertThat(signIn(credentials, later, PASSWORD, false)).isEqualTo(Outcome.PASSWORD_TOO_OLD);
      assertThat(signIn(credentials, later, "wrong", false)).isEqualTo(Outcome.WRONG);
    }
  }

  @Test
  void aNewPasswordEndsTheOldOneAlsoWhereItIsRemembered() throws Exception {
    try (var credentials = open();
        var other = open()) {
      credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
      assertThat(signIn(other, NOW, PASSWORD, false)).isEqualTo(Outcome.ACCEPTED);
      credentials.setPassword(NOW, "test", "ann", "another horse".toCharArray());
      assertThat(signIn(other, NOW, PASSWORD, false)).isEqualTo(Outcome.WRONG);
      assertThat(signIn(other, NOW, "another horse", false)).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void aLineThatWasNotWrittenWholeIsTakenAway() throws Exception {
    try (var credentials = open()) {
      credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
    }
    Files.writeString(journal(), "2\t2026-01-02T03:04:05Z\ttest\tfai", StandardOpenOption.APPEND);
    try (var credentials = open()) {
      assertThat(signIn(credentials, NOW, PASSWORD, false)).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(Audit.of(journal(), "", _ -> {}).fault()).isEmpty();
    assertThat(Files.readAllLines(journal())).hasSize(2);
  }

  @Test
  void aChangedLineIsToldByItsNumberAndNothingIsOpened() throws Exception {
    try (var credentials = open()) {
      withToken(credentials);
      signIn(credentials, NOW, "wrong", false);
    }
    var whole = Audit.of(journal(), "", _ -> {});
    var text = Files.readString(journal());
    Files.writeString(journal(), text.replaceFirst("token1", "token2"));
    assertThat(Audit.of(journal(), "", _ -> {}).fault()).startsWith("line 2: it was changed");
    assertThatThrownBy(this::open).hasMessageContaining("line 2");
    Files.writeString(journal(), text.replaceFirst("(?m)^3\t.*\n", ""));
    assertThat(Audit.of(journal(), "", _ -> {}).fault()).isEmpty();
    assertThat(Audit.of(journal(), "3:" + whole.hash(), _ -> {}).fault())
        .contains("lines were cut");
  }

  @Test
  void noSecretStandsInTheJournal() throws Exception {
    try (var credentials = open()) {
      var token = withToken(credentials);
      assertThat(Files.readString(journal()))
          .doesNotContain(PASSWORD)
          .doesNotContain(Base32.text(token.seed()));
      assertThat(Files.getPosixFilePermissions(journal()).toString()).doesNotContain("GROUP");
    }
  }
}

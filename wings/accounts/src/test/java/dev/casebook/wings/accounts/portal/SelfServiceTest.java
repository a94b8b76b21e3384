package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people do with their own credentials, over real HTTP.
@SuppressWarnings("NullAway.Init") // made before each test
class SelfServiceTest {

  private static final String NEW = "four new words here";

  @TempDir private Path folder = Path.of("");
  private Lab lab;

  @BeforeEach
  void begin() throws Exception {
    lab = new Lab(folder);
  }

  @AfterEach
  void end() throws Exception {
    lab.close();
    assertThat(lab.said).isEmpty();
  }

  @Test
  void aChangedPasswordEndsAllOtherSessionsAndTheOwnerHearsOfIt() throws Exception {
    var here = lab.browser().in("ann");
    var elsewhere = lab.browser().in("ann");
    var id = here.cookies.get("accounts");
    here.get("/password");
    var answer = here.post("/password", "old", Lab.PASSWORD, "new", NEW, "again", NEW);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(here.get("/").body()).contains("Your password is changed");
    assertThat(here.get("/").body()).doesNotContain("Your password is changed");
    assertThat(here.cookies.get("accounts")).isNotEqualTo(id);
    assertThat(elsewhere.isIn()).isFalse();
    assertThat(lab.browser().signIn("ann", Lab.PASSWORD).statusCode()).isEqualTo(403);
    assertThat(lab.browser().signIn("ann", NEW).statusCode()).isEqualTo(303);
    var mail = lab.mailbox.next();
    assertThat(mail.to()).isEqualTo("ann@example.com");
    assertThat(Mailbox.body(mail)).contains("the password of the account ann was changed");
  }

  @Test
  void theOldPasswordIsAskedForAndWrongOnesCount() throws Exception {
    var browser = lab.browser().in("ann");
    for (int i = 0; i < 5; i++) {
      browser.get("/password");
      var answer = browser.post("/password", "old", "wrong", "new", NEW, "again", NEW);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("The password is not right");
    }
    // as many as lock the account at a sign-in
    assertThat(lab.browser().signIn("ann", Lab.PASSWORD).statusCode()).isEqualTo(403);
    browser.get("/password");
    assertThat(
            browser.post("/password", "old", Lab.PASSWORD, "new", NEW, "again", NEW).statusCode())
        .isEqualTo(403);
    for (int i = 0; i < 5; i++) {
      browser.post("/password", "old", "wrong", "new", NEW, "again", NEW);
    }
    assertThat(
            browser.post("/password", "old", Lab.PASSWORD, "new", NEW, "again", NEW).statusCode())
        .isEqualTo(429);
  }

  @Test
  void bothWaysToANewPasswordAskTheSameOfIt() throws Exception {
    var browser = lab.browser().in("ann");
    for (var refused : refused()) {
      browser.get("/password");
      var answer =
          browser.post(
              "/password", "old", Lab.PASSWORD, "new", refused.get(0), "again", refused.get(0));
      assertThat(answer.statusCode()).as(refused.get(0)).isEqualTo(422);
      assertThat(answer.body()).contains(refused.get(1));
    }
    var link = link("ann");
    for (var refused : refused()) {
      var answer = byLink(link, refused.get(0));
      assertThat(answer.statusCode()).as(refused.get(0)).isEqualTo(422);
      assertThat(answer.body()).contains(refused.get(1));
    }
    assertThat(byLink(link, NEW).statusCode()).isEqualTo(200);
  }

  private static List<List<String>> refused() {
    return List.of(
        List.of("short", "at least 12 characters"),
        List.of("my friend Ann 77", "does not hold your name"),
        List.of("password1234!", "one of the first"),
        List.of("123456789012", "one of the first"),
        List.of("aaaaaaaaaaaabb", "one of the first"),
        List.of("x y z".repeat(30), "too long"),
        List.of(Lab.PASSWORD, "you have already"));
  }

  private String link(String account) throws Exception {
    var browser = lab.browser();
    browser.get("/reset");
    browser.post("/reset", "account", account);
    return lab.mailbox.link();
  }

  private HttpResponse<String> byLink(String link, String password) throws Exception {
    var browser = lab.browser();
    browser.get(link);
    var secret = link.substring(link.indexOf("&link=") + "&link=".length());
    var account = link.substring(link.indexOf("account=") + 8, link.indexOf('&'));
    return browser.post(
        "/reset/new", "account", account, "link", secret, "new", password, "again", password);
  }

  @Test
  void aLinkIsGoodOnceAndItsSecretIsKeptNowhere() throws Exception {
    var link = link("ann@example.com");
    assertThat(Files.readString(lab.state().resolve("journal")))
        .contains("reset-link")
        .doesNotContain(link.substring(link.length() - 43));
    // what looks through mails opens links too
    assertThat(lab.browser().get(link).statusCode()).isEqualTo(200);
    assertThat(byLink(link, NEW).body()).contains("Your password is set");
    assertThat(byLink(link, "and four more words").statusCode()).isEqualTo(403);
    assertThat(lab.browser().get(link).body()).contains("too old, or it was used");
    assertThat(lab.browser().signIn("ann", NEW).statusCode()).isEqualTo(303);
  }

  @Test
  void aLinkIsGoodForHalfAnHour() throws Exception {
    var link = link("ann");
    lab.clock.pass(Duration.ofMinutes(29));
    assertThat(lab.browser().get(link).statusCode()).isEqualTo(200);
    lab.clock.pass(Duration.ofMinutes(1));
    assertThat(byLink(link, NEW).statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkOutlivesARestartAndAUsedOneStaysUsed() throws Exception {
    var link = link("ann");
    lab.restart();
    assertThat(byLink(link, NEW).statusCode()).isEqualTo(200);
    lab.restart();
    assertThat(byLink(link, "and four more words").statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkIsForItsOwnAccountAndANewOneEndsTheOld() throws Exception {
    var first = link("ann");
    assertThat(byLink(first.replace("account=ann", "account=bob"), NEW).statusCode())
        .isEqualTo(403);
    var second = link("ann");
    assertThat(byLink(first, NEW).statusCode()).isEqualTo(403);
    assertThat(byLink(second, NEW).statusCode()).isEqualTo(200);
  }

  @Test
  void oneLinkUsedByManyAtTheSameMomentSetsOnePassword() throws Exception {
    var link = link("ann");
    var tries = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 6; i++) {
      var password = "password of try " + i;
      tries.add(() -> byLink(link, password).statusCode());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int done = 0;
      for (var one : threads.invokeAll(tries)) {
        done += one.get() == 200 ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
  }

  @Test
  void aResetTakesALockAwayAndEndsSessions() throws Exception {
    var browser = lab.browser().in("ann");
    for (int i = 0; i < 5; i++) {
      lab.browser().signIn("ann", "wrong");
    }
    assertThat(lab.browser().signIn("ann", Lab.PASSWORD).statusCode()).isEqualTo(403);
    assertThat(byLink(link("ann"), NEW).statusCode()).isEqualTo(200);
    assertThat(browser.isIn()).isFalse();
    assertThat(lab.browser().signIn("ann", NEW).statusCode()).isEqualTo(303);
  }

  @Test
  void theAnswerNeverSaysWhetherThereIsAnAccountAndMailsAreFew() throws Exception {
    var known = asked("ann");
    for (var name : List.of("nobody", "eve", "nobody@example.com", "<b>")) {
      assertThat(asked(name)).isEqualTo(known);
    }
    assertThat(lab.mailbox.next().to()).isEqualTo("ann@example.com");
    assertThat(asked("ann")).isEqualTo(known);
    assertThat(asked("ann")).isEqualTo(known);
    lab.mailbox.next();
    lab.mailbox.next();
    assertThat(asked("ann")).isEqualTo(known);
    assertThat(asked("bob")).isEqualTo(known);
    // letters go out in the order in which they were asked for
    assertThat(lab.mailbox.next().to()).isEqualTo("bob@example.com");
  }

  private String asked(String account) throws Exception {
    var browser = lab.browser();
    browser.get("/reset");
    var answer = browser.post("/reset", "account", account);
    return answer.statusCode() + answer.body().replace(browser.seal, "");
  }
}

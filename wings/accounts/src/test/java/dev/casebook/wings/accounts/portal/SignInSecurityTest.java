package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.credentials.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions, seals, limits and headers, over real HTTP.
@SuppressWarnings("NullAway.Init") // made before each test
class SignInSecurityTest {

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
  void whoHasNotSignedInIsSentToSignIn() throws Exception {
    var browser = lab.browser();
    for (var path :
        List.of("/", "/password", "/tokens", "/tokens/new", "/tokens/scan", "/access")) {
      var answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(303);
      assertThat(Browser.location(answer)).isEqualTo("/sign-in");
    }
    browser.get("/sign-in");
    for (var path : List.of("/password", "/tokens/remove", "/tokens/recovery", "/sign-out")) {
      assertThat(Browser.location(browser.post(path))).as(path).isEqualTo("/sign-in");
    }
  }

  @Test
  void anIdThatSomebodyElsePutIntoTheBrowserIsWorthNothing() throws Exception {
    var planted = Sessions.newId();
    var victim = lab.browser();
    victim.cookies.put("accounts", planted);
    victim.in("ann");
    assertThat(victim.cookies.get("accounts")).isNotEqualTo(planted);
    var attacker = lab.browser();
    attacker.cookies.put("accounts", planted);
    assertThat(attacker.isIn()).isFalse();
  }

  @Test
  void signingOutEndsTheSessionHereAndNotOnlyInTheBrowser() throws Exception {
    var browser = lab.browser().in("ann");
    var kept = browser.cookies.get("accounts");
    browser.post("/sign-out");
    browser.cookies.put("accounts", kept);
    assertThat(browser.isIn()).isFalse();
  }

  @Test
  void aSessionEndsAfterQuarterOfAnHourWithoutARequestAndAfterEightHours() throws Exception {
    var idle = lab.browser().in("ann");
    lab.clock.pass(Duration.ofMinutes(14));
    assertThat(idle.isIn()).isTrue();
    lab.clock.pass(Duration.ofMinutes(15));
    assertThat(idle.isIn()).isFalse();

    var busy = lab.browser().in("ann");
    for (int i = 0; i < 47; i++) {
      lab.clock.pass(Duration.ofMinutes(10));
      assertThat(busy.isIn()).isTrue();
    }
    lab.clock.pass(Duration.ofMinutes(10));
    assertThat(busy.isIn()).isFalse();
  }

  @Test
  void aFormThatIsNotOursDoesNothing() throws Exception {
    var browser = lab.browser().in("ann");
    var own = browser.seal;
    var other = lab.browser();
    other.get("/sign-in");

    browser.seal = "";
    assertThat(browser.post("/sign-out").statusCode()).isEqualTo(403);
    browser.seal = other.seal;
    assertThat(browser.post("/sign-out").statusCode()).isEqualTo(403);

    for (var origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      browser.seal = own;
      browser.headers.put("Origin", origin);
      assertThat(browser.post("/sign-out").statusCode()).as(origin).isEqualTo(403);
    }
    browser.seal = own;
    browser.headers.remove("Origin");
    assertThat(browser.post("/sign-out").statusCode()).isEqualTo(403);
    browser.seal = own;
    browser.headers.put("Origin", lab.url().toString());
    browser.headers.put("Sec-Fetch-Site", "same-site");
    assertThat(browser.post("/sign-out").statusCode()).isEqualTo(403);
    assertThat(browser.isIn()).isTrue();
  }

  @Test
  void nobodyIsSignedInByAForeignForm() throws Exception {
    var browser = lab.browser();
    browser.get("/sign-in");
    browser.headers.put("Origin", "https://evil.example");
    assertThat(browser.signIn("ann", Lab.PASSWORD).statusCode()).isEqualTo(403);
    assertThat(browser.isIn()).isFalse();
  }

  @Test
  void aWrongPasswordAnUnknownNameALockAndADisabledAccountAreAnsweredAlike() throws Exception {
    for (int i = 0; i < 5; i++) {
      lab.browser().signIn("bob", "wrong");
    }
    var wrong = bare("ann", "wrong");
    assertThat(wrong).contains("is not right, or the account may not sign in now");
    assertThat(bare("nobody", "wrong")).isEqualTo(wrong);
    assertThat(bare("bob", Lab.PASSWORD)).isEqualTo(wrong);
    assertThat(bare("eve", Lab.PASSWORD)).isEqualTo(wrong);
  }

  /// The page without what differs by the visit alone.
  private String bare(String account, String password) throws Exception {
    var browser = lab.browser();
    var answer = browser.signIn(account, password);
    return answer.statusCode() + answer.body().replace(browser.seal, "").replace(account, "");
  }

  @Test
  void tenWrongPasswordsInFiveMinutesAreEnoughForAnAccountWhateverItsName() throws Exception {
    for (var account : List.of("kim", "nobody")) {
      for (int i = 0; i < 10; i++) {
        assertThat(lab.browser().signIn(account, "wrong").statusCode()).isEqualTo(403);
      }
      assertThat(lab.browser().signIn(account, "wrong").statusCode()).isEqualTo(429);
    }
    assertThat(lab.browser().in("ann").isIn()).isTrue();
  }

  @Test
  void thirtyWrongPasswordsInFiveMinutesAreEnoughForAnAddressAndRightOnesDoNotCount()
      throws Exception {
    for (int i = 0; i < 12; i++) {
      lab.browser().in("ann");
    }
    for (int i = 0; i < 30; i++) {
      assertThat(lab.browser().signIn("name" + i, "wrong").statusCode()).isEqualTo(403);
    }
    assertThat(lab.browser().signIn("ann", Lab.PASSWORD).statusCode()).isEqualTo(429);
    lab.clock.pass(Duration.ofMinutes(5));
    lab.browser().in("ann");
  }

  @Test
  void anAccountHasFiveSessionsAtMost() throws Exception {
    var first = lab.browser().in("ann");
    for (int i = 0; i < 5; i++) {
      lab.browser().in("ann");
    }
    assertThat(first.isIn()).isFalse();
  }

  @Test
  void aSessionEndsWithTheAccountsLastDay() throws Exception {
    lab.clock.pass(Duration.ofDays(39).plusHours(20).plusMinutes(50));
    var browser = lab.browser().in("bob");
    lab.clock.pass(Duration.ofMinutes(10));
    assertThat(browser.isIn()).isFalse();
  }

  @Test
  void aPasswordThatIsSetElsewhereEndsAllSessions() throws Exception {
    var browser = lab.browser().in("ann");
    try (var other = Credentials.in(lab.state())) {
      other.setPassword(lab.clock.instant(), "admin", "ann", "another long one".toCharArray());
    }
    assertThat(browser.isIn()).isFalse();
  }

  @Test
  void whoHasATooOldPasswordMayChangeItAndNoMore() throws Exception {
    lab.clock.pass(Duration.ofDays(91));
    var browser = lab.browser();
    browser.signIn("ann", Lab.PASSWORD);
    assertThat(Browser.location(browser.get("/tokens"))).isEqualTo("/password");
    assertThat(browser.get("/password").body()).contains("too old");
    browser.post(
        "/password",
        "old",
        Lab.PASSWORD,
        "new",
        "four new words here",
        "again",
        "four new words here");
    assertThat(browser.get("/tokens").statusCode()).isEqualTo(200);
  }

  @Test
  void everyAnswerForbidsFramesScriptsAndKeeping() throws Exception {
    var browser = lab.browser().in("ann");
    for (var path : List.of("/", "/access", "/style.css", "/nothing", "/tokens/scan")) {
      var headers = browser.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
      assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  void theCookieIsForThisSiteAloneAndNoScriptReadsIt() throws Exception {
    var answer = lab.browser().get("/sign-in");
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .matches("accounts=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
  }
}

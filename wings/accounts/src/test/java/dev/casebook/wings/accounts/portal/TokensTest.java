package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.credentials.OneTimeCode;
import dev.casebook.wings.accounts.credentials.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens and recovery codes, from the first code on, over real HTTP.
@SuppressWarnings("NullAway.Init") // made before each test
class TokensTest {

  private static final Pattern SEED = Pattern.compile("class=\"seed\">([A-Z2-7 ]+)<");

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

  private String enrol(Browser browser, String kind) throws Exception {
    browser.get("/tokens/new");
    var begun = browser.post("/tokens/new", "kind", kind, "password", Lab.PASSWORD);
    assertThat(Browser.location(begun)).isEqualTo("/tokens/scan");
    var matcher = SEED.matcher(browser.get("/tokens/scan").body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static byte[] seed(String letters) {
    var bits = new StringBuilder();
    for (char c : letters.replace(" ", "").toCharArray()) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
      bits.append("%5s".formatted(Integer.toBinaryString(value)).replace(' ', '0'));
    }
    var bytes = new byte[bits.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }

  @Test
  void aTokenCountsOnceItsFirstCodeWasShownAndIsAskedForFromThenOn() throws Exception {
    var browser = lab.browser().in("ann");
    var other = lab.browser().in("ann");
    var seed = seed(enrol(browser, "totp"));
    assertThat(browser.post("/tokens/scan", "code", "000000x").statusCode()).isEqualTo(422);
    assertThat(lab.credentials().tokens("ann")).isEmpty();
    var code = OneTimeCode.at(seed, OneTimeCode.step(lab.clock.instant()));
    assertThat(Browser.location(browser.post("/tokens/scan", "code", code))).isEqualTo("/tokens");
    assertThat(lab.credentials().tokens("ann")).hasSize(1);
    assertThat(browser.get("/tokens").body()).contains("Your token is added", "token1");
    assertThat(other.isIn()).isFalse();
    assertThat(Mailbox.body(lab.mailbox.next())).contains("a token of the account ann was added");

    var next = lab.browser();
    assertThat(Browser.location(next.signIn("ann", Lab.PASSWORD))).isEqualTo("/sign-in/code");
    assertThat(next.isIn()).isFalse();
    next.get("/sign-in/code");
    assertThat(next.post("/sign-in/code", "code", code).statusCode()).isEqualTo(403);
    lab.clock.pass(Duration.ofSeconds(30));
    var later = OneTimeCode.at(seed, OneTimeCode.step(lab.clock.instant()));
    var half = next.cookies.get("accounts");
    assertThat(next.post("/sign-in/code", "code", later).statusCode()).isEqualTo(303);
    assertThat(next.isIn()).isTrue();
    assertThat(next.cookies.get("accounts")).isNotEqualTo(half);
  }

  @Test
  void aRecoveryCodeIsGoodOnceAlsoAfterARestart() throws Exception {
    var browser = lab.browser().in("ann");
    var seed = seed(enrol(browser, "hotp"));
    browser.post("/tokens/scan", "code", OneTimeCode.at(seed, 0));
    browser.get("/tokens/recovery");
    var shown = browser.post("/tokens/recovery", "password", Lab.PASSWORD).body();
    var codes =
        Pattern.compile("<code>([a-z2-7-]{19})</code>")
            .matcher(shown)
            .results()
            .map(one -> one.group(1))
            .toList();
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(Files.readString(lab.state().resolve("journal"))).doesNotContain(codes.get(0));

    assertThat(withCode(codes.get(3).toUpperCase(Locale.ROOT))).isEqualTo(303);
    lab.restart();
    assertThat(withCode(codes.get(3))).isEqualTo(403);
    assertThat(withCode(codes.get(4).replace("-", ""))).isEqualTo(303);
    assertThat(withCode(OneTimeCode.at(seed, 1))).isEqualTo(303);
  }

  private int withCode(String code) throws Exception {
    var browser = lab.browser();
    browser.signIn("ann", Lab.PASSWORD);
    browser.get("/sign-in/code");
    return browser.post("/sign-in/code", "code", code).statusCode();
  }

  @Test
  void removingATokenAsksForThePasswordAndTakesRecoveryCodesAlong() throws Exception {
    var browser = lab.browser().in("ann");
    var seed = seed(enrol(browser, "hotp"));
    browser.post("/tokens/scan", "code", OneTimeCode.at(seed, 0));
    browser.get("/tokens/recovery");
    browser.post("/tokens/recovery", "password", Lab.PASSWORD);
    browser.get("/tokens/remove?token=token1");
    assertThat(browser.post("/tokens/remove", "token", "token1", "password", "wrong").statusCode())
        .isEqualTo(403);
    assertThat(lab.credentials().tokens("ann")).hasSize(1);
    browser.post("/tokens/remove", "token", "token1", "password", Lab.PASSWORD);
    assertThat(lab.credentials().tokens("ann")).isEmpty();
    assertThat(browser.get("/tokens").body()).contains("The token is removed");
    assertThat(browser.get("/").body()).contains("You have no token");
  }

  @Test
  void whereAPolicyAsksForACodeNobodyComesInWithoutAToken() throws Exception {
    var answer = lab.browser().signIn("kim", Lab.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("you have no token");
    var token = lab.credentials().addToken(lab.clock.instant(), "admin", "kim", Token.Kind.HOTP);
    var browser = lab.browser();
    assertThat(Browser.location(browser.signIn("kim", Lab.PASSWORD))).isEqualTo("/sign-in/code");
    browser.get("/sign-in/code");
    assertThat(browser.post("/sign-in/code", "code", OneTimeCode.at(token.seed(), 0)).statusCode())
        .isEqualTo(303);
  }
}

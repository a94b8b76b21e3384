package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.formats.network.IpAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What pages show, and what strangers may send them.
class PagesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void whatAnybodyTypedOrIsCalledIsNeverMarkup() throws Exception {
    try (var lab = new Lab(folder)) {
      var evil = "\"><script>alert(1)</script>";
      assertThat(lab.browser().signIn(evil, "wrong").body())
          .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script");
      var browser = lab.browser().in("ann");
      assertThat(browser.get("/").body())
          .contains("Ann &lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;&#39; 李")
          .doesNotContain("<script");
      assertThat(browser.get("/access?host=%22%3E%3Cscript%3E&from=%3Cimg%20src=x%3E").body())
          .doesNotContain("<script", "<img")
          .contains("&lt;img src=x&gt;");
      assertThat(browser.get("/tokens/remove?token=%3Cscript%3E").statusCode()).isEqualTo(303);
      var location = browser.get("/language?code=zh&to=/access%0d%0aSet-Cookie:%20a=b");
      assertThat(Browser.location(location)).isEqualTo("/");
    }
  }

  @Test
  void theLanguageIsTheBrowsersOrTheChosenOneAndItsLinkLeadsNowhereElse() throws Exception {
    try (var lab = new Lab(folder)) {
      var browser = lab.browser();
      assertThat(browser.get("/sign-in").body()).contains("<html lang=\"en\">", "Sign in");
      var chosen = browser.get("/language?code=zh&to=%2Fsign-in");
      assertThat(Browser.location(chosen)).isEqualTo("/sign-in");
      assertThat(browser.get("/sign-in").body()).contains("<html lang=\"zh\">", "登录");
      for (var to : List.of("//evil.example", "https://evil.example", "/nothing", "")) {
        assertThat(Browser.location(browser.get("/language?code=zh&to=" + to))).isEqualTo("/");
      }
    }
  }

  @Test
  void acceptLanguageIsReadByItsWeights() {
    assertThat(Language.accepted("zh-CN,zh;q=0.9,en;q=0.8")).isEqualTo(Language.CHINESE);
    assertThat(Language.accepted("de,en;q=0.8,zh;q=0.1")).isEqualTo(Language.ENGLISH);
    assertThat(Language.accepted("en;q=0.2, zh-Hant;q=0.7")).isEqualTo(Language.CHINESE);
    assertThat(Language.accepted("")).isEqualTo(Language.ENGLISH);
    assertThat(Language.accepted(";;;q=x,,")).isEqualTo(Language.ENGLISH);
  }

  @Test
  void whatSomebodyMayDoIsToldWithItsReasonAndWhatWouldChangeIt() throws Exception {
    try (var lab = new Lab(folder)) {
      var browser = lab.browser().in("ann");
      var page = browser.get("/access").body();
      assertThat(page)
          .containsSubsequence("web01", "badge yes", "db1", "badge no", "No rule lets you in.")
          .containsSubsequence("orders", "badge no", "Nothing is granted to you.")
          .containsSubsequence("VPN", "badge no", "you have no token", "add a token");
      var asked = browser.get("/access?host=web01&from=192.0.2.9").body();
      assertThat(asked).contains("The network does not let you through from that address.");
      assertThat(browser.get("/access?host=web01&from=x").body()).contains("not an IP address");
      browser.get("/language?code=zh&to=/access");
      assertThat(browser.get("/access").body()).contains("没有规则允许您登录。", "允许");
    }
  }

  @Test
  void whatExpiresIsTold() throws Exception {
    try (var lab = new Lab(folder)) {
      assertThat(lab.browser().in("bob").get("/").body())
          .contains("Good until 2026-04-02; 90 days", "The last day is 2026-02-10; 39 days");
      lab.clock.pass(Duration.ofDays(30));
      assertThat(lab.browser().in("bob").get("/").body())
          .contains("<p class=\"warning\">The last day is 2026-02-10; 9 days");
    }
  }

  @Test
  void whatNoBrowserSendsIsRefused() throws Exception {
    try (var lab = new Lab(folder)) {
      var browser = lab.browser();
      browser.get("/sign-in");
      assertThat(browser.body("/sign-in", "a=" + "x".repeat(20_000)).statusCode()).isEqualTo(413);
      assertThat(browser.body("/sign-in", "a=%zz").statusCode()).isEqualTo(400);
      assertThat(browser.body("/sign-in", "account=a&account=b").statusCode()).isEqualTo(400);
      assertThat(browser.body("/sign-in", "a&".repeat(100)).statusCode()).isEqualTo(400);
      assertThat(browser.get("/sign-in?" + "x".repeat(9000)).statusCode()).isBetween(414, 431);
      assertThat(browser.get("/../../etc/passwd").statusCode()).isIn(400, 404);
      assertThat(browser.get("/sign-out").statusCode()).isEqualTo(405);
      assertThat(browser.get("/nothing").statusCode()).isEqualTo(404);
      assertThat(raw(lab, "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 405");
      assertThat(raw(lab, "no http at all\r\n\r\n")).startsWith("HTTP/1.1 400");
      assertThat(
              raw(lab, "GET /sign-in HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9000) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431")
          .contains("Content-Security-Policy", "form is not one of ours")
          .doesNotContain("jetty", "Jetty", "at org.");
    }
  }

  private static String raw(Lab lab, String request) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void behindAProxyTheCookieIsSecureAndTheAddressIsTheProxysWord() throws Exception {
    try (var lab = new Lab(folder, "https://accounts.example.com", true)) {
      var browser = lab.browser();
      var answer = browser.get("/sign-in");
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .matches("__Host-accounts=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      for (int i = 0; i < 30; i++) {
        tried(lab, "name" + i, "6.6.6.6, 192.0.2.1");
      }
      assertThat(tried(lab, "ann", "192.0.2.1")).isEqualTo(429);
      assertThat(tried(lab, "ann", "192.0.2.1, 192.0.2.2")).isEqualTo(403);
    }
  }

  private static int tried(Lab lab, String account, String forwarded) throws Exception {
    var browser = lab.browser();
    browser.headers.put("X-Forwarded-For", forwarded);
    return browser.signIn(account, "wrong").statusCode();
  }

  @Test
  void withoutAProxyNobodyChoosesTheAddressThatIsCounted() throws Exception {
    try (var lab = new Lab(folder)) {
      for (int i = 0; i < 30; i++) {
        tried(lab, "name" + i, "192.0.2." + i);
      }
      assertThat(tried(lab, "ann", "198.51.100.1")).isEqualTo(429);
    }
  }

  @Test
  void whatIsRememberedOfStrangersIsBounded() {
    var limit = new Limit(3, Duration.ofMinutes(1));
    for (int i = 0; i < 50_000; i++) {
      limit.take("key" + i, Instant.EPOCH);
    }
    assertThat(limit.keys()).isEqualTo(20_000);

    var sessions = new Sessions();
    for (int i = 0; i < 10_050; i++) {
      sessions.begin("account" + i / 5, Session.Stage.IN, "", Instant.EPOCH);
    }
    assertThat(sessions.count()).isEqualTo(10_000);
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    var limits = new Limits();
    for (int i = 0; i < 30; i++) {
      limits.mayTry(IpAddress.of("2001:db8::" + i).orElseThrow(), "a" + i, Instant.EPOCH);
    }
    assertThat(limits.mayTry(IpAddress.of("2001:db8::ffff").orElseThrow(), "b", Instant.EPOCH))
        .isFalse();
    assertThat(limits.mayTry(IpAddress.of("2001:db8:0:1::1").orElseThrow(), "b", Instant.EPOCH))
        .isTrue();
  }

  @Test
  void aFormIsReadAsItWasSent() {
    assertThat(Form.read("a=%E6%9D%8E+b&c=%3D&d"))
        .isEqualTo(Optional.of(Map.of("a", "李 b", "c", "=", "d", "")));
    assertThat(Form.read("")).isEqualTo(Optional.of(Map.of()));
  }

  @Test
  void namesOfHtmlComeFromTheCodeAlone() {
    assertThatThrownBy(() -> Html.tag("a onload=x", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Html.tag("a", "").with("x=\"", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyPhraseTakesTheSameValuesInBothLanguages() {
    var values = Stream.of("a", "b", "c", "d", "e").toArray();
    for (var phrase : Phrase.values()) {
      var english = phrase.in(Language.ENGLISH, values);
      var chinese = phrase.in(Language.CHINESE, values);
      assertThat(english).as(phrase.name()).isNotBlank().isNotEqualTo(chinese);
      assertThat(chinese).as(phrase.name()).isNotBlank();
    }
    assertThat(Phrase.CHOOSE_HINT.in(Language.ENGLISH, "{0}")).isEqualTo("For the account {0}.");
  }
}

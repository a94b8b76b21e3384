package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real browser without scripts does all that the page is for. Pictures of every page lie in
/// `target/pages` afterwards.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class ChromiumTest {

  private static final String NEW = "four new words here";
  private static final Pattern SECRET = Pattern.compile("secret=([A-Z2-7]+)");
  private static final Path PICTURES = Path.of("target", "pages");

  @TempDir private Path folder = Path.of("");
  private Lab lab;
  private Chromium chromium;

  @BeforeEach
  void begin() throws Exception {
    lab = new Lab(folder);
    chromium = new Chromium(folder.resolve("profile"));
    Files.createDirectories(PICTURES);
  }

  @AfterEach
  void end() throws Exception {
    chromium.end();
    lab.close();
    assertThat(lab.said).isEmpty();
  }

  private void open(String path) throws Exception {
    chromium.open(lab.url() + path);
  }

  private void signIn(String account, String password) throws Exception {
    open("/sign-in");
    chromium.type("account", account);
    chromium.type("password", password);
    chromium.press("form[action=\"/sign-in\"] button");
  }

  @Test
  void thePasswordIsChangedAndATokenEnrolledAndAskedFor() throws Exception {
    chromium.language("en");
    signIn("ann", Lab.PASSWORD);
    assertThat(chromium.text())
        .contains("Ann <script>alert(1)</script> \"&' 李, you are signed in as ann.");

    chromium.press("nav a[href=\"/password\"]");
    chromium.type("old", Lab.PASSWORD);
    chromium.type("new", NEW);
    chromium.type("again", NEW);
    chromium.press("form[action=\"/password\"] button");
    assertThat(chromium.text()).contains("Your password is changed");

    chromium.press("nav a[href=\"/tokens\"]");
    chromium.press("a[href=\"/tokens/new\"]");
    chromium.type("password", NEW);
    chromium.press("form[action=\"/tokens/new\"] button");
    var secret = scanned();
    chromium.type("code", oath(secret, lab.clock.instant()));
    chromium.press("form[action=\"/tokens/scan\"] button");
    assertThat(chromium.text()).contains("Your token is added", "token1 by time (TOTP)");

    chromium.press("header form button");
    assertThat(chromium.path()).isEqualTo("/sign-in");
    lab.clock.pass(Duration.ofMinutes(1));
    signIn("ann", NEW);
    assertThat(chromium.text()).contains("Second step");
    chromium.type("code", oath(secret, lab.clock.instant()));
    chromium.press("form[action=\"/sign-in/code\"] button");
    assertThat(chromium.text()).contains("Tokens: 1.");
    assertThat(chromium.complaints).isEmpty();
  }

  /// The secret of the QR code that is on the screen.
  private String scanned() throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(chromium.picture()));
    var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    var text = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
    assertThat(text).startsWith("otpauth://totp/casebook:ann?");
    var matcher = SECRET.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static String oath(String secret, Instant now) throws Exception {
    var at = now.toString().replace('T', ' ').replace("Z", " UTC");
    var process = new ProcessBuilder("oathtool", "--totp", "-b", "-N", at, secret).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  @Test
  void aForgottenPasswordIsSetByAMailInChinese() throws Exception {
    chromium.language("zh-CN");
    open("/sign-in");
    assertThat(chromium.text()).contains("登录", "忘记密码？");
    chromium.press("a[href=\"/reset\"]");
    chromium.type("account", "Ann@example.com");
    chromium.press("form[action=\"/reset\"] button");
    assertThat(chromium.text()).contains("如果该账号存在，链接已经发出，30 分钟内有效");
    var link = lab.mailbox.link();
    open(link);
    chromium.type("new", NEW);
    chromium.type("again", NEW);
    chromium.press("form[action=\"/reset/new\"] button");
    assertThat(chromium.text()).contains("密码已设置");
    signIn("ann", NEW);
    assertThat(chromium.text()).contains("您已登录为 ann");
    open(link);
    assertThat(chromium.text()).contains("链接已过期或已被使用。");
    assertThat(chromium.complaints)
        .as("but for the status of the last page")
        .allMatch(one -> one.contains("403"));
  }

  @Test
  void everyPageFitsAPhoneAndHasALabelForEachField() throws Exception {
    for (var language : List.of("en", "zh")) {
      chromium.language(language);
      open("/sign-in");
      seen(language, "sign-in");
      open("/reset");
      seen(language, "reset");
      signIn("bob", "wrong");
      seen(language, "sign-in-wrong");
      signIn("bob", Lab.PASSWORD);
      for (var path : List.of("", "password", "tokens", "tokens/new", "access")) {
        open("/" + path);
        seen(language, path.isEmpty() ? "overview" : path.replace('/', '-'));
      }
      open("/access?host=db1&from=192.0.2.9");
      seen(language, "access-asked");
      open("/tokens/new");
      chromium.type("password", Lab.PASSWORD);
      chromium.press("form[action=\"/tokens/new\"] button");
      seen(language, "scan");
      chromium.press("header form button");
    }
  }

  private void seen(String language, String name) throws Exception {
    for (boolean dark : List.of(false, true)) {
      chromium.screen(360, 740, dark);
      picture(language, name, dark ? "phone-dark" : "phone");
      assertThat(chromium.say("document.documentElement.scrollWidth <= innerWidth"))
          .as(name + " in " + language + " is as wide as a phone")
          .isEqualTo("true");
      chromium.screen(1100, 800, dark);
      picture(language, name, dark ? "desk-dark" : "desk");
    }
    assertThat(
            chromium.say(
                "[...document.querySelectorAll('input:not([type=hidden]):not([hidden])')]"
                    + ".filter(one => one.labels.length !== 1).length"))
        .as("fields of " + name + " without a label")
        .isEqualTo("0");
  }

  private void picture(String language, String name, String screen) throws Exception {
    Files.write(
        PICTURES.resolve("%s-%s-%s.png".formatted(name, language, screen)), chromium.picture());
  }
}

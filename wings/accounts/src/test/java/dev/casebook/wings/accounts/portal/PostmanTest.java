package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.model.PortalSettings.Security;
import dev.casebook.wings.accounts.model.PortalSettings.Smtp;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PostmanTest {

  private static final Postman.Letter LETTER =
      new Postman.Letter("ann@example.com", "重设 账号密码", "first\n.\n.second\n");

  private static List<String> posted(Mailbox mailbox, Security security, Postman.Letter letter) {
    var said = new CopyOnWriteArrayList<String>();
    var smtp = new Smtp("127.0.0.1", mailbox.port(), "", security);
    try (var postman = new Postman(smtp, "accounts@example.com", "", said::add)) {
      postman.post(Optional::empty);
      postman.post(() -> Optional.of(letter));
    }
    return said;
  }

  @Test
  void whatIsWaitingIsSentBeforeTheEnd() throws Exception {
    try (var mailbox = new Mailbox()) {
      assertThat(posted(mailbox, Security.NONE, LETTER)).isEmpty();
      var mail = mailbox.next();
      assertThat(mail.to()).isEqualTo("ann@example.com");
      assertThat(mail.text())
          .contains("From: accounts@example.com", "Subject: =?UTF-8?", "Auto-Submitted:")
          .contains("first\n..\n..second");
    }
  }

  @Test
  void aServerWithoutTlsGetsNothingUnlessTheFolderSaysSo() throws Exception {
    try (var mailbox = new Mailbox()) {
      assertThat(posted(mailbox, Security.STARTTLS, LETTER))
          .singleElement()
          .asString()
          .startsWith(
              "a mail was not sent by 127.0.0.1:" + mailbox.port() + ": STARTTLS is required");
      assertThat(mailbox.isEmpty()).isTrue();
    }
  }

  @Test
  void anAddressIsOneAddress() throws Exception {
    try (var mailbox = new Mailbox()) {
      var two = new Postman.Letter("ann@example.com, eve@example.com", "s", "t");
      assertThat(posted(mailbox, Security.NONE, two)).hasSize(1);
      var broken = new Postman.Letter("ann@example.com\r\nBcc: eve@example.com", "s", "t");
      assertThat(posted(mailbox, Security.NONE, broken)).hasSize(1);
      assertThat(mailbox.isEmpty()).isTrue();
    }
  }
}

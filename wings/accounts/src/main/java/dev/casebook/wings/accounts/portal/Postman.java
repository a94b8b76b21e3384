package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.model.PortalSettings.Security;
import dev.casebook.wings.accounts.model.PortalSettings.Smtp;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// Writes and sends mails one after another, aside from requests: whoever asks for one waits as
/// long whether there is anybody to send it to or not.
final class Postman implements AutoCloseable {

  private static final int WAITING_MAX = 200;
  private static final String TIMEOUT_MILLIS = "10000";

  private static final Duration CLOSING_MAX = Duration.ofSeconds(5);

  /// What somebody gets.
  record Letter(String to, String subject, String text) {}

  /// Finds out whether there is anybody to write to.
  interface Writing {
    Optional<Letter> letter() throws IOException;
  }

  private final Smtp smtp;
  private final String from;
  private final String password;
  private final Consumer<String> log;

  /// An empty one stands after the last.
  private final BlockingQueue<Optional<Writing>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

  private final Thread sender;

  /// @param password of the user at the mail server; or empty
  Postman(Smtp smtp, String from, String password, Consumer<String> log) {
    this.smtp = smtp;
    this.from = from;
    this.password = password;
    this.log = log;
    sender = Thread.ofVirtual().name("portal-mail").start(this::sendAll);
  }

  void post(Writing writing) {
    if (!waiting.offer(Optional.of(writing))) {
      log.accept("a mail was not sent: %d are waiting already".formatted(WAITING_MAX));
    }
  }

  private void sendAll() {
    try {
      for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
        try {
          var letter = next.get().letter();
          if (letter.isPresent()) {
            send(letter.get());
          }
        } catch (MessagingException | IOException e) {
          log.accept(
              "a mail was not sent by %s:%d: %s"
                  .formatted(smtp.host(), smtp.port(), e.getMessage()));
        } catch (RuntimeException e) {
          log.accept("a mail was not sent: " + e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Letter letter) throws MessagingException {
    var session = jakarta.mail.Session.getInstance(properties());
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
    message.setSubject(letter.subject(), "UTF-8");
    message.setText(letter.text(), "UTF-8");
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    try (var transport = session.getTransport("smtp")) {
      if (smtp.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(smtp.user(), password);
      }
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private Properties properties() {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", smtp.host());
    properties.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.auth", Boolean.toString(!smtp.user().isEmpty()));
    boolean starts = smtp.security() == Security.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starts));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starts));
    properties.setProperty(
        "mail.smtp.ssl.enable", Boolean.toString(smtp.security() == Security.TLS));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  /// Sends what is waiting, if that takes no long.
  @Override
  public void close() {
    try {
      if (!waiting.offer(Optional.empty()) || !sender.join(CLOSING_MAX)) {
        sender.interrupt();
      }
    } catch (InterruptedException e) {
      sender.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}

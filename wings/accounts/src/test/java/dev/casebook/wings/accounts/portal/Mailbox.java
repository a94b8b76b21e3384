package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A mail server of a few words (RFC 5321) that keeps what it is given.
final class Mailbox implements AutoCloseable {

  /// @param to the envelope's recipient
  record Mail(String to, String text) {}

  private static final Pattern LINK =
      Pattern.compile("https?://[^/\\s]+(/reset/new\\?account=[a-z.]+&link=[A-Za-z0-9_-]{43})");

  private final ServerSocket socket;
  private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();

  Mailbox() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        speak(client);
      } catch (IOException e) {
        // closed, or somebody hung up
      }
    }
  }

  private void speak(Socket client) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    say(client, "220 mailbox");
    var to = "";
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("RCPT TO:")) {
        to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
      }
      if (line.equals("DATA")) {
        say(client, "354 go on");
        mails.add(new Mail(to, data(in)));
      }
      say(client, line.equals("QUIT") ? "221 bye" : "250 well");
      if (line.equals("QUIT")) {
        return;
      }
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String data(BufferedReader in) throws IOException {
    var text = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /// The next mail, which has to come soon.
  Mail next() throws InterruptedException {
    return Optional.ofNullable(mails.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  boolean isEmpty() {
    return mails.isEmpty();
  }

  /// The path of the link in the next mail.
  String link() throws InterruptedException {
    var text = body(next());
    var matcher = LINK.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /// What is read, whatever encoding it came in.
  static String body(Mail mail) {
    int end = mail.text().indexOf("\n\n");
    var head = mail.text().substring(0, end);
    var body = mail.text().substring(end + 2);
    if (head.contains("base64")) {
      return new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
    }
    return head.contains("quoted-printable") ? unquoted(body) : body;
  }

  private static String unquoted(String body) {
    return body.replace("=\n", "").replace("=3D", "=");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

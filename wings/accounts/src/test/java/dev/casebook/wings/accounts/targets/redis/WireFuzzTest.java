package dev.casebook.wings.accounts.targets.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.Mutations;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Answers of something that is no Redis, or of one that means harm.
class WireFuzzTest {

  private static final int ANSWERS = 1000;

  private static final String USER =
      """
      *12
      $5
      flags
      *2
      $2
      on
      $6
      nopass
      $9
      passwords
      *0
      $8
      commands
      $12
      -@all +@read
      $4
      keys
      $9
      ~orders:*
      $8
      channels
      $0

      $9
      selectors
      *1
      *6
      $8
      commands
      $9
      -@all +get
      $4
      keys
      $3
      ~a*
      $8
      channels
      $0

      """
          .replace("\n", "\r\n");

  /// What a server does once it is asked.
  private interface Behaviour {
    void answer(OutputStream to) throws IOException, InterruptedException;
  }

  /// What is asked of a connection.
  private interface Asked {
    void ask(Server server) throws IOException, Refusal;
  }

  private static void asking(Behaviour behaviour, Duration timeMax, Asked asked)
      throws IOException, Refusal {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        var other = listener.accept()) {
      socket.setSoTimeout(20_000);
      Thread.ofVirtual()
          .start(() -> {
            try {
              behaviour.answer(other.getOutputStream());
              other.shutdownOutput();
            } catch (IOException e) {
              // whoever asked has hung up
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      asked.ask(new Server(new Wire(socket, timeMax)));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBrokenAnswerIsAnAnswerOrARefusalOrTold() throws Exception {
    var mutations =
        new Mutations(
            5,
            List.of(
                bytes(USER),
                bytes("*2\r\n$3\r\nann\r\n$7\r\ndefault\r\n"),
                bytes("-NOPERM this user has no permissions\r\n"),
                bytes("+OK\r\n"),
                bytes("*-1\r\n:5\r\n")));
    int understood = 0;
    int told = 0;
    for (int i = 0; i < ANSWERS; i++) {
      var answer = mutations.next();
      try {
        asking(
            to -> to.write(answer),
            Duration.ofMinutes(1),
            server ->
                server
                    .user("ann")
                    .ifPresent(user -> {
                      user.isUnlike();
                      user.rights();
                    }));
        understood++;
      } catch (IOException | Refusal e) {
        assertThat(e.getMessage()).isNotBlank();
        told++;
      }
    }
    assertThat(understood).isPositive();
    assertThat(told).isPositive();
  }

  @Test
  void anAnswerWithoutAnEndIsNotKept() {
    var line = bytes("+" + "a".repeat(60_000) + "\r\n");
    assertThatThrownBy(() ->
            asking(
                to -> {
                  to.write(bytes("*1000000\r\n"));
                  for (int i = 0; i < 1_000_000; i++) {
                    to.write(line);
                  }
                },
                Duration.ofMinutes(1),
                server -> server.texts("ACL", "USERS")))
        .isInstanceOf(IOException.class)
        .hasMessage("an answer is larger than any of Redis about users");
  }

  @Test
  void anAnswerThatDripsIsGivenUp() {
    assertThatThrownBy(() ->
            asking(
                to -> {
                  for (int i = 0; i < 10_000; i++) {
                    to.write('+');
                    to.flush();
                    Thread.sleep(5);
                  }
                },
                Duration.ofMillis(200),
                server -> server.texts("ACL", "USERS")))
        .isInstanceOf(IOException.class)
        .hasMessage("an answer did not end in time");
  }

  @Test
  void listsInListsHaveAnEnd() {
    assertThatThrownBy(() ->
            asking(
                to -> to.write(bytes("*1\r\n".repeat(100_000))),
                Duration.ofMinutes(1),
                server -> server.texts("ACL", "USERS")))
        .isInstanceOf(IOException.class)
        .hasMessage("that is no Redis");
  }
}

package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.changes.Refusal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A connection that speaks RESP, the protocol of Redis, in its version 2. Words of a command go
/// with their lengths, so that none can become two.
final class Wire implements AutoCloseable {

  private static final int LINE_BYTES_MAX = 64 << 10;
  private static final int TEXT_BYTES_MAX = 16 << 20;
  private static final int ITEMS_MAX = 1_000_000;
  private static final int DEPTH_MAX = 8;

  /// Of one answer with all that is in it.
  private static final long ANSWER_BYTES_MAX = 64 << 20;

  /// However slowly it drips.
  private static final Duration ANSWER_TIME_MAX = Duration.ofMinutes(1);

  private final Socket socket;
  private final InputStream in;
  private final Duration timeMax;
  private long bytesLeft;
  private long begun;

  Wire(Socket socket) throws IOException {
    this(socket, ANSWER_TIME_MAX);
  }

  /// @param timeMax for one answer
  Wire(Socket socket, Duration timeMax) throws IOException {
    this.socket = socket;
    this.timeMax = timeMax;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// What a server answers: a text, or a list. Nothing is an empty list.
  sealed interface Answer {}

  record Text(String text) implements Answer {}

  record Several(List<Answer> items) implements Answer {

    Several {
      items = List.copyOf(items);
    }
  }

  /// @throws Refusal where the server says no
  Answer ask(List<String> words) throws IOException, Refusal {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + words.size() + "\r\n"));
    for (var word : words) {
      var one = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ascii("$" + one.length + "\r\n"));
      bytes.writeBytes(one);
      bytes.writeBytes(ascii("\r\n"));
    }
    socket.getOutputStream().write(bytes.toByteArray());
    bytesLeft = ANSWER_BYTES_MAX;
    begun = System.nanoTime();
    return answer(0);
  }

  /// Counts what is read of an answer, one part after the other.
  private void count(long bytes) throws IOException {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw new IOException("an answer is larger than any of Redis about users");
    }
    if (System.nanoTime() - begun > timeMax.toNanos()) {
      throw new IOException("an answer did not end in time");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Answer answer(int depth) throws IOException, Refusal {
    var line = line();
    if (line.isEmpty() || depth > DEPTH_MAX) {
      throw new IOException("that is no Redis");
    }
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> new Text(rest);
      case '-' -> throw new Refusal(rest.isBlank() ? "it refuses, and does not say why" : rest);
      case '$' -> text(number(rest, TEXT_BYTES_MAX));
      case '*' -> several(number(rest, ITEMS_MAX), depth);
      default -> throw new IOException("that is no Redis");
    };
  }

  private Answer text(int length) throws IOException {
    if (length < 0) {
      return new Several(List.of());
    }
    count(length);
    var bytes = in.readNBytes(length);
    if (bytes.length < length || in.readNBytes(2).length < 2) {
      throw new EOFException("it hung up in the middle of an answer");
    }
    return new Text(new String(bytes, StandardCharsets.UTF_8));
  }

  private Answer several(int count, int depth) throws IOException, Refusal {
    var items = new ArrayList<Answer>();
    for (int i = 0; i < count; i++) {
      items.add(answer(depth + 1));
    }
    return new Several(items);
  }

  private static int number(String text, int max) throws IOException {
    try {
      int number = Integer.parseInt(text);
      if (number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IOException("an answer of length " + text + " is none of Redis");
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("it hung up");
      }
      count(1);
      if (line.size() == LINE_BYTES_MAX) {
        throw new IOException("that is no Redis");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package dev.casebook.wings.accounts.nodes;

import dev.casebook.formats.text.TabSeparated;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Messages between two nodes: words, and perhaps lines of the journal. Each part has its length
/// before it, in four bytes, the highest first.
final class Wire implements AutoCloseable {

  private static final int WORDS_BYTES_MAX = 4096;
  private static final int LINES_BYTES_MAX = 2 << 20;
  private static final int ANSWER_MILLIS_MAX = 5_000;

  record Message(List<String> words, byte[] lines) {}

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(ANSWER_MILLIS_MAX);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /// For whoever waits until the other has something to ask.
  void waitUpTo(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  void send(List<String> words, byte[] lines) throws IOException {
    byte[] text = TabSeparated.line(words.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8);
    out.writeInt(text.length);
    out.write(text);
    out.writeInt(lines.length);
    out.write(lines);
    out.flush();
  }

  Message receive() throws IOException {
    var words = new String(part(WORDS_BYTES_MAX), StandardCharsets.UTF_8);
    return new Message(TabSeparated.words(words), part(LINES_BYTES_MAX));
  }

  private byte[] part(int bytesMax) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > bytesMax) {
      throw new IOException("a message of " + length + " bytes is none of a node's");
    }
    var bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

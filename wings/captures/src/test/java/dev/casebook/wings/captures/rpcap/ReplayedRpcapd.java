package dev.casebook.wings.captures.rpcap;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers as a recorded rpcapd did, on ports of its own.
final class ReplayedRpcapd implements AutoCloseable {

  private final ServerSocket control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final ServerSocket data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<RpcapMessage> questions = new CopyOnWriteArrayList<>();

  private ReplayedRpcapd() throws IOException {}

  static ReplayedRpcapd of(RecordedSession session) throws IOException {
    var server = new ReplayedRpcapd();
    Thread.ofVirtual().start(() -> server.serve(session));
    return server;
  }

  /// One that has these bytes for the first question, and then closes.
  static ReplayedRpcapd answering(byte[] bytes) throws IOException {
    var server = new ReplayedRpcapd();
    Thread.ofVirtual()
        .start(() -> {
          try (var client = server.control.accept()) {
            RpcapMessage.read(new DataInputStream(client.getInputStream()));
            client.getOutputStream().write(bytes);
          } catch (IOException e) {
            // The test sees it.
          }
        });
    return server;
  }

  private void serve(RecordedSession session) {
    try (var client = control.accept()) {
      var in = new DataInputStream(client.getInputStream());
      while (true) {
        var question = RpcapMessage.read(in);
        questions.add(question);
        answer(session, question.type(), client.getOutputStream());
      }
    } catch (IOException e) {
      // The session is over.
    }
  }

  private void answer(RecordedSession session, int type, OutputStream to) throws IOException {
    switch (type) {
      case RpcapMessage.START -> {
        var reply = Objects.requireNonNull(session.answers().get(type)).clone();
        ByteBuffer.wrap(reply).putShort(12, (short) data.getLocalPort());
        to.write(reply);
        Thread.ofVirtual().start(() -> send(session.packets()));
      }
      case RpcapMessage.END ->
          to.write(new byte[] {0, (byte) (RpcapMessage.END | 128), 0, 0, 0, 0, 0, 0});
      case RpcapMessage.CLOSE -> throw new IOException("over");
      default -> to.write(Objects.requireNonNull(session.answers().get(type)));
    }
  }

  private void send(byte[] packets) {
    try (var client = data.accept()) {
      // In pieces, as a network has them.
      for (int i = 0; i < packets.length; i += 61) {
        client.getOutputStream().write(packets, i, Math.min(61, packets.length - i));
        client.getOutputStream().flush();
      }
      client.getInputStream().read();
    } catch (IOException e) {
      // The test sees it.
    }
  }

  int port() {
    return control.getLocalPort();
  }

  List<Integer> types() {
    return questions.stream().map(RpcapMessage::type).toList();
  }

  /// What the first question of a type held.
  byte[] asked(int type) {
    return questions.stream()
        .filter(question -> question.type() == type)
        .findFirst()
        .orElseThrow()
        .payload();
  }

  @Override
  public void close() throws IOException {
    control.close();
    data.close();
  }
}

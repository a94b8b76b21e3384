package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.model.ServingNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Answers other nodes until it is closed.
final class Listening implements AutoCloseable {

  private static final int CONNECTIONS_MAX = 64;
  private static final long GREETING_MILLIS_MAX = 10_000;
  private static final int IDLE_MILLIS_MAX = 30_000;
  private static final byte[] NO_LINES = {};

  /// What there is to answer.
  interface Answering {
    Reply to(Ask ask, byte[] lines) throws IOException;
  }

  private final SSLServerSocket listening;
  private final Collection<ServingNode> others;
  private final String mark;
  private final Answering answering;
  private final Notes notes;
  private final Set<SSLSocket> open = ConcurrentHashMap.newKeySet();
  private final Semaphore free = new Semaphore(CONNECTIONS_MAX);

  Listening(
      SSLServerSocket listening,
      Collection<ServingNode> others,
      String mark,
      Answering answering,
      Notes notes) {
    this.listening = listening;
    this.others = others;
    this.mark = mark;
    this.answering = answering;
    this.notes = notes;
    Thread.ofVirtual().name("listen to nodes").start(this::run);
  }

  private void run() {
    while (!listening.isClosed()) {
      try {
        var socket = (SSLSocket) listening.accept();
        if (!free.tryAcquire()) {
          socket.close();
        } else {
          open.add(socket);
          Thread.ofVirtual().name("answer a node").start(() -> answer(socket));
        }
      } catch (IOException e) {
        // closed, or somebody went before being let in
      }
    }
  }

  private void answer(SSLSocket socket) {
    var isGreeted = new AtomicBoolean();
    Thread.ofVirtual().name("end of patience").start(() -> endUnless(isGreeted, socket));
    try (socket;
        var wire = Link.from(socket, others)) {
      isGreeted.set(greeted(wire));
      if (isGreeted.get()) {
        wire.waitUpTo(IDLE_MILLIS_MAX);
        while (!listening.isClosed()) {
          var message = wire.receive();
          var reply = answering.to(Ask.of(message.words()), message.lines());
          wire.send(reply.words(), NO_LINES);
        }
      }
    } catch (IOException e) {
      // whoever asked is told by the end of it
    } finally {
      open.remove(socket);
      free.release();
    }
  }

  /// Whoever sends a byte now and then holds no place for long.
  private static void endUnless(AtomicBoolean isGreeted, SSLSocket socket) {
    try {
      Thread.sleep(GREETING_MILLIS_MAX);
      if (!isGreeted.get()) {
        socket.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // it is at its end
    }
  }

  private boolean greeted(Wire wire) throws IOException {
    var words = wire.receive().words();
    if (words.size() != 3 || !words.getFirst().equals(Peers.GREETING)) {
      wire.send(List.of("refused", "it is of another version"), NO_LINES);
      return false;
    }
    if (!words.get(2).equals(mark)) {
      var text =
          "vault.key is another one on %s: copy it from the node that has the accounts"
              .formatted(words.get(1));
      notes.say("key of " + words.get(1), text);
      wire.send(List.of("refused", "vault.key is another one there"), NO_LINES);
      return false;
    }
    wire.send(List.of("welcome"), NO_LINES);
    return true;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : open) {
      socket.close();
    }
  }
}

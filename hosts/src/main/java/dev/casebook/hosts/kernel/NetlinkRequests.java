package dev.casebook.hosts.kernel;

import dev.casebook.formats.netlink.NetlinkAnswer;
import dev.casebook.formats.netlink.NetlinkMessages;
import dev.casebook.formats.netlink.NetlinkWriter;
import java.io.IOException;
import java.time.Duration;

/// Requests over one netlink socket and their answers, one after the other.
///
/// Source: netlink(7), RFC 3549 section 2.
public final class NetlinkRequests {

  /// The kernel answers at once; a dump of a large table does between two datagrams.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final NetlinkSocket socket;
  private final NetlinkMessages messages = new NetlinkMessages();
  private int sequence;

  public NetlinkRequests(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// What takes the messages of an answer.
  @FunctionalInterface
  public interface Taker {
    /// @param message where the walk stands just now
    void take(NetlinkMessages message) throws IOException;
  }

  /// Asks, and takes all that comes until the kernel says that it was all. The request has either
  /// `NLM_F_ACK` or `NLM_F_DUMP`.
  ///
  /// @param what it is called in messages
  /// @return whether the kernel says that what was dumped changed meanwhile
  /// @throws Refused by the kernel, with what it says about it
  /// @throws IOException what the taker threw; answers may be on their way then, and the socket is
  ///   to be closed
  public boolean ask(String what, NetlinkWriter request, Taker taker) throws IOException {
    int asked = ++sequence;
    socket.send(request.message(asked));
    boolean changed = false;
    while (true) {
      int length = socket.receive(PATIENCE);
      if (length < 0) {
        throw new IOException(what + ": the kernel does not answer");
      }
      messages.of(socket.bytes(), length);
      while (messages.next()) {
        if (messages.sequence() != asked) {
          continue;
        }
        changed |= (messages.flags() & NetlinkMessages.NLM_F_DUMP_INTR) != 0;
        switch (messages.type()) {
          case NetlinkMessages.NLMSG_ERROR, NetlinkMessages.NLMSG_DONE -> {
            done(what, NetlinkAnswer.of(messages));
            return changed;
          }
          case NetlinkMessages.NLMSG_NOOP -> {}
          default -> taker.take(messages);
        }
      }
    }
  }

  /// Asks for something that has no answer but whether it was done.
  ///
  /// @throws Refused if it was not
  public void ask(String what, NetlinkWriter request) throws IOException {
    ask(what, request, _ -> {});
  }

  private static void done(String what, NetlinkAnswer answer) throws Refused {
    if (answer.errno() != 0) {
      throw new Refused(what, answer.errno(), answer.said());
    }
  }
}

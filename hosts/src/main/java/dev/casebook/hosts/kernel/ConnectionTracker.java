package dev.casebook.hosts.kernel;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackRequest;
import dev.casebook.formats.conntrack.ConntrackSought;
import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.netlink.NetlinkWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The kernel's table of tracked connections in one network namespace. One thread uses it.
///
/// Whoever has CAP_NET_ADMIN in the user namespace that owns the network namespace may ask.
public final class ConnectionTracker implements AutoCloseable {

  private final NetlinkSocket socket;
  private final NetlinkRequests requests;

  private ConnectionTracker(NetlinkSocket socket) {
    this.socket = socket;
    requests = new NetlinkRequests(socket);
  }

  /// That of the network namespace that this thread is in.
  public static ConnectionTracker open() throws Refused {
    return new ConnectionTracker(NetlinkSocket.open(Ctnetlink.PROTOCOL));
  }

  /// That of another network namespace; this thread stays where it is.
  public static ConnectionTracker openIn(NetworkNamespace namespace)
      throws IOException, InterruptedException {
    Callable<ConnectionTracker> opening = ConnectionTracker::open;
    return namespace.call(opening);
  }

  /// What takes entries.
  @FunctionalInterface
  public interface Taker {
    /// @param entry filled again for the next
    void take(ConntrackEntry entry) throws IOException;
  }

  /// Gives all entries in the order of the kernel's table, one at a time.
  ///
  /// @return whether the table changed so that some may be missing or there twice
  /// @throws Refused with EPERM without CAP_NET_ADMIN, EINVAL or EOPNOTSUPP where the kernel does
  ///   not know what is sought
  public boolean dump(ConntrackSought sought, Taker taker) throws IOException {
    var entry = new ConntrackEntry();
    return requests.ask(
        "listing tracked connections",
        ConntrackRequest.dump(sought),
        message -> {
          if (message.type() == Ctnetlink.NEW) {
            taker.take(entry.read(message.bytes(), message.from(), message.to()));
          }
        });
  }

  /// The entry that packets of this tuple belong to, be it of its original or its other direction.
  ///
  /// @param zone -1 for none
  public Optional<ConntrackEntry> find(ConntrackTuple tuple, int zone) throws IOException {
    var entry = new ConntrackEntry();
    try {
      requests.ask(
          "asking for a tracked connection",
          ConntrackRequest.get(tuple, zone),
          message -> entry.read(message.bytes(), message.from(), message.to()));
      return Optional.of(entry);
    } catch (Refused e) {
      if (e.errno() == Refused.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Makes an entry; see [ConntrackRequest#create].
  ///
  /// @throws Refused with EEXIST where there is one
  public void create(
      ConntrackTuple original, ConntrackTuple reply, int timeoutS, int zone, long mark)
      throws IOException {
    requests.ask(
        "making a tracked connection",
        ConntrackRequest.create(original, reply, timeoutS, zone, mark));
  }

  /// Deletes the entry of this tuple, zone and id, and no other.
  ///
  /// @param zone -1 for none
  /// @param id -1 for any
  /// @return false where it was gone already
  /// @throws Refused with EBUSY where a flow table forwards it past the tracker
  public boolean delete(ConntrackTuple tuple, int zone, long id) throws IOException {
    return delete(tuple.family(), tuple, zone, id);
  }

  /// The same with a family of the message other than the tuple's, to see what the kernel makes of
  /// it.
  public boolean delete(int family, ConntrackTuple tuple, int zone, long id) throws IOException {
    try {
      requests.ask(
          "deleting a tracked connection", ConntrackRequest.delete(family, tuple, zone, id));
      return true;
    } catch (Refused e) {
      if (e.errno() == Refused.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /// Asks something else of ctnetlink; see [NetlinkRequests#ask].
  public void ask(String what, NetlinkWriter request, NetlinkRequests.Taker taker)
      throws IOException {
    requests.ask(what, request, taker);
  }

  /// The socket, for events; requests go over another one then.
  public NetlinkSocket socket() {
    return socket;
  }

  @Override
  public void close() {
    socket.close();
  }
}

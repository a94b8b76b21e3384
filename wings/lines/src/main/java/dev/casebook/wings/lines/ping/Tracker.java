package dev.casebook.wings.lines.ping;

import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.EchoSocket;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.echo.Came;
import dev.casebook.wings.lines.echo.EchoData;
import dev.casebook.wings.lines.echo.EchoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// The connection tracker of one place, and a witness there: a raw socket that sees replies which
/// come to that place for itself, since nothing translated them back.
final class Tracker implements AutoCloseable {

  /// Replies that the witness keeps; a run that loses more needs no more of them.
  private static final int WITNESSED_MAX = 10_000;

  /// Entries of other zones than the usual one are not found.
  private static final int USUAL_ZONE = -1;

  private static final IpAddress NOBODY = IpAddress.ofV4(0);

  private final Trackers.Place place;
  private final ConnectionTracker table;
  private final List<EchoReader> witnesses = new ArrayList<>();
  private final Set<Long> witnessed = ConcurrentHashMap.newKeySet();
  private final TrackerLosses before;

  private Tracker(Trackers.Place place, ConnectionTracker table, TrackerLosses before) {
    this.place = place;
    this.table = table;
    this.before = before;
  }

  /// @throws IOException why it can't be asked
  static Tracker open(Trackers.Place place, Plan plan, Ping ping)
      throws IOException, InterruptedException {
    return inside(
        place,
        () -> {
          var tracker = new Tracker(place, opened(), TrackerLosses.now());
          if (!place.isOrigin()) {
            tracker.watch(plan, ping);
          }
          return tracker;
        });
  }

  /// One that answers: who may not ask is told so for the first question.
  private static ConnectionTracker opened() throws IOException {
    var table = ConnectionTracker.open();
    try {
      var _ = table.find(ConntrackTuple.ofEcho(NOBODY, NOBODY, 0), USUAL_ZONE);
      return table;
    } catch (Refused e) {
      table.close();
      throw e.isDenied() ? new IOException("that takes CAP_NET_ADMIN", e) : e;
    }
  }

  private static <T> T inside(Trackers.Place place, Callable<T> work)
      throws IOException, InterruptedException {
    if (place.namespace().isPresent()) {
      return place.namespace().get().call(work);
    }
    try {
      return work.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Without a witness less can be told, and that is said where it matters.
  private void watch(Plan plan, Ping ping) {
    var data = new EchoData(ping.number(), plan.dataBytes());
    plan.targets().stream()
        .map(Target::isV4)
        .distinct()
        .forEach(isV4 -> {
          try {
            witnesses.add(
                new EchoReader(
                    EchoSocket.raw(isV4, Optional.empty()), isV4, came -> witness(data, came)));
          } catch (Refused e) {
            // an entry that is not replied to is then said to be that, and no more
          }
        });
  }

  private void witness(EchoData data, Came came) {
    if (came instanceof Came.Reply reply && witnessed.size() < WITNESSED_MAX) {
      data.number(reply.echo().data()).ifPresent(witnessed::add);
    }
  }

  Trackers.Place place() {
    return place;
  }

  /// @param source whom the request came from
  /// @return empty if it could not be asked
  Optional<Evidence.Seen> seen(Request request, IpAddress source) {
    try {
      return Optional.of(
          new Evidence.Seen(
              request.id,
              table
                  .find(
                      ConntrackTuple.ofEcho(source, Addresses.bits(request.address()), request.id),
                      USUAL_ZONE)
                  .map(Held::of),
              witnessed.contains(request.number)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// What it dropped since it was opened, in words; empty if nothing.
  String losses() {
    try {
      return inside(place, TrackerLosses::now).since(before);
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    witnesses.forEach(EchoReader::close);
    table.close();
  }
}

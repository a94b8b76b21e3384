package dev.casebook.wings.captures.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.hosts.Inventory;
import dev.casebook.hosts.Ssh;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.ThisHost;
import dev.casebook.wings.captures.capture.Place;
import dev.casebook.wings.captures.capture.Place.Origin;
import dev.casebook.wings.captures.capture.Tap;
import dev.casebook.wings.captures.capture.TcpdumpTap;
import dev.casebook.wings.captures.capture.Wishes;
import dev.casebook.wings.captures.rpcap.RpcapTap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a command line wants packets captured, and how each place is reached.
final class ReachedPlaces {

  private static final String PASSWORD = "CASEBOOK_RPCAP_PASSWORD";

  private final Console console;
  private final List<Place> places;
  private final Ssh ssh;

  private ReachedPlaces(Console console, List<Place> places, Ssh ssh) {
    this.console = console;
    this.places = places;
    this.ssh = ssh;
  }

  static ReachedPlaces of(
      Console console,
      List<String> hosts,
      @Nullable Path listed,
      List<String> interfaces,
      SshOptions reaching)
      throws UserError {
    var names = new ArrayList<>(hosts);
    try {
      if (listed != null) {
        names.addAll(Inventory.read(Files.readString(listed)));
        if (names.isEmpty()) {
          throw new UserError(listed + " names no host");
        }
      }
      var places = Place.of(names.isEmpty() ? List.of("here") : names, interfaces);
      long far =
          places.stream().map(Place::origin).filter(Origin.OverSsh.class::isInstance).count();
      if (reaching.sudo() && far == 0) {
        throw new UserError("--sudo is for a host over ssh; here, run sudo casebook capture");
      }
      return new ReachedPlaces(console, places, reaching.reach(console, far == 1).ssh());
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError(listed + ": " + Reason.of(e));
    }
  }

  List<Place> places() {
    return places;
  }

  /// The hosts, each once.
  List<Origin> origins() {
    return places.stream().map(Place::origin).distinct().toList();
  }

  List<Tap> taps(Wishes wishes) throws UserError {
    var taps = new ArrayList<Tap>();
    for (var place : places) {
      taps.add(
          place.origin() instanceof Origin.OverRpcap far
              ? overRpcap(place, far, wishes)
              : new TcpdumpTap(place, opening(place.origin()), wishes));
    }
    return taps;
  }

  private Tap overRpcap(Place place, Origin.OverRpcap far, Wishes wishes) throws UserError {
    if (!wishes.awaited().isEmpty()) {
      throw new UserError("--stop-on-filter needs a host with tcpdump; rpcapd has no such thing");
    }
    return new RpcapTap(place, far, wishes, far.user().isEmpty() ? new char[0] : password(far));
  }

  private char[] password(Origin.OverRpcap far) throws UserError {
    return console
        .secrets()
        .variable(PASSWORD)
        .or(() ->
            console
                .secrets()
                .asked("%s@%s's password for rpcapd: ".formatted(far.user(), far.host())))
        .orElseThrow(() ->
            new UserError(
                "rpcap://%s@%s: the password is asked for on a terminal, or stands in %s"
                    .formatted(far.user(), far.host(), PASSWORD)));
  }

  TcpdumpTap.Opening opening(Origin origin) {
    return switch (origin) {
      case Origin.Here _ -> new ThisHost()::open;
      case Origin.OverSsh far -> new SshHost(far.target(), ssh)::open;
      case Origin.OverRpcap far ->
          throw new IllegalArgumentException(far.host() + " has no shell that could be asked");
    };
  }
}

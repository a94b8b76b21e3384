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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a command line wants packets captured, and how each place is reached.
final class ReachedPlaces {

  private final List<Place> places;
  private final Ssh ssh;

  private ReachedPlaces(List<Place> places, Ssh ssh) {
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
      long far = places.stream().map(Place::origin).filter(Origin.OverSsh.class::isInstance).count();
      if (reaching.sudo() && far == 0) {
        throw new UserError("--sudo is for a host over ssh; here, run sudo casebook capture");
      }
      return new ReachedPlaces(places, reaching.reach(console, far == 1).ssh());
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

  List<Tap> taps(Wishes wishes) {
    return places.stream()
        .map(place -> (Tap) new TcpdumpTap(place, opening(place.origin()), wishes))
        .toList();
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

package dev.casebook.wings.lines.ping;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.hosts.kernel.NetworkNamespace;
import dev.casebook.wings.lines.echo.Addresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The connection trackers that requests pass on this machine, asked about what has no reply.
public final class Trackers implements Reasons, AutoCloseable {

  private final List<Tracker> trackers = new ArrayList<>();
  private final List<String> unasked = new ArrayList<>();
  private final Map<Target, Optional<IpAddress>> sources = new HashMap<>();
  private final Map<Target, Set<String>> said = new HashMap<>();
  private final Map<Passage, Evidence> evidence = new HashMap<>();

  private Trackers() {}

  /// One target's requests at one tracker.
  private record Passage(Target target, Tracker tracker) {}

  /// A place with a tracker.
  ///
  /// @param name as it is called in sentences: `this host`
  /// @param namespace where it is, if not where the calling thread is
  /// @param isOrigin whether the requests come from there
  public record Place(String name, Optional<NetworkNamespace> namespace, boolean isOrigin) {}

  /// Asks each tracker that may be asked. The calling thread is where the requests come from.
  public static Trackers at(List<Place> places, Plan plan, Ping ping) throws InterruptedException {
    var all = new Trackers();
    for (var target : plan.targets()) {
      all.sources.put(
          target,
          plan.source().or(() -> Addresses.ownTowards(target.address())).map(Addresses::bits));
    }
    for (var place : places) {
      try {
        all.trackers.add(Tracker.open(place, plan, ping));
      } catch (IOException e) {
        all.unasked.add("The tracker of " + place.name() + " can't be asked: " + e.getMessage());
      }
    }
    return all;
  }

  @Override
  public List<String> ofMissing(Request request) {
    var sentences = new ArrayList<String>();
    for (var tracker : trackers) {
      evidenceOf(request, tracker)
          .ifPresent(found -> {
            var before = evidence.getOrDefault(passage(request, tracker), Evidence.NONE);
            evidence.put(passage(request, tracker), before.withMissing(found));
          });
    }
    for (var sentence : sentences(request.target)) {
      if (said.computeIfAbsent(request.target, _ -> new HashSet<>()).add(sentence.kind())) {
        sentences.add(sentence.text());
      }
    }
    return sentences;
  }

  @Override
  public void answered(Request request) {
    for (var tracker : trackers) {
      var before = evidence.getOrDefault(passage(request, tracker), Evidence.NONE);
      if (before.isToBeCompared()) {
        evidenceOf(request, tracker)
            .ifPresent(
                found -> evidence.put(passage(request, tracker), before.withAnswered(found)));
      }
    }
  }

  /// What can be said at the end, which may be more than was said before.
  public List<String> conclusion(Target target) {
    var texts = new ArrayList<>(unasked);
    sentences(target).forEach(sentence -> texts.add(sentence.text()));
    return texts;
  }

  private static Passage passage(Request request, Tracker tracker) {
    return new Passage(request.target, tracker);
  }

  private Optional<Evidence.Seen> evidenceOf(Request request, Tracker tracker) {
    return sources
        .getOrDefault(request.target, Optional.empty())
        .flatMap(source -> tracker.seen(request, source));
  }

  /// A tracker that holds nothing is told of only where no other holds something.
  private List<Sentence> sentences(Target target) {
    var all = new ArrayList<Sentence>();
    var source = sources.getOrDefault(target, Optional.empty());
    for (var tracker : trackers) {
      var found = evidence.getOrDefault(new Passage(target, tracker), Evidence.NONE);
      source
          .flatMap(own -> Sentence.of(tracker.place(), own, found, tracker.losses()))
          .ifPresent(all::add);
    }
    boolean isHeld = all.stream().anyMatch(sentence -> !sentence.isNone());
    return isHeld ? all.stream().filter(sentence -> !sentence.isNone()).toList() : all;
  }

  @Override
  public void close() {
    trackers.forEach(Tracker::close);
  }
}

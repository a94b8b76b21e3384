package dev.casebook.wings.lines.ping;

import dev.casebook.wings.lines.delay.Delays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What became of all requests to one target.
public final class Tally {

  /// Ids that are told apart; later ones are only counted.
  private static final int IDS_MAX = 1000;

  private final Target target;
  private final Delays delays = Delays.fine();
  private final Map<Integer, Fate> fates = new LinkedHashMap<>();
  private final Set<String> failures = new LinkedHashSet<>();
  long sent;
  long answered;
  long duplicates;
  long late;
  long foreign;
  long failed;
  long unsent;
  long missing;

  Tally(Target target) {
    this.target = target;
  }

  /// Of requests with one id.
  ///
  /// @param firstMissing the number of the first request that was not answered, or -1
  /// @param lastAnswered the number of the last that was, or -1
  public record Fate(long answered, long missing, long firstMissing, long lastAnswered) {

    static final Fate NONE = new Fate(0, 0, -1, -1);

    Fate withAnswer(long number) {
      return new Fate(answered + 1, missing, firstMissing, number);
    }

    Fate withMissing(long number) {
      return new Fate(
          answered, missing + 1, firstMissing < 0 ? number : firstMissing, lastAnswered);
    }
  }

  void answered(Request request, long delayNanos) {
    answered++;
    delays.add(delayNanos);
    if (isKept(request.id)) {
      fates.merge(
          request.id,
          Fate.NONE.withAnswer(request.number),
          (before, _) -> before.withAnswer(request.number));
    }
  }

  void missing(Request request) {
    missing++;
    if (isKept(request.id)) {
      fates.merge(
          request.id,
          Fate.NONE.withMissing(request.number),
          (before, _) -> before.withMissing(request.number));
    }
  }

  /// A reply to what was given up.
  void late(Request request) {
    late++;
    if (request.state() == Request.State.FAILED) {
      failed--;
    } else {
      missing--;
    }
  }

  private boolean isKept(int id) {
    return fates.size() < IDS_MAX || fates.containsKey(id);
  }

  /// @param from who reported it
  void failed(String words, String from) {
    failed++;
    if (failures.size() < IDS_MAX) {
      failures.add(from + ": " + words);
    }
  }

  public Target target() {
    return target;
  }

  public Delays delays() {
    return delays;
  }

  public Map<Integer, Fate> fates() {
    return Map.copyOf(fates);
  }

  public Set<String> failures() {
    return failures;
  }

  /// An id whose requests all went unanswered, while those with a later one were answered.
  OptionalInt idThatAloneFails() {
    return fates.entrySet().stream()
        .filter(one -> one.getValue().answered == 0 && isBeatenByAnother(one.getKey()))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  private boolean isBeatenByAnother(int id) {
    var fate = fates.getOrDefault(id, Fate.NONE);
    return fate.missing > 0
        && fates.entrySet().stream()
            .anyMatch(
                other -> other.getKey() != id && other.getValue().lastAnswered > fate.firstMissing);
  }

  public long sent() {
    return sent;
  }

  public long answered() {
    return answered;
  }

  public long duplicates() {
    return duplicates;
  }

  public long late() {
    return late;
  }

  public long foreign() {
    return foreign;
  }

  public long failed() {
    return failed;
  }

  public long unsent() {
    return unsent;
  }

  /// Those whose time was over and that no reply came for later.
  public long missing() {
    return missing;
  }
}

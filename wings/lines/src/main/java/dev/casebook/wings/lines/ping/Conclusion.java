package dev.casebook.wings.lines.ping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What follows from which ids were answered, in sentences.
public final class Conclusion {

  /// Ids that are named.
  private static final int NAMED_MAX = 4;

  private Conclusion() {}

  public static List<String> of(Tally tally) {
    var sentences = new ArrayList<String>();
    if (tally.missing() > 0) {
      ofMissing(tally).ifPresent(sentences::add);
    }
    if (tally.foreign() > 0) {
      sentences.add(
          "%s with an id of this run did not carry what was sent: another program pings %s with the same id."
              .formatted(
                  tally.foreign() == 1 ? "1 reply" : tally.foreign() + " replies",
                  tally.target().words()));
    }
    return sentences;
  }

  private static Optional<String> ofMissing(Tally tally) {
    var alone = tally.idThatAloneFails();
    if (alone.isPresent()) {
      return Optional.of(ofOneId(alone.getAsInt(), tally));
    }
    if (tally.answered() + tally.late() > 0) {
      return tally.fates().entrySet().stream()
          .filter(one -> one.getValue().answered() > 0 && one.getValue().missing() > 0)
          .map(one -> "Id %d was both answered and not: it is not the id.".formatted(one.getKey()))
          .findFirst();
    }
    var unanswered = tally.fates().keySet().stream().sorted().toList();
    if (unanswered.size() > 1) {
      return Optional.of(
          "%d ids were tried and none was answered (%s): it is not the id."
              .formatted(unanswered.size(), named(unanswered)));
    }
    return Optional.of(
        "Only id %d was tried; whether another fares better is told by a run without --same-id."
            .formatted(unanswered.getFirst()));
  }

  /// One request alone may as well have been lost by chance.
  private static String ofOneId(int id, Tally tally) {
    long missing = tally.fates().getOrDefault(id, Tally.Fate.NONE).missing();
    return missing > 1
        ? "%d requests with id %d were not answered, and one with another id was after them: something on the way holds that id, such as an old entry of a connection tracker."
            .formatted(missing, id)
        : "Id %d was not answered, and another id was after it: something on the way may hold that id, such as an old entry of a connection tracker, or one packet was lost; --id %d --same-id tells which."
            .formatted(id, id);
  }

  private static String named(List<Integer> ids) {
    return ids.stream().limit(NAMED_MAX).map(String::valueOf).collect(Collectors.joining(", "))
        + (ids.size() > NAMED_MAX ? ", …" : "");
  }
}

package dev.casebook.wings.lines.ping;

import dev.casebook.formats.network.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a tracker holds of a request without a reply, and what follows, in a sentence or two.
///
/// @param kind the same for what tells nothing new
record Sentence(String kind, String text) {

  private static final String NO_ENTRY = "no entry";

  boolean isNone() {
    return kind.startsWith(NO_ENTRY);
  }

  /// @param source whom the requests come from
  /// @param losses what the tracker has dropped since the start, in words, or empty
  static Optional<Sentence> of(
      Trackers.Place place, IpAddress source, Evidence evidence, String losses) {
    var missing = evidence.missing();
    if (missing == null) {
      return Optional.empty();
    }
    return Optional.of(
        missing
            .held()
            .map(held -> of(place, source, evidence, missing, held))
            .orElseGet(() -> none(place, missing, evidence, losses)));
  }

  private static Sentence of(
      Trackers.Place place, IpAddress source, Evidence evidence, Evidence.Seen missing, Held held) {
    boolean isTranslated = !held.replyTo().equals(source);
    if (held.isReplied()) {
      return replied(place, source, missing.id());
    }
    if (isTranslated) {
      return translated(place, missing, held);
    }
    return place.isOrigin()
        ? sent(place, missing.id())
        : untranslated(place, source, missing.id(), evidence.answered());
  }

  private static Sentence replied(Trackers.Place place, IpAddress source, int id) {
    return new Sentence(
        "replied " + place.name(),
        "The tracker of %s has seen the reply to id %d: it was lost behind it, on its way to %s, by a filter or for want of a route."
            .formatted(place.name(), id, source.text()));
  }

  private static Sentence translated(Trackers.Place place, Evidence.Seen missing, Held held) {
    var changed =
        held.replyId() == missing.id()
            ? ""
            : " with id " + held.replyId() + " in place of its own, which was taken there,";
    var way =
        "The tracker of %s sent id %d on as %s,%s and has seen no reply"
            .formatted(place.name(), missing.id(), held.replyTo().text(), changed);
    if (missing.isReturned()) {
      return new Sentence(
          "returned " + place.name(),
          way
              + ", though the reply came: it passes the tracker by, so nothing translates it back. A rule of %s keeps it from being tracked (notrack), and every id fails."
                  .formatted(place.name()));
    }
    return new Sentence(
        "translated " + place.name(),
        way + ": none came back there, or a filter drops it as it arrives.");
  }

  private static Sentence sent(Trackers.Place place, int id) {
    return new Sentence(
        "sent " + place.name(),
        "The tracker of %s let id %d out and has seen no reply: it was lost beyond, there or back."
            .formatted(place.name(), id));
  }

  /// The reply, if it comes at all, comes to a router on the way that does not know the source.
  private static Sentence untranslated(
      Trackers.Place place, IpAddress source, int id, Evidence.@Nullable Seen answered) {
    var way =
        "The tracker of %s waits for a reply to %s itself, id %d: its entry is not translated"
            .formatted(place.name(), source.text(), id);
    var other =
        answered == null
            ? Optional.<Held>empty()
            : answered.held().filter(held -> !held.replyTo().equals(source));
    if (answered != null && other.isPresent()) {
      return new Sentence(
          "stale " + place.name(),
          way
              + ", while that of id %d, which was answered, is translated to %s. The entry is older than the rule, and each request with id %d keeps it alive (30 s): use a new id, or delete it."
                  .formatted(answered.id(), other.get().replyTo().text(), id));
    }
    return new Sentence(
        "untranslated " + place.name(),
        way
            + ". If it ought to be, the entry is older than the rule that translates, and each request with id %d keeps it alive; if not, the reply was lost beyond."
                .formatted(id));
  }

  private static Sentence none(
      Trackers.Place place, Evidence.Seen missing, Evidence evidence, String losses) {
    boolean isTracked = evidence.answered() != null && evidence.answered().held().isPresent();
    var way = "The tracker of %s holds no entry of id %d".formatted(place.name(), missing.id());
    if (!losses.isEmpty()) {
      return new Sentence(NO_ENTRY + " lost " + place.name(), way + ", and " + losses + ".");
    }
    return new Sentence(
        NO_ENTRY + " " + isTracked + place.name(),
        way
            + (isTracked
                ? ", though it tracks those that are answered: a filter dropped the request there, or the entry has ended."
                : ": it does not track these requests, or a filter dropped them there."));
  }
}

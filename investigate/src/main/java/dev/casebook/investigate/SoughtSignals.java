package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.View;
import dev.casebook.query.Demand;
import dev.casebook.signals.SignalPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The signals without which some note would not find what it is about: what their hits tell is a
/// problem. Other signals tell of rivals, of starts and of logins that went well.
final class SoughtSignals {

  private final List<SignalPattern> patterns;
  private final Map<String, String> noteBySignal = new LinkedHashMap<>();

  private SoughtSignals(List<SignalPattern> patterns) {
    this.patterns = patterns;
  }

  static SoughtSignals of(Casebook casebook) {
    var sought = new SoughtSignals(Investigation.patterns(casebook));
    for (var note : casebook.notes()) {
      note.detects()
          .forEach(detect -> sought.add(detect.block().demand(), note, note.id(), note.views()));
    }
    return sought;
  }

  /// @param owner whose signals `signal.NAME` means
  /// @param left views that were not gone into yet
  private void add(Demand demand, Note note, String owner, List<View> left) {
    for (var relation : needed(demand).toList()) {
      if (relation.startsWith("signal.")) {
        noteBySignal.putIfAbsent(owner + relation.substring("signal".length()), note.id());
      }
      left.stream()
          .filter(view -> view.name().equals(relation))
          .findFirst()
          .ifPresent(view ->
              add(
                  view.block().demand(),
                  note,
                  note.given().contains(view) ? owner : view.owner(),
                  left.stream().filter(other -> !other.equals(view)).toList()));
    }
  }

  private static Stream<String> needed(Demand demand) {
    return switch (demand) {
      case Demand.Needs(var relation, _) -> Stream.of(relation);
      case Demand.Wants _, Demand.Negates _, Demand.Spares _ -> Stream.of();
      case Demand.All(var parts) -> parts.stream().flatMap(SoughtSignals::needed);
      case Demand.Any(var parts) -> parts.stream().flatMap(SoughtSignals::needed);
    };
  }

  /// All of them, with those of one note together.
  List<SignalPattern> patterns() {
    return patterns.stream().filter(pattern -> noteBySignal.containsKey(pattern.id())).toList();
  }

  /// The note that finds something by it.
  Optional<String> noteOf(SignalPattern pattern) {
    return Optional.ofNullable(noteBySignal.get(pattern.id()));
  }
}

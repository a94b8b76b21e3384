package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.LooseNames;
import dev.casebook.tables.logs.LogEntry;
import dev.casebook.tables.logs.Logs;
import dev.casebook.tables.vpn.OpenvpnRoute;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All tables, in the order in which they are listed to people.
public final class Catalogue {

  private static final List<Table<?>> TABLES = List.of(OpenvpnRoute.TABLE, LogEntry.TABLE, EvidenceAccount.TABLE);

  private Catalogue() {}

  public static List<Table<?>> tables() {
    return TABLES;
  }

  /// Every artifact that may show any table, logs among them.
  public static List<ArtifactName> artifacts() {
    return Stream.concat(
            TABLES.stream().flatMap(table -> table.artifacts().stream()), Logs.names().stream())
        .distinct()
        .toList();
  }

  /// Tells loose files by what the pages say of their content and names.
  public static LooseNames.Recogniser recogniser() {
    var words =
        artifacts().stream()
            .map(name -> LooseNames.words(name.text()))
            .collect(Collectors.toUnmodifiableSet());
    return new LooseNames.Recogniser() {
      @Override
      public Optional<ArtifactName> recognise(String path, String head) {
        return TABLES.stream().flatMap(table -> table.recognise(head).stream()).findFirst();
      }

      @Override
      public boolean isKnownName(String name) {
        return words.contains(name);
      }
    };
  }

  public static Optional<Table<?>> table(String name) {
    return TABLES.stream().<Table<?>>map(t -> t).filter(t -> t.name().equals(name)).findFirst();
  }
}

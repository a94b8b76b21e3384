package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.containers.Container;
import dev.casebook.tables.containers.ContainerName;
import dev.casebook.tables.containers.ContainerNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the containers of a gathered host are called, by the table of them.
final class RecordedNames implements ContainerReading.Names {

  private final Map<String, Container> rows = new HashMap<>();

  RecordedNames(Snapshot snapshot) {
    new TableReader(snapshot)
        .read(
            Container.TABLE,
            (_, row) -> {
              if (row instanceof Container container) {
                rows.putIfAbsent(container.id(), container);
              }
              return true;
            });
  }

  @Override
  public Optional<ContainerName> of(ControlGroup group) {
    return ContainerNames.unnamed(group)
        .map(known -> {
          var row = rows.get(known.id());
          return row == null
              ? known
              : new ContainerName(
                  known.id(), known.engine(), row.name(), row.namespace(), row.pod());
        });
  }
}

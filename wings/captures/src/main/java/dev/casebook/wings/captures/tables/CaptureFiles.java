package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Table;
import dev.casebook.wings.captures.format.FrameReader;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where captures lie: on a host where people leave them, elsewhere wherever a file's first bytes
/// say that it is one.
final class CaptureFiles {

  /// Few folders and shallow ones: they are searched on a live host too.
  static final List<ArtifactName> NAMES =
      Stream.of("/tmp", "/var/tmp", "/root", "/home/*", "/var/log", "/var/log/*", "/captures")
          .flatMap(folder -> Stream.of(folder + "/*.pcap*", folder + "/*.cap"))
          .<ArtifactName>map(ArtifactName::file)
          .toList();

  private static final ArtifactName RECOGNISED = ArtifactName.file("/captures/loose.pcap");

  private static final ArtifactName[] ANYWHERE = {
    ArtifactName.file("/**/*.pcap*"), ArtifactName.file("/**/*.cap")
  };

  private CaptureFiles() {}

  /// The table with what tells a loose file.
  static <R extends Record> Table<R> recognisedBy(Table<R> table) {
    return table.looseAs(ANYWHERE).sniffBytes(RECOGNISED, FrameReader::isHead);
  }

  /// The captures of a snapshot, in order of place.
  static List<Artifact> of(Snapshot snapshot) {
    return NAMES.stream()
        .flatMap(name -> snapshot.find(name).stream())
        .distinct()
        .sorted(Comparator.comparing(Artifact::place))
        .toList();
  }
}

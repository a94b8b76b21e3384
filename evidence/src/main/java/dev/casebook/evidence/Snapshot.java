package dev.casebook.evidence;

import java.util.List;

/// One host at one capture time: what a note looks at.
///
/// Artifacts are looked up by name when they are asked for; what nobody asks for is not read.
/// Instances belong to one thread.
public interface Snapshot extends AutoCloseable {

  /// The source that holds it, as the user named it.
  String source();

  /// What the source was recognised as, with the folder of it that stands for this host's `/`.
  Layout layout();

  HostFacts facts();

  /// The artifacts of this name, in order of place; several where the name is a glob.
  List<Artifact> find(ArtifactName name);

  /// Files that lie in the source under no name of a host, such as a folder of loose logs.
  List<Artifact> strays();

  /// Every artifact there is, in order of place.
  List<Artifact> all();

  /// What could not be read, and why; may grow while artifacts are read.
  List<String> problems();

  /// Whether bytes of the source are missing or wrong; may become so while artifacts are read.
  default boolean isDamaged() {
    return false;
  }

  /// Why the source may lack files that nobody knows of, as an archive that was cut does; empty if
  /// it does not.
  default String cut() {
    return "";
  }

  /// Which artifacts were read and with what outcome.
  Ledger ledger();

  @Override
  void close();
}

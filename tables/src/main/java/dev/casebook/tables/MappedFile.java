package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.MappedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An artifact that is not text, read at any position: never whole in memory, so it may have any
/// size.
public final class MappedFile {

  private final Artifact artifact;
  private final MappedBytes bytes;
  private final Set<String> unwanted;
  private final List<String> shortcomings = new ArrayList<>();

  MappedFile(Artifact artifact, MappedBytes bytes, Set<String> unwanted) {
    this.artifact = artifact;
    this.bytes = bytes;
    this.unwanted = unwanted;
    bytes.shortcoming().ifPresent(shortcomings::add);
  }

  /// The path on its host.
  public String name() {
    return artifact.name().text();
  }

  /// Where it lies in its source, for people.
  public String place() {
    return artifact.place();
  }

  public MappedBytes bytes() {
    return bytes;
  }

  /// Whether somebody asks for this column. Only one that is [costly][Column#costly] is ever not
  /// asked for; then it may be null.
  public boolean wants(String column) {
    return !unwanted.contains(column);
  }

  /// Says that rows are missing or may not be true any more, and why: `page 17: …`.
  public void lacks(String reason) {
    shortcomings.add(reason);
  }

  List<String> shortcomings() {
    return List.copyOf(shortcomings);
  }
}

package dev.casebook.wings.pki.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files to be put and removed together, in this order: what is read by other programs between two
/// of them should come last.
public final class Change {

  /// A file as it is to be.
  ///
  /// @param content empty where it is to be removed
  /// @param attributes mode and owner; those of the file that is there, or of its folder, if empty
  record Step(Path path, Optional<byte[]> content, Optional<FileState.Attributes> attributes) {}

  private final String verb;
  private final String what;
  private final List<Step> steps = new ArrayList<>();
  private String undoes = "";

  /// @param verb the last part of its id: `revoke`
  /// @param what one line for people
  public Change(String verb, String what) {
    this.verb = verb;
    this.what = what;
  }

  /// With the mode and owner of the file that is there; else with this mode and its folder's owner.
  public Change put(Path path, byte[] content, int mode) {
    steps.add(
        new Step(path, Optional.of(content), Optional.of(FileState.Attributes.kept(path, mode))));
    return this;
  }

  /// With this mode, whatever file is there.
  public Change putAs(Path path, byte[] content, int mode) {
    var kept = FileState.Attributes.kept(path, mode);
    return put(path, content, new FileState.Attributes(mode, kept.user(), kept.group()));
  }

  Change put(Path path, byte[] content, FileState.Attributes attributes) {
    steps.add(new Step(path, Optional.of(content), Optional.of(attributes)));
    return this;
  }

  public Change remove(Path path) {
    steps.add(new Step(path, Optional.empty(), Optional.empty()));
    return this;
  }

  Change undoing(String id) {
    undoes = id;
    return this;
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  String verb() {
    return verb;
  }

  String what() {
    return what;
  }

  String undoes() {
    return undoes;
  }

  List<Step> steps() {
    return steps;
  }

  /// The files that it puts or removes.
  public List<Path> paths() {
    return steps.stream().map(Step::path).toList();
  }
}

package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.MappedBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One way to read a table: the artifacts that show it, and how they become rows.
///
/// @param names of all artifacts that are read together; globs stand for several
/// @param form called once an artifact
/// @param references what an artifact that was found names in turn
/// @param parts which of the artifacts show a part of the table only; the others show all of it
public record Reading<R extends Record>(
    List<ArtifactName> names, Form<R> form, References references, List<Part> parts) {

  public Reading {
    names = List.copyOf(names);
    parts = List.copyOf(parts);
  }

  Reading(List<ArtifactName> names, Form<R> form) {
    this(names, form, _ -> List.of(), List.of());
  }

  /// The part that an artifact of this name shows; none if it shows all.
  Optional<Part> part(ArtifactName name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /// How an artifact is looked at.
  public sealed interface Form<R extends Record> {}

  /// From an artifact's text to rows. A line that is not understood is rejected, never thrown.
  public non-sealed interface Parser<R extends Record> extends Form<R> {
    void parse(Text text, Rows<R> rows);
  }

  /// From a file that is not text to rows, and from a row's offset to what is shown for it. What is
  /// damaged or left out is told by [MappedFile#lacks].
  public non-sealed interface FileParser<R extends Record> extends Form<R> {
    /// @throws IOException if the file can't be opened or is of another kind; the message says why
    void parse(MappedFile file, Rows<R> rows) throws IOException;

    /// What stands at the offset of a row.
    Ledger.Quote quote(MappedBytes file, long offset);
  }

  /// The artifacts that another one says are to be read with it, such as included files. Those are
  /// not asked again.
  public interface References {
    List<ArtifactName> in(Text text);
  }
}

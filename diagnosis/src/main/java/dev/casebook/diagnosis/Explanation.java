package dev.casebook.diagnosis;

import dev.casebook.verdicts.SnapshotLabel;
import java.util.List;

/// How a note came to what it says of one snapshot, for its author.
///
/// @param relations what its blocks and views name, in order of name
/// @param blocks in the order in which they are written
public record Explanation(SnapshotLabel snapshot, List<Named> relations, List<Examined> blocks) {

  public Explanation {
    relations = List.copyOf(relations);
    blocks = List.copyOf(blocks);
  }

  /// A table, view or signal.
  ///
  /// @param name that of a view's signal after the view's: `logins: signal.accepted`
  /// @param coverage `complete`, `partial` or `absent`
  /// @param reason why it is not complete, or what was gone through
  /// @param rows how many
  /// @param first messages of a signal's first hits
  public record Named(String name, String coverage, String reason, long rows, List<String> first) {
    public Named {
      first = List.copyOf(first);
    }
  }

  /// A block.
  ///
  /// @param demand what it demands; see [dev.casebook.query.Demand#text]
  /// @param ran whether all that it needs was there
  /// @param reasons why it did not run, or why its lack of rows proves nothing
  /// @param rows how many it returned
  /// @param first of them, a few, each as `column=value, …`
  public record Examined(
      String heading,
      String demand,
      boolean ran,
      List<String> reasons,
      long rows,
      List<String> first) {
    public Examined {
      reasons = List.copyOf(reasons);
      first = List.copyOf(first);
    }
  }
}

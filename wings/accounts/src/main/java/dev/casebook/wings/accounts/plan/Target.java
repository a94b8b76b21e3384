package dev.casebook.wings.accounts.plan;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A server that keeps accounts, reached and signed in to.
///
/// It reads and writes; what is to be written, in which order, and whether it may be, is told to
/// it.
public interface Target extends Closeable {

  /// Its kinds of items, each before those that need it.
  List<Sort> sorts();

  /// All that it has of what a plan could be about.
  Observed read() throws IOException, Refusal;

  /// The part of it that an item is in, which can be read and changed while others can't, such as a
  /// host. Empty for a target that is one.
  default String part(Key key) {
    return "";
  }

  /// Reads no more than these parts, to change them: what was broken off there comes to an end
  /// first.
  default Observed read(Set<String> parts) throws IOException, Refusal {
    return read();
  }

  /// @param observed what was [#read] last: a target that has several forms for the same keeps the
  ///   one that is there
  /// @param today whom the folder lets in until an earlier day is wanted disabled
  Wanted wanted(Snapshot snapshot, Observed observed, LocalDate today) throws IOException, Refusal;

  /// Does one change, in one write where the server can, and only if what it changes is still as it
  /// was when it was [#read].
  ///
  /// @throws Refusal where the server or its state says no; nothing was changed then
  /// @throws IOException where it is not known whether it was done
  void make(Change change) throws IOException, Refusal;

  /// Does changes of one [#part], in their order.
  ///
  /// @throws Refusal where it says no; the last one of them was not done then
  /// @throws IOException where it is not known which of them were done
  default void make(List<Change> changes) throws IOException, Refusal {
    for (var change : changes) {
      make(change);
    }
  }

  /// The account by which we are signed in, if it is one of the items.
  Optional<Key> self();

  /// Whether we would not come in any more without an item.
  default boolean isSelf(Key key) {
    return self().filter(key::equals).isPresent();
  }

  /// The account that an item is, or belongs to; empty for other items.
  Optional<String> accountOf(Key key);

  /// The group that an item is; empty for other items.
  default Optional<String> groupOf(Key key) {
    return Optional.empty();
  }

  /// Rows for the folder that would want just what is observed, of what the folder does not have
  /// yet.
  Adopted adopt(Snapshot snapshot, Observed observed);
}

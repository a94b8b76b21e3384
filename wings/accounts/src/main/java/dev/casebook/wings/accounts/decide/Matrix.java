package dev.casebook.wings.accounts.decide;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who signs in where, of all accounts and all hosts at once.
public final class Matrix {

  private Matrix() {}

  /// By each service that rules name, and by all others as one.
  public static List<Block> of(Snapshot snapshot, Instant time) {
    var rights = new Rights(snapshot, time);
    return Block.of(rights.services(), rights::of, rights);
  }

  public static List<Block> of(Snapshot snapshot, Instant time, String service) {
    var rights = new Rights(snapshot, time);
    var one = Right.of(Right.Kind.SIGN_IN, service.toLowerCase(Locale.ROOT));
    return Block.of(Set.of(one), rights::of, rights);
  }
}

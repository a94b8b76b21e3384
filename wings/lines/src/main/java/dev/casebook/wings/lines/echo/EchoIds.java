package dev.casebook.wings.lines.echo;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/// Ids for echo requests: none comes twice before all others have come, they begin anywhere, and
/// those that others are seen to use are left out.
public final class EchoIds {

  private static final int ALL = 1 << 16;

  private final BitSet taken = new BitSet(ALL);
  private final int step;
  private int next;

  public EchoIds(RandomGenerator random) {
    next = random.nextInt(ALL);
    // an odd step visits all of a power of two
    step = random.nextInt(ALL / 2) * 2 + 1;
  }

  /// Somebody uses it.
  public void taken(int id) {
    taken.set(id);
  }

  /// One that was not given before; 0 is never given, since some take it for none.
  public int next() {
    if (taken.cardinality() >= ALL - 1) {
      taken.clear();
    }
    do {
      next = (next + step) % ALL;
    } while (next == 0 || taken.get(next));
    taken.set(next);
    return next;
  }
}

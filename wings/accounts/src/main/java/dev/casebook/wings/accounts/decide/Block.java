package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Extent.Area;
import dev.casebook.wings.accounts.model.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/// Rights of one kind that the same accounts have on the same hosts: what many pairs of an account
/// and a host have in common, told once.
public final class Block {

  /// A row that gives a right.
  public record By(String row, Place place) {}

  private static final Comparator<Block> ORDER =
      Comparator.comparing(Block::kind)
          .thenComparing(Comparator.comparingLong((Block block) -> block.area.size()).reversed())
          .thenComparing(block -> block.rights.getFirst());

  private final List<Right> rights;
  private final Area area;
  private final Rights state;

  private Block(List<Right> rights, Area area, Rights state) {
    this.rights = List.copyOf(rights);
    this.area = area;
    this.state = state;
  }

  private record Key(Right.Kind kind, Area area) {}

  /// The largest of each kind first.
  ///
  /// @param state of which names and rows are told
  static List<Block> of(Iterable<Right> rights, Function<Right, Extent> extent, Rights state) {
    var byArea = new LinkedHashMap<Key, List<Right>>();
    for (var right : rights) {
      for (var area : extent.apply(right).areas()) {
        byArea.computeIfAbsent(new Key(right.kind(), area), _ -> new ArrayList<>()).add(right);
      }
    }
    var blocks = new ArrayList<Block>();
    byArea.forEach((key, same) -> blocks.add(new Block(same, key.area(), state)));
    blocks.sort(ORDER);
    return blocks;
  }

  public Right.Kind kind() {
    return rights.getFirst().kind();
  }

  /// In their own words.
  public List<String> rights() {
    return rights.stream().map(Right::text).toList();
  }

  public List<String> accounts() {
    return area.accounts().stream().mapToObj(state.snapshot().accounts()::name).toList();
  }

  /// Empty for a right that is of no host.
  public List<String> hosts() {
    return kind().isOfHosts()
        ? area.hosts().stream().mapToObj(state.snapshot().hosts()::name).toList()
        : List.of();
  }

  /// The accounts in few words, by their groups where these are theirs whole.
  public String who() {
    var itself = new LinkedHashSet<String>();
    rights.stream()
        .filter(right -> right.kind() == Right.Kind.GROUP)
        .forEach(right -> itself.add(right.word(0)));
    return Wording.accounts(state, area.accounts(), itself);
  }

  /// The hosts in few words; empty for a right that is of no host.
  public String where() {
    return kind().isOfHosts() ? Wording.hosts(state, area.hosts()) : "";
  }

  /// The rows that give it.
  public List<By> by() {
    var by = new LinkedHashSet<By>();
    for (var right : rights) {
      for (var giver : state.givers(right)) {
        if (giver.gives(area)) {
          by.add(new By(giver.row(), giver.place()));
        }
      }
    }
    return List.copyOf(by);
  }

  /// How many pairs of an account and a host it is.
  public long size() {
    return area.size();
  }
}

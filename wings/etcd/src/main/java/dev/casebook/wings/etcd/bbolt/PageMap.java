package dev.casebook.wings.etcd.bbolt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What each page of a file is, in the order of the file. [Structure#check] fills it in.
///
/// Held are four bytes a page; all else is read again when it is asked for.
public final class PageMap {

  /// Pages that follow one another and are one thing: a page with its overflow, or free ones.
  ///
  /// @param page the first
  /// @param pages how many
  /// @param bucket which leads to it; empty for the bucket of buckets, none for pages in none
  /// @param elements of a branch or leaf page
  /// @param usedBytes of them: header, elements, keys and values
  public record Run(
      long page, long pages, PageUse use, @Nullable String bucket, long elements, long usedBytes) {}

  private static final int NOT_REACHED = -1;

  private final Database database;
  private final LeafElement leaf;
  private final BranchElement branch = new BranchElement();

  /// For each page that starts a branch or leaf, which of the buckets leads to it.
  private final int[] owners;

  private final List<String> buckets = new ArrayList<>();

  public PageMap(Database database) {
    this.database = database;
    this.leaf = new LeafElement(database.file());
    this.owners = new int[(int) database.pages()];
    Arrays.fill(owners, NOT_REACHED);
  }

  /// All pages met from now on are of this bucket.
  void enter(Bucket bucket) {
    buckets.add(bucket.name());
  }

  void reach(Page page) {
    if (page.id() > 0) {
      owners[(int) page.id()] = buckets.size() - 1;
    }
  }

  /// Goes through the whole file.
  ///
  /// @param sound whether no damage was found: only then a page that no bucket leads to is known to
  ///   be free
  public void forEach(boolean sound, Consumer<Run> runs) {
    var freelist = Freelist.read(database, new DamageLog());
    var free = freelist.map(Freelist::free).orElseGet(BitSet::new);
    var unreached = sound && freelist.isEmpty() ? PageUse.FREE : PageUse.NOT_REACHED;
    runs.accept(new Run(0, 2, PageUse.META, null, 0, 0));
    for (var id = 2; id < owners.length; ) {
      var run = run(id, free, unreached);
      runs.accept(run);
      id += (int) run.pages();
    }
    var behind = database.filePages() - owners.length;
    if (behind > 0) {
      runs.accept(new Run(owners.length, behind, PageUse.NEVER_USED, null, 0, 0));
    }
  }

  private Run run(int id, BitSet free, PageUse unreached) {
    var header =
        owners[id] != NOT_REACHED || id == database.meta().freelist()
            ? Page.read(database, leaf.window(), id, () -> "", new DamageLog())
            : Optional.<Page>empty();
    return header
        .map(this::run)
        .orElseGet(() -> rest(id, free, free.get(id) ? PageUse.FREE : unreached));
  }

  private Run run(Page page) {
    var owner = owners[(int) page.id()];
    return new Run(
        page.id(),
        page.bytes() / database.meta().pageSize(),
        PageUse.of(page.kind()),
        owner == NOT_REACHED ? null : buckets.get(owner),
        owner == NOT_REACHED ? 0 : page.count(),
        owner == NOT_REACHED ? 0 : usedBytes(page));
  }

  /// The pages from `id` on that no bucket leads to and that are alike.
  private Run rest(int id, BitSet free, PageUse use) {
    var end = id + 1;
    while (end < owners.length
        && owners[end] == NOT_REACHED
        && end != database.meta().freelist()
        && free.get(end) == free.get(id)) {
      end++;
    }
    return new Run(id, end - id, use, null, 0, 0);
  }

  private long usedBytes(Page page) {
    var bytes = (long) Page.HEADER_BYTES;
    for (var i = 0; i < page.count(); i++) {
      if (page.isLeaf() && leaf.lookAt(page.element(i), page.contentStart(), page.end())) {
        bytes += Page.ELEMENT_BYTES + (long) leaf.keyLength() + leaf.valueLength();
      } else if (!page.isLeaf() && branch.lookAt(leaf.window(), page, i)) {
        bytes += Page.ELEMENT_BYTES + (long) branch.keyLength;
      }
    }
    return bytes;
  }
}

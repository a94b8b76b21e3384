package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A walk over the elements of one bucket in key order, which checks every page it enters.
///
/// What is damaged is logged with what is lost by it, and left out; the walk goes on behind it. A
/// page is entered once, so every walk ends. Nothing is copied, and nothing is allocated for an
/// element. Each number is read once and checked before use, so a file that is being rewritten
/// gives wrong elements at worst, never a read outside the page.
public final class Cursor {

  /// No real tree is as deep: with two children a page it would have 2^64 leaves.
  static final int DEPTH_MAX = 64;

  private static final int LOST_RANGES_MAX = 256;

  private final Bucket bucket;
  private final Database database;
  private final MemorySegment file;

  /// Branch pages, and the bounds that lie in them.
  private final FileWindow branches;

  /// The leaf before.
  private final FileWindow before;

  private final PageVisits visits;
  private final KeyNames names;
  private final DamageLog damages;

  // The way from the root to the current element. Levels above `depth` are left over.
  private final @Nullable Page[] pages = new Page[DEPTH_MAX];
  private final @Nullable KeyRange[] ranges = new KeyRange[DEPTH_MAX];
  private final int[] index = new int[DEPTH_MAX];
  private int depth = -1;
  private boolean started;
  private boolean fromEnd;

  private final LeafElement element;
  private final BranchElement branch = new BranchElement();
  private final BranchElement nextBranch = new BranchElement();
  private long previousKey = KeyRange.NONE;
  private int previousKeyLength;
  private final List<KeyRange> lostRanges = new ArrayList<>();

  Cursor(Bucket bucket, PageVisits visits, KeyNames names, DamageLog damages) {
    this.bucket = bucket;
    this.database = bucket.database();
    this.file = database.file();
    this.branches = new FileWindow(file);
    this.before = new FileWindow(file);
    this.visits = visits;
    this.names = names;
    this.damages = damages;
    this.element = new LeafElement(file);
  }

  /// Makes the walk start at the last element. Before the first [#next()] only.
  public Cursor startingAtLast() {
    fromEnd = true;
    return this;
  }

  /// Goes to the next element; false at the end.
  public boolean next() {
    if (!started) {
      started = true;
      enterRoot();
    }
    while (depth >= 0) {
      var page = page();
      var i = ++index[depth];
      if (i >= page.count()) {
        checkRoom(page);
        depth--;
      } else if (!page.isLeaf()) {
        descend(page, i);
      } else if (read(page, i)) {
        return true;
      }
    }
    return false;
  }

  /// The current element. The same object at every step.
  public LeafElement element() {
    return element;
  }

  /// The number of the page that the current element lies in; 0 in an inline bucket.
  public long pageId() {
    return page().id();
  }

  /// The bucket in the current element; empty if it is a plain value or no proper bucket.
  public Optional<Bucket> bucket() {
    if (!element.isBucket()) {
      return Optional.empty();
    }
    var bucket = Bucket.in(element, database);
    if (bucket.isEmpty()) {
      var name = element.keyText();
      damages.report(
          Fault.BUCKET, pageId(), () -> "its header is cut off", () -> "bucket \"" + name + "\"");
    }
    return bucket;
  }

  /// Where keys were left out so far because of damage. In key order; beyond a few hundred,
  /// neighbors are drawn together. Empty when everything could be read.
  public List<KeyRange> lostRanges() {
    return List.copyOf(lostRanges);
  }

  private Page page() {
    var page = pages[depth];
    if (page == null) {
      throw new IllegalStateException("the cursor is at no element");
    }
    return page;
  }

  /// The keys that the current element's page may hold, as its parents say.
  public KeyRange range() {
    var range = ranges[depth];
    return range == null ? KeyRange.all(file) : range;
  }

  private void enterRoot() {
    Supplier<String> lost =
        () -> bucket.name().isEmpty() ? "every bucket" : "bucket \"" + bucket.name() + "\"";
    var root =
        bucket.isInline()
            ? Page.inline(bucket, leaves(), lost, damages)
            : Page.inTree(database, leaves(), bucket.root(), lost, damages)
                .filter(p -> isFirst(p, lost));
    root.ifPresentOrElse(page -> push(page, KeyRange.all(file)), () -> lose(KeyRange.all(file)));
  }

  private void descend(Page parent, int i) {
    if (!branch.lookAt(branches, parent, i)) {
      damages.report(Fault.ELEMENT, parent.id(), () -> "child " + i, () -> "some of the " + lost());
      lose(range());
      return;
    }
    var range = childRange(parent, i);
    var id = branch.child;
    Supplier<String> lost = () -> range.describe(names);
    if (depth + 1 == DEPTH_MAX) {
      damages.report(Fault.DEPTH, id, () -> "level " + DEPTH_MAX, lost);
      lose(range);
      return;
    }
    Page.inTree(database, leaves(), id, lost, damages)
        .filter(page -> isFirst(page, lost))
        .filter(page -> isWithin(page, range, lost))
        .ifPresentOrElse(page -> push(page, range), () -> lose(range));
  }

  /// At the end of a page: whether its header counts all elements that its table has room for.
  private void checkRoom(Page page) {
    if (page.room() > page.count()) {
      var unread = unread(page);
      damages.report(
          Fault.COUNT,
          page.id(),
          () -> page.count() + " elements, but its table has room for " + page.room(),
          () -> unread.describe(names));
      lose(unread);
    }
  }

  /// From the last element that the page counts, so that nothing before it is looked for.
  private KeyRange unread(Page page) {
    var range = range();
    var last = page.count() - 1;
    if (last >= 0 && page.isLeaf() && previousKey >= page.offset() && previousKey < page.end()) {
      return new KeyRange(file, previousKey, previousKeyLength, range.high(), range.highLength());
    }
    return !page.isLeaf() && nextBranch.lookAt(branches, page, last)
        ? new KeyRange(file, nextBranch.key, nextBranch.keyLength, range.high(), range.highLength())
        : range;
  }

  /// From the child's own key to the next child's; the last child ends where the parent ends.
  private KeyRange childRange(Page parent, int i) {
    visits.use(Page.ELEMENT_BYTES + (long) branch.keyLength);
    var outer = range();
    var high = outer.high();
    var highLength = outer.highLength();
    if (i + 1 < parent.count() && nextBranch.lookAt(branches, parent, i + 1)) {
      if (rises(
          branches, branch.key, branch.keyLength, branches, nextBranch.key, nextBranch.keyLength)) {
        high = nextBranch.key;
        highLength = nextBranch.keyLength;
      } else {
        damages.report(Fault.KEY_ORDER, parent.id(), () -> "child " + (i + 1));
      }
    }
    return new KeyRange(file, branch.key, branch.keyLength, high, highLength);
  }

  private boolean isFirst(Page page, Supplier<String> lost) {
    var first = visits.enter(page, database.meta().pageSize());
    if (!first) {
      damages.report(
          Fault.REPEATED, page.id(), () -> "bucket \"" + bucket.name() + "\" leads to it", lost);
    }
    return first;
  }

  /// Whether the first and the last key lie in the range; those between are held by their order.
  private boolean isWithin(Page page, KeyRange range, Supplier<String> lost) {
    var last = page.count() - 1;
    var within = last < 0 || (isAboveLow(page, range) && isBelowHigh(page, last, range));
    if (!within) {
      damages.report(Fault.KEY_RANGE, page.id(), () -> "its keys belong elsewhere", lost);
    }
    return within;
  }

  // An element outside its page is no reason to give up the page: it is reported at its turn.
  private boolean isAboveLow(Page page, KeyRange range) {
    if (page.isLeaf()) {
      return !lookAt(page, 0)
          || range.isAboveLow(branches, leaves(), element.key(), element.keyLength());
    }
    return !nextBranch.lookAt(before, page, 0)
        || range.isAboveLow(branches, before, nextBranch.key, nextBranch.keyLength);
  }

  private boolean isBelowHigh(Page page, int last, KeyRange range) {
    if (page.isLeaf()) {
      return !lookAt(page, last)
          || range.isBelowHigh(branches, leaves(), element.key(), element.keyLength());
    }
    return !nextBranch.lookAt(before, page, last)
        || range.isBelowHigh(branches, before, nextBranch.key, nextBranch.keyLength);
  }

  private boolean read(Page page, int i) {
    if (!lookAt(page, i)) {
      damages.report(Fault.ELEMENT, page.id(), () -> "element " + i, () -> "one of the " + lost());
      lose(range());
      return false;
    }
    var key = element.key();
    var length = element.keyLength();
    if (previousKey != KeyRange.NONE && !risesTo(page, key, length)) {
      damages.report(
          Fault.KEY_ORDER, page.id(), () -> "element " + i, () -> "one of the " + lost());
      lose(range());
      return false;
    }
    previousKey = key;
    previousKeyLength = length;
    if (!bucket.isInline()) {
      // An inline bucket's bytes are those of its parent's value.
      visits.use(Page.ELEMENT_BYTES + (long) length + element.valueLength());
    }
    return true;
  }

  private boolean lookAt(Page page, int i) {
    return element.lookAt(page.element(i), page.contentStart(), page.end());
  }

  /// Whether the current key follows the previous one, which lies in this page or in the one
  /// before.
  private boolean risesTo(Page page, long key, int length) {
    var previous = previousKey >= page.offset() && previousKey < page.end() ? leaves() : before;
    return rises(previous, previousKey, previousKeyLength, leaves(), key, length);
  }

  private FileWindow leaves() {
    return element.window();
  }

  private static boolean rises(
      FileWindow low, long a, int aLength, FileWindow high, long b, int bLength) {
    return KeyOrder.compare(low, a, aLength, high, b, bLength) < 0;
  }

  private void lose(KeyRange range) {
    if (lostRanges.isEmpty() || !lostRanges.getLast().equals(range)) {
      if (lostRanges.size() == LOST_RANGES_MAX) {
        lostRanges.add(lostRanges.removeLast().through(range));
      } else {
        lostRanges.add(range);
      }
    }
  }

  private String lost() {
    return range().describe(names);
  }

  private void push(Page page, KeyRange range) {
    depth++;
    pages[depth] = page;
    ranges[depth] = range;
    index[depth] = fromEnd ? Math.max(-1, page.count() - 2) : -1;
  }
}

package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A bbolt file made page by page, right or wrong as a test wants it.
public final class BoltFile {

  /// An element of a leaf page.
  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  public record Leaf(int flags, byte[] key, byte[] value) {

    public static Leaf of(String key, String value) {
      return of(bytes(key), bytes(value));
    }

    public static Leaf of(byte[] key, byte[] value) {
      return new Leaf(0, key, value);
    }

    /// A bucket with its own tree.
    public static Leaf bucket(String name, long root) {
      var header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(root).putLong(0);
      return new Leaf(1, bytes(name), header.array());
    }

    /// A bucket inside this value.
    public static Leaf inline(String name, Leaf... elements) {
      var page = new BoltFile(512, 1).leaf(0, elements);
      var value = Arrays.copyOf(new byte[16], 16 + page.used);
      System.arraycopy(page.bytes.array(), 0, value, 16, page.used);
      return new Leaf(1, bytes(name), value);
    }
  }

  /// A child of a branch page.
  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  public record Child(byte[] key, long page) {

    public static Child of(String key, long page) {
      return new Child(bytes(key), page);
    }
  }

  private final int pageSize;
  private final ByteBuffer bytes;
  private int used;

  public BoltFile(int pageSize, int pages) {
    this.pageSize = pageSize;
    this.bytes = ByteBuffer.allocate(pageSize * pages).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// A small sound file: root in page 2, bucket `key` with a branch and three leaves, and an inline
  /// bucket.
  static BoltFile sound() {
    return new BoltFile(1024, 8)
        .metas(2, Meta.NO_FREELIST, 8)
        .leaf(2, Leaf.bucket("key", 3), Leaf.inline("meta", Leaf.of("term", "2")))
        .branch(3, Child.of("a", 4), Child.of("d", 5), Child.of("g", 6))
        .leaf(4, Leaf.of("a", "1"), Leaf.of("b", "2"), Leaf.of("c", "3"))
        .leaf(5, Leaf.of("d", "4"), Leaf.of("e", "5"), Leaf.of("f", "6"))
        .leaf(6, Leaf.of("g", "7"), Leaf.of("h", "8"), Leaf.of("i", "9"));
  }

  /// Both metas, of transactions 10 and 11, with the same root.
  public BoltFile metas(long root, long freelist, long highWater) {
    return meta(0, root, freelist, highWater, 10).meta(1, root, freelist, highWater, 11);
  }

  BoltFile meta(int page, long root, long freelist, long highWater, long transaction) {
    header(page, PageKind.META, 0, 0);
    var at = page * pageSize + Page.HEADER_BYTES;
    bytes
        .position(at)
        .putInt(0xED0CDAED)
        .putInt(2)
        .putInt(pageSize)
        .putInt(0)
        .putLong(root)
        .putLong(0)
        .putLong(freelist)
        .putLong(highWater)
        .putLong(transaction);
    var hash = 0xCBF29CE484222325L;
    for (var i = 0; i < 56; i++) {
      hash = (hash ^ (bytes.get(at + i) & 0xFF)) * 0x100000001B3L;
    }
    bytes.putLong(at + 56, hash);
    return this;
  }

  public BoltFile leaf(long id, Leaf... elements) {
    return leaf(id, 0, elements);
  }

  public BoltFile leaf(long id, int overflow, Leaf... elements) {
    header(id, PageKind.LEAF, elements.length, overflow);
    var element = (int) id * pageSize + Page.HEADER_BYTES;
    var content = element + elements.length * Page.ELEMENT_BYTES;
    for (var leaf : elements) {
      bytes
          .putInt(element, leaf.flags)
          .putInt(element + 4, content - element)
          .putInt(element + 8, leaf.key.length)
          .putInt(element + 12, leaf.value.length)
          .put(content, leaf.key)
          .put(content + leaf.key.length, leaf.value);
      element += Page.ELEMENT_BYTES;
      content += leaf.key.length + leaf.value.length;
    }
    used = content - (int) id * pageSize;
    return this;
  }

  public BoltFile branch(long id, Child... children) {
    header(id, PageKind.BRANCH, children.length, 0);
    var element = (int) id * pageSize + Page.HEADER_BYTES;
    var content = element + children.length * Page.ELEMENT_BYTES;
    for (var child : children) {
      bytes
          .putInt(element, content - element)
          .putInt(element + 4, child.key.length)
          .putLong(element + 8, child.page)
          .put(content, child.key);
      element += Page.ELEMENT_BYTES;
      content += child.key.length;
    }
    return this;
  }

  BoltFile freelist(long id, long... free) {
    header(id, PageKind.FREELIST, free.length, 0);
    return freePages(id, 0, free);
  }

  /// The form for lists of 65,535 pages and more.
  BoltFile longFreelist(long id, long... free) {
    header(id, PageKind.FREELIST, 0xFFFF, 0);
    bytes.putLong((int) id * pageSize + Page.HEADER_BYTES, free.length);
    return freePages(id, 8, free);
  }

  private BoltFile freePages(long id, int skipped, long... free) {
    for (var i = 0; i < free.length; i++) {
      bytes.putLong((int) id * pageSize + Page.HEADER_BYTES + skipped + 8 * i, free[i]);
    }
    return this;
  }

  private void header(long id, PageKind kind, int count, int overflow) {
    var at = (int) id * pageSize;
    bytes
        .putLong(at, id)
        .putShort(at + 8, (short) kind.flag())
        .putShort(at + 10, (short) count)
        .putInt(at + 12, overflow);
  }

  BoltFile putLong(long page, int offset, long number) {
    bytes.putLong((int) page * pageSize + offset, number);
    return this;
  }

  BoltFile putInt(long page, int offset, int number) {
    bytes.putInt((int) page * pageSize + offset, number);
    return this;
  }

  BoltFile putShort(long page, int offset, int number) {
    bytes.putShort((int) page * pageSize + offset, (short) number);
    return this;
  }

  BoltFile zero(long page) {
    Arrays.fill(bytes.array(), (int) page * pageSize, (int) (page + 1) * pageSize, (byte) 0);
    return this;
  }

  /// The file, which still changes when this does.
  public MemorySegment segment() {
    return MemorySegment.ofArray(bytes.array());
  }

  MemorySegment cutTo(int length) {
    return MemorySegment.ofArray(Arrays.copyOf(bytes.array(), length));
  }

  Database database(DamageLog damages) {
    return Database.open(segment(), damages).orElseThrow();
  }

  /// The keys of bucket `key` that can be read, joined.
  static String keys(MemorySegment file, DamageLog damages) {
    return Database.open(file, damages)
        .flatMap(database -> database.bucket("key", damages))
        .map(bucket -> keys(bucket.cursor(damages)))
        .orElse("");
  }

  static String keys(Cursor cursor) {
    var keys = new StringBuilder();
    while (cursor.next()) {
      keys.append(cursor.element().keyText());
    }
    return keys.toString();
  }

  String keys(DamageLog damages) {
    return keys(segment(), damages);
  }

  static List<Fault> faults(DamageLog damages) {
    return damages.kept().stream().map(Damage::fault).toList();
  }
}

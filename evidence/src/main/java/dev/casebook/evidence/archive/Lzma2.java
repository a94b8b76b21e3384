package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A decoder of LZMA2: chunks, plain or LZMA, each saying what of the decoder's state it resets.
///
/// A chunk that is cut off or corrupt still gives every byte before the damage. Source: the LZMA2
/// notes in "The .xz File Format", section 5.3.1, and the SDK's description of the control byte.
final class Lzma2 implements Closeable {
  /// Decoded between two looks at the output: small enough to stay in the second level cache.
  static final int PIECE_BYTES = 1 << 16;

  /// What a chunk's data and its header may take.
  static final int CHUNK_MAX = 1 << 16;

  static final int HEADER_MAX = 6;

  private static final int SMALLEST_DICTIONARY = 4096;

  private final Window window = new Window();
  private final LzmaDecoder decoder = new LzmaDecoder(window);
  private final byte[] chunk = new byte[CHUNK_MAX + RangeCoder.INPUT_SLACK];
  private ByteSource source = new ByteSource(new byte[0]);

  /// Decodes in the place of `decoder` while it is there.
  private @Nullable LzmaLibrary library;

  private int chunkEnd;
  private int left;
  private boolean plain;
  private boolean needsDictionary;
  private boolean needsProperties;
  private boolean needsState;
  private boolean cut;

  /// Begins again with other input; matches may reach `dictionaryBytes` back.
  ///
  /// @param much whether there is so much of it that the system's library pays
  void reset(ByteSource source, long dictionaryBytes, boolean much) {
    beginLibrary(dictionaryBytes, much);
    window.reset(library == null ? (int) Math.max(dictionaryBytes, SMALLEST_DICTIONARY) : 0);
    begin(source);
  }

  /// Begins again with input that is decoded whole, into `bytes` bytes, before any is taken; the
  /// rest as [#reset].
  void resetWhole(ByteSource source, long dictionaryBytes, boolean much, long bytes) {
    beginLibrary(dictionaryBytes, much);
    window.hold((int) Math.max(bytes, SMALLEST_DICTIONARY));
    begin(source);
  }

  /// Once it is there, the library decodes less, too. Where the system has none, or no memory for
  /// its window, `decoder` does it all.
  private void beginLibrary(long dictionaryBytes, boolean much) {
    if (library == null && much) {
      library = LzmaLibrary.decoder().orElse(null);
    }
    if (library != null && !library.begin(Math.max(dictionaryBytes, SMALLEST_DICTIONARY))) {
      closeLibrary();
    }
  }

  private void begin(ByteSource source) {
    this.source = source;
    left = 0;
    needsDictionary = true;
    needsProperties = true;
    needsState = true;
    cut = false;
  }

  Window window() {
    return window;
  }

  /// Decodes some more into the window, which must have been read or be large enough for all; false
  /// at the end. What lies before damage is in the window when it is thrown.
  boolean step() throws IOException {
    if (left > 0) {
      decode();
      return true;
    }
    need(1);
    int control = source.peek(0);
    if (control == 0) {
      plain = true;
      feed(1, 0);
      check(library == null || library.ends());
      return false;
    }
    if (control < 0x80) {
      beginPlain(control);
    } else {
      beginLzma(control);
    }
    return true;
  }

  private void need(int count) throws IOException {
    if (!source.has(count)) {
      throw truncated();
    }
  }

  private Damage truncated() {
    return source.early("the xz data stops inside a block");
  }

  private static Damage corrupt() {
    return Damage.corrupt("an xz chunk cannot be decoded");
  }

  private static void check(boolean sound) throws Damage {
    if (!sound) {
      throw corrupt();
    }
  }

  private void resetDictionary() {
    needsDictionary = false;
    needsProperties = true;
    decoder.resetDictionary();
  }

  private void beginPlain(int control) throws IOException {
    check(control <= 2);
    if (control == 1) {
      resetDictionary();
    }
    check(!needsDictionary);
    need(3);
    plain = true;
    left = (source.peek(1) << 8 | source.peek(2)) + 1;
    feed(3, left);
  }

  /// The control byte's bits 5 and 6 count up what is reset: nothing, the state, also the
  /// properties, also the dictionary.
  private void beginLzma(int control) throws IOException {
    int resets = control >>> 5 & 3;
    if (resets == 3) {
      resetDictionary();
    }
    check(!needsDictionary && (resets >= 2 || !needsProperties) && (resets >= 1 || !needsState));
    int headerBytes = resets >= 2 ? 6 : 5;
    need(headerBytes);
    plain = false;
    left = ((control & 0x1F) << 16 | source.peek(1) << 8 | source.peek(2)) + 1;
    chunkEnd = (source.peek(3) << 8 | source.peek(4)) + 1;
    if (resets >= 2) {
      check(decoder.properties(source.peek(5)));
      needsProperties = false;
    }
    if (resets >= 1) {
      decoder.resetState();
      needsState = false;
    }
    feed(headerBytes, chunkEnd);
    if (!decoder.coder().begin(chunk)) {
      throw cut ? truncated() : corrupt();
    }
  }

  /// Passes over a header, and takes a chunk's data or what there is of it; plain data stays where
  /// it is unless the library needs it.
  private void feed(int headerBytes, int dataBytes) throws IOException {
    var header = library == null ? chunk : source.head(headerBytes);
    source.advance(headerBytes);
    if (library == null && plain) {
      return;
    }
    int count = source.readUpTo(chunk, 0, dataBytes);
    Arrays.fill(chunk, count, count + RangeCoder.INPUT_SLACK, (byte) 0);
    cut = count < dataBytes;
    chunkEnd = count;
    if (library != null) {
      library.feed(header, headerBytes, chunk, count);
    }
  }

  private void decode() throws IOException {
    int piece = Math.min(left, PIECE_BYTES);
    window.reserve(piece + LzmaDecoder.MATCH_MAX);
    if (library != null) {
      decodeByLibrary(library, piece);
    } else if (plain) {
      decodePlain(piece);
    } else {
      decodeLzma(piece);
    }
  }

  private void decodeByLibrary(LzmaLibrary library, int piece) throws IOException {
    int count = library.decode(window.bytes, window.position, piece);
    window.position += count;
    left -= count;
    if (count < piece || (left == 0 && !library.endsChunk())) {
      throw cut ? truncated() : corrupt();
    }
  }

  private void decodeLzma(int piece) throws IOException {
    int before = window.position;
    boolean sound = decoder.decode(before + piece, before + left, chunkEnd);
    left -= window.position - before;
    if (!sound || (left == 0 && !decoder.coder().isFinished(chunkEnd))) {
      throw cut ? truncated() : corrupt();
    }
  }

  private void decodePlain(int piece) throws IOException {
    int count = source.readUpTo(window.bytes, window.position, piece);
    window.position += count;
    decoder.passed(count);
    left -= count;
    if (count < piece) {
      throw truncated();
    }
  }

  @Override
  public void close() {
    window.close();
    closeLibrary();
  }

  private void closeLibrary() {
    if (library != null) {
      library.close();
      library = null;
    }
  }
}

package dev.casebook.evidence.archive;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.casebook.hosts.libraries.NativeFunction;
import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.Checksum;

/// A decoder of LZMA2 chunks by the system's liblzma, the library of `xz`. Its window lies outside
/// the heap until it is closed. For one thread at a time.
///
/// Where it came from, what a chunk's header says and how large a window may be is for [Lzma2] to
/// know: the library is handed one chunk at a time and asked for no more bytes than that chunk has.
/// Pointers are written as numbers, for which the JVM makes no classes. Source: lzma/base.h,
/// lzma/container.h and lzma/lzma12.h of XZ Utils; the structures are the same since 5.0.
final class LzmaLibrary implements Closeable {
  /// The largest chunk behind its header, and before it what may be left of another.
  private static final int INPUT_BYTES = 2 * (Lzma2.CHUNK_MAX + Lzma2.HEADER_MAX);

  private static final int OUTPUT_BYTES = Lzma2.PIECE_BYTES;

  // lzma_ret and lzma_action.
  private static final int OK = 0;
  private static final int STREAM_END = 1;
  private static final int NO_PROGRESS = 10;
  private static final int RUN = 0;

  // lzma_stream, and of lzma_options_lzma the first member, the dictionary's size.
  private static final int STREAM_BYTES = 136;
  private static final int NEXT_IN = 0;
  private static final int AVAIL_IN = 8;
  private static final int NEXT_OUT = 24;
  private static final int AVAIL_OUT = 32;
  private static final int OPTIONS_BYTES = 112;

  /// Two of lzma_filter, each a number and its options; the second ends the list.
  private static final int FILTERS_BYTES = 32;

  private static final long FILTER_LZMA2 = 0x21;
  private static final long FILTERS_END = -1;

  private final Functions functions;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(STREAM_BYTES, Long.BYTES);
  private final MemorySegment options = arena.allocate(OPTIONS_BYTES, Long.BYTES);
  private final MemorySegment filters = arena.allocate(FILTERS_BYTES, Long.BYTES);
  private final MemorySegment input = arena.allocate(INPUT_BYTES);
  private final MemorySegment output = arena.allocate(OUTPUT_BYTES);

  /// What the library has not used yet lies at the front of `input`.
  private int waiting;

  private LzmaLibrary(Functions functions) {
    this.functions = functions;
    filters.set(JAVA_LONG, 0, FILTER_LZMA2);
    filters.set(JAVA_LONG, 8, options.address());
    filters.set(JAVA_LONG, 16, FILTERS_END);
  }

  /// What is called of the library.
  private record Functions(
      NativeFunction begin, NativeFunction code, NativeFunction end, NativeFunction crc64) {
    static Functions of(SymbolLookup library) {
      return new Functions(
          NativeFunction.of(library, "lzma_raw_decoder"),
          NativeFunction.of(library, "lzma_code"),
          NativeFunction.of(library, "lzma_end"),
          NativeFunction.of(library, "lzma_crc64"));
    }
  }

  /// Looked up once, when first asked for.
  private static final class Installed {
    static final Optional<Functions> FUNCTIONS = find();

    /// Empty where the library is missing or is not called as on 64-bit systems.
    private static Optional<Functions> find() {
      if (!NativeFunction.isPossible()) {
        return Optional.empty();
      }
      try {
        var library = SymbolLookup.libraryLookup("liblzma.so.5", Arena.global());
        return Optional.of(Functions.of(library));
      } catch (RuntimeException | LinkageError absent) {
        return Optional.empty();
      }
    }
  }

  /// A decoder; empty where the system has no such library.
  static Optional<LzmaLibrary> decoder() {
    return Installed.FUNCTIONS.map(LzmaLibrary::new);
  }

  /// A sum that is made by the library; empty where the system has no such library.
  static Optional<Checksum> crc64() {
    return Installed.FUNCTIONS.map(functions -> new LzmaCrc64(functions.crc64));
  }

  /// Begins again: matches may reach `dictionaryBytes` back. False if there is no memory for that.
  boolean begin(long dictionaryBytes) {
    waiting = 0;
    options.set(JAVA_INT, 0, (int) dictionaryBytes);
    return (int) functions.begin.call(stream.address(), filters.address()) == OK;
  }

  /// Hands over a chunk: its header, and of its data as much as there is.
  void feed(byte[] header, int headerBytes, byte[] data, int dataBytes) {
    put(header, headerBytes);
    put(data, dataBytes);
  }

  private void put(byte[] bytes, int count) {
    MemorySegment.copy(bytes, 0, input, JAVA_BYTE, waiting, count);
    waiting += count;
  }

  /// Decodes `count` bytes, [Lzma2#PIECE_BYTES] at most, or as many as there are before the input
  /// ends or is damaged; returns how many.
  int decode(byte[] to, int offset, int count) {
    stream.set(JAVA_LONG, NEXT_OUT, output.address());
    stream.set(JAVA_LONG, AVAIL_OUT, count);
    run();
    int got = count - remaining(AVAIL_OUT, count);
    MemorySegment.copy(output, JAVA_BYTE, 0, to, offset, got);
    return got;
  }

  /// Whether the library, which has given all bytes of a chunk, agrees that it ends there.
  boolean endsChunk() {
    stream.set(JAVA_LONG, AVAIL_OUT, 0);
    return waiting == 0 || isGood(run());
  }

  /// Whether the library agrees that the data ends with the header handed over last.
  boolean ends() {
    stream.set(JAVA_LONG, AVAIL_OUT, 0);
    return run() == STREAM_END && waiting == 0;
  }

  /// A step without input or room is none, and no damage.
  private static boolean isGood(int result) {
    return result == OK || result == NO_PROGRESS;
  }

  private int run() {
    int before = waiting;
    stream.set(JAVA_LONG, NEXT_IN, input.address());
    stream.set(JAVA_LONG, AVAIL_IN, before);
    int result = (int) functions.code.call(stream.address(), RUN);
    waiting = remaining(AVAIL_IN, before);
    MemorySegment.copy(input, before - waiting, input, 0, waiting);
    return result;
  }

  /// What the library left of `count` bytes.
  private int remaining(long member, int count) {
    return Objects.checkIndex((int) stream.get(JAVA_LONG, member), count + 1);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      functions.end.call(stream.address());
      arena.close();
    }
  }
}

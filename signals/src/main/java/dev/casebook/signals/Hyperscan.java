package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.casebook.hosts.libraries.NativeFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The functions of the Hyperscan library that we use, in block mode: all of a text at once, with
/// no state kept between two.
///
/// Source: `hs_common.h`, `hs_compile.h` and `hs_runtime.h` of Hyperscan 5.4.
final class Hyperscan {
  /// `match_event_handler`: id, from, to, flags, context; a result other than 0 ends the scan. The
  /// context is a pointer that nobody uses, and taken as a number no object has to be made of it.
  static final FunctionDescriptor ON_EVENT =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);

  private static final int SUCCESS = 0;
  private static final int SCAN_TERMINATED = -3;
  private static final int COMPILER_ERROR = -4;
  private static final int FLAG_MULTILINE = 4;
  private static final int MODE_BLOCK = 1;

  /// `hs_platform_info_t`: tuning, padding, CPU features, two reserved words.
  private static final int PLATFORM_BYTES = 32;

  private static @Nullable Hyperscan loaded;

  private final SymbolLookup library;
  private final NativeFunction scan;

  private Hyperscan(SymbolLookup library) {
    this.library = library;
    this.scan = function("hs_scan");
  }

  /// An expression and the number by which its hits name it.
  record Expression(int id, String regex) {}

  /// What came of compiling expressions together.
  sealed interface Compiled {
    record Done(MemorySegment database) implements Compiled {}

    /// Nothing was compiled because of one expression, or for no single one's sake.
    ///
    /// @param index the refused expression's place in the list; negative if no single one is to
    ///   blame
    record Refused(int index, String reason) implements Compiled {}
  }

  /// A function that returned an error, which is named by its number in `hs_common.h`.
  static final class HyperscanException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HyperscanException(String function, int code) {
      super(function + " returned " + code);
    }
  }

  /// The library, which is loaded once for the whole process.
  ///
  /// @throws IOException if it is missing, cannot be loaded, or this CPU lacks what it needs
  static synchronized Hyperscan load(Optional<PrivateDirectory> cache) throws IOException {
    if (loaded == null) {
      try {
        var hyperscan = new Hyperscan(NativeLibrary.load(cache));
        hyperscan.require("hs_valid_platform");
        if (!hyperscan.version().startsWith(NativeLibrary.VERSION)) {
          LibraryTrial.require(hyperscan);
        }
        loaded = hyperscan;
      } catch (IllegalArgumentException // it cannot be opened
          | IllegalCallerException // this program may not open any
          | NoSuchElementException // it is another library
          | HyperscanException e) {
        throw new IOException("Hyperscan cannot be used here: " + e.getMessage(), e);
      }
    }
    return loaded;
  }

  /// The library's version, with its date.
  String version() {
    return string(MemorySegment.ofAddress(function("hs_version").call()));
  }

  /// What of this CPU a database depends on, as opaque bytes.
  byte[] platform() {
    try (var local = Arena.ofConfined()) {
      var platform = local.allocate(PLATFORM_BYTES, 8);
      require("hs_populate_platform", platform);
      return platform.toArray(JAVA_BYTE);
    }
  }

  /// Compiles expressions in which `^` and `$` stand for the ends of lines.
  ///
  /// @param arena frees the database when it closes
  Compiled compile(List<Expression> expressions, Arena arena) {
    try (var local = Arena.ofConfined()) {
      int count = expressions.size();
      var regexes = local.allocate(ADDRESS, count);
      var flags = local.allocate(JAVA_INT, count);
      var ids = local.allocate(JAVA_INT, count);
      for (int i = 0; i < count; i++) {
        regexes.setAtIndex(ADDRESS, i, local.allocateFrom(expressions.get(i).regex()));
        flags.setAtIndex(JAVA_INT, i, FLAG_MULTILINE);
        ids.setAtIndex(JAVA_INT, i, expressions.get(i).id());
      }
      var database = local.allocate(ADDRESS);
      var error = local.allocate(ADDRESS);
      var platform = MemorySegment.NULL; // this CPU's
      int code =
          (int)
              function("hs_compile_multi")
                  .call(
                      regexes.address(),
                      flags.address(),
                      ids.address(),
                      count,
                      MODE_BLOCK,
                      platform.address(),
                      database.address(),
                      error.address());
      return switch (code) {
        case SUCCESS -> new Compiled.Done(owned(database, "hs_free_database", arena));
        case COMPILER_ERROR -> refused(error.get(ADDRESS, 0));
        default -> new Compiled.Refused(-1, "hs_compile_multi returned " + code);
      };
    }
  }

  /// Takes over an `hs_compile_error_t`: message, then index.
  private Compiled.Refused refused(MemorySegment error) {
    var fields = error.reinterpret(ADDRESS.byteSize() + JAVA_INT.byteSize());
    var refused =
        new Compiled.Refused(
            fields.get(JAVA_INT, ADDRESS.byteSize()), string(fields.get(ADDRESS, 0)));
    require("hs_free_compile_error", error);
    return refused;
  }

  byte[] serialize(MemorySegment database) {
    try (var local = Arena.ofConfined()) {
      var bytes = local.allocate(ADDRESS);
      var length = local.allocate(JAVA_LONG);
      require("hs_serialize_database", database, bytes, length);
      var serialized = bytes.get(ADDRESS, 0).reinterpret(length.get(JAVA_LONG, 0));
      byte[] copy = serialized.toArray(JAVA_BYTE);
      NativeFunction.ofC("free").call(serialized.address()); // it came from malloc(3)
      return copy;
    }
  }

  /// A database from its serialized form; empty if that is another version's or CPU's, or damaged.
  ///
  /// @param arena frees the database when it closes
  Optional<MemorySegment> deserialize(byte[] serialized, Arena arena) {
    try (var local = Arena.ofConfined()) {
      var bytes = local.allocateFrom(JAVA_BYTE, serialized);
      var database = local.allocate(ADDRESS);
      int code =
          (int)
              function("hs_deserialize_database")
                  .call(bytes.address(), bytes.byteSize(), database.address());
      return code == SUCCESS
          ? Optional.of(owned(database, "hs_free_database", arena))
          : Optional.empty();
    }
  }

  /// Memory in which one scan at a time of that database can run.
  ///
  /// @param arena frees it when it closes
  MemorySegment scratch(MemorySegment database, Arena arena) {
    try (var local = Arena.ofConfined()) {
      var scratch = local.allocate(ADDRESS);
      require("hs_alloc_scratch", database, scratch);
      return owned(scratch, "hs_free_scratch", arena);
    }
  }

  /// Scans `block`, which is native memory of less than 2 GiB.
  ///
  /// @param onEvent a stub of [#ON_EVENT], which must not throw
  /// @return whether the scan reached the end
  boolean scan(
      MemorySegment database, MemorySegment block, MemorySegment scratch, MemorySegment onEvent) {
    int length = Math.toIntExact(block.byteSize());
    int code =
        (int)
            scan.call(
                database.address(),
                block.address(),
                length,
                0, // no flags
                scratch.address(),
                onEvent.address(),
                0, // no context
                0);
    if (code != SCAN_TERMINATED) {
      requireSuccess("hs_scan", code);
    }
    return code == SUCCESS;
  }

  /// What a function put at `pointer`, to be freed when the arena closes. It is read as a number,
  /// for which the JVM makes no classes.
  private MemorySegment owned(MemorySegment pointer, String free, Arena arena) {
    return MemorySegment.ofAddress(pointer.get(JAVA_LONG, 0))
        .reinterpret(arena, memory -> require(free, memory));
  }

  /// Calls a function of up to three pointers that returns an error code.
  private void require(String name, MemorySegment... pointers) {
    long[] words = new long[3];
    for (int i = 0; i < pointers.length; i++) {
      words[i] = pointers[i].address();
    }
    requireSuccess(name, (int) function(name).call(words[0], words[1], words[2]));
  }

  private static void requireSuccess(String function, int code) {
    if (code != SUCCESS) {
      throw new HyperscanException(function, code);
    }
  }

  private NativeFunction function(String name) {
    return NativeFunction.of(library, name);
  }

  /// A message of the library, none of which comes near this length.
  private static String string(MemorySegment address) {
    return address.reinterpret(4096).getString(0);
  }
}

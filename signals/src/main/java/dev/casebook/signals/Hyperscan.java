package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
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

  private static final FunctionDescriptor SCAN =
      FunctionDescriptor.of(
          JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

  /// The few forms of function that each start needs: linking a form costs more than the call.
  private static final FunctionDescriptor OF_ONE = FunctionDescriptor.of(JAVA_INT, ADDRESS);

  private static final FunctionDescriptor OF_TWO =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

  private static final FunctionDescriptor DESERIALIZE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);

  private static final int SUCCESS = 0;
  private static final int SCAN_TERMINATED = -3;
  private static final int COMPILER_ERROR = -4;
  private static final int FLAG_MULTILINE = 4;
  private static final int MODE_BLOCK = 1;

  /// `hs_platform_info_t`: tuning, padding, CPU features, two reserved words.
  private static final int PLATFORM_BYTES = 32;

  private static @Nullable Hyperscan loaded;

  private final SymbolLookup library;
  private final MethodHandle scan;

  private Hyperscan(SymbolLookup library) {
    this.library = library;
    this.scan = link("hs_scan", SCAN);
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
    try {
      MethodHandle version = link("hs_version", FunctionDescriptor.of(ADDRESS));
      return string((MemorySegment) version.invokeExact());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// What of this CPU a database depends on, as opaque bytes.
  byte[] platform() {
    try (var local = Arena.ofConfined()) {
      var platform = local.allocate(PLATFORM_BYTES, 8);
      requireSuccess("hs_populate_platform", call("hs_populate_platform", platform));
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
          call(
              "hs_compile_multi",
              regexes,
              flags,
              ids,
              count,
              MODE_BLOCK,
              platform,
              database,
              error);
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
    requireSuccess("hs_free_compile_error", call("hs_free_compile_error", error));
    return refused;
  }

  byte[] serialize(MemorySegment database) {
    try (var local = Arena.ofConfined()) {
      var bytes = local.allocate(ADDRESS);
      var length = local.allocate(JAVA_LONG);
      require("hs_serialize_database", database, bytes, length);
      var serialized = bytes.get(ADDRESS, 0).reinterpret(length.get(JAVA_LONG, 0));
      byte[] copy = serialized.toArray(JAVA_BYTE);
      free(serialized);
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
      int code = deserialize(bytes, database);
      return code == SUCCESS
          ? Optional.of(owned(database, "hs_free_database", arena))
          : Optional.empty();
    }
  }

  private int deserialize(MemorySegment bytes, MemorySegment database) {
    try {
      return (int)
          link("hs_deserialize_database", DESERIALIZE)
              .invokeExact(bytes, bytes.byteSize(), database);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Memory in which one scan at a time of that database can run.
  ///
  /// @param arena frees it when it closes
  MemorySegment scratch(MemorySegment database, Arena arena) {
    try (var local = Arena.ofConfined()) {
      var scratch = local.allocate(ADDRESS);
      requireSuccess("hs_alloc_scratch", call("hs_alloc_scratch", database, scratch));
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
    int code;
    try {
      code =
          (int) scan.invokeExact(database, block, length, 0, scratch, onEvent, MemorySegment.NULL);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (code != SCAN_TERMINATED) {
      requireSuccess("hs_scan", code);
    }
    return code == SUCCESS;
  }

  /// What a function put at `pointer`, to be freed when the arena closes.
  private MemorySegment owned(MemorySegment pointer, String free, Arena arena) {
    return pointer
        .get(ADDRESS, 0)
        .reinterpret(arena, memory -> requireSuccess(free, call(free, memory)));
  }

  private void require(String function, Object... arguments) {
    requireSuccess(function, call(function, arguments));
  }

  private static void requireSuccess(String function, int code) {
    if (code != SUCCESS) {
      throw new HyperscanException(function, code);
    }
  }

  private int call(String function, MemorySegment argument) {
    try {
      return (int) link(function, OF_ONE).invokeExact(argument);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int call(String function, MemorySegment first, MemorySegment second) {
    try {
      return (int) link(function, OF_TWO).invokeExact(first, second);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Calls a function that returns an error code. It is linked again each time, which the few calls
  /// of a process can bear; at start, linking functions never called would cost more.
  private int call(String function, Object... arguments) {
    MemoryLayout[] parameters =
        Stream.of(arguments).map(Hyperscan::layout).toArray(MemoryLayout[]::new);
    try {
      return (int)
          link(function, FunctionDescriptor.of(JAVA_INT, parameters))
              .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> JAVA_INT;
      case Long _ -> JAVA_LONG;
      case MemorySegment _ -> ADDRESS;
      default -> throw new IllegalArgumentException(argument.getClass().getName());
    };
  }

  private MethodHandle link(String function, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(function), type);
  }

  /// Frees what the library allocated with malloc(3).
  private static void free(MemorySegment memory) {
    Linker linker = Linker.nativeLinker();
    try {
      linker
          .downcallHandle(
              linker.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(ADDRESS))
          .invokeExact(memory);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// A message of the library, none of which comes near this length.
  private static String string(MemorySegment address) {
    return address.reinterpret(4096).getString(0);
  }

  static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}

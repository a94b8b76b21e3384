package dev.casebook.signals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the shared library comes from: the file that system property `casebook.libhs` names, or
/// else Intel's Hyperscan 5.4.0 on the class path, for Linux on x86-64.
///
/// It is that one and not its fork Vectorscan because Vectorscan 5.4.11 misses matches: on a CPU
/// with AVX-512, half of those of ` \b` beyond the first 64 bytes. [LibraryTrial] shows it.
final class NativeLibrary {
  static final String PROPERTY = "casebook.libhs";

  /// How the version of the one on the class path begins.
  static final String VERSION = "5.4.0 ";

  private static final String RESOURCE =
      "/com/gliwka/hyperscan/jni/linux-x86_64/libjnihyperscan.so";
  private static final String FILE = "libhyperscan.so";

  private NativeLibrary() {}

  /// Loads it into the process, for good.
  ///
  /// @param cache where the library is unpacked to and found again; without, it is unpacked to a
  ///   temporary file each time, which is deleted once loaded
  /// @throws IOException if it is missing or cannot be unpacked
  /// @throws IllegalArgumentException if the system refuses to load it
  static SymbolLookup load(Optional<PrivateDirectory> cache) throws IOException {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return lookup(Path.of(named));
    }
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      throw new FileNotFoundException("Hyperscan comes for Linux amd64 only, this is " + platform);
    }
    URL resource = NativeLibrary.class.getResource(RESOURCE);
    if (resource == null) {
      throw new FileNotFoundException("no " + RESOURCE + " on the class path");
    }
    return cache.isPresent() ? fromCache(resource, cache.get()) : fromTemporary(resource);
  }

  private static SymbolLookup fromCache(URL resource, PrivateDirectory cache) throws IOException {
    URLConnection packed = resource.openConnection();
    Path unpacked = cache.file(FILE);
    if (!Files.exists(unpacked) || Files.size(unpacked) != packed.getContentLengthLong()) {
      try (InputStream content = packed.getInputStream()) {
        cache.write(FILE, content);
      }
    }
    return lookup(unpacked);
  }

  private static SymbolLookup fromTemporary(URL resource) throws IOException {
    Path directory = Files.createTempDirectory("casebook");
    try {
      return fromCache(resource, PrivateDirectory.of(directory));
    } finally {
      Files.deleteIfExists(directory.resolve(FILE));
      Files.delete(directory);
    }
  }

  private static SymbolLookup lookup(Path library) {
    return SymbolLookup.libraryLookup(library.toAbsolutePath(), Arena.global());
  }
}

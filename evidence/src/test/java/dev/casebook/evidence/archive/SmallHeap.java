package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// The program that [BombTest] runs in a JVM with little memory: reads each archive named on its
/// command line as a user of this package would, and prints one line about it.
final class SmallHeap {
  private static final long SPOOL_BYTES = 64L << 20;
  private static final long SPOOL_MEMORY_BYTES = 4L << 20;

  private SmallHeap() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] files) throws IOException {
    for (var file : files) {
      read(Path.of(file), System.out);
    }
  }

  private static void read(Path file, PrintStream out) throws IOException {
    try (var spool =
            new Spool(
                Path.of(System.getProperty("java.io.tmpdir")), SPOOL_BYTES, SPOOL_MEMORY_BYTES);
        var opened = ArchiveReader.open(file, Limits.DEFAULT)) {
      out.print(file.getFileName() + ": ");
      switch (opened) {
        case Opened.SingleFile single -> {
          long count = single.bytes().skip(Long.MAX_VALUE);
          out.println(count + " bytes, " + single.bytes().problem().map(Problem::kind));
        }
        case Opened.Archive archive -> {
          var contents = Contents.read(archive.reader(), member -> true, spool);
          long kept = 0;
          for (var item : contents.items()) {
            kept += item.bytes().map(Spool.Region::size).orElse(0L);
          }
          out.print(contents.items().size() + " members, " + kept + " bytes kept, ");
          out.println(contents.problems().stream().map(Problem::kind).distinct().toList());
        }
      }
    }
  }
}

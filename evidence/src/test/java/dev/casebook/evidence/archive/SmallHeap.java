package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.casebook.hosts.libraries.NativeFunction;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tukaani.xz.XZ;

/// The program that tests run in a JVM with little memory: reads each archive named on its command
/// line as a user of this package would, and prints one line about it.
final class SmallHeap {
  private static final long SPOOL_BYTES = 64L << 20;
  private static final long SPOOL_MEMORY_BYTES = 4L << 20;

  private SmallHeap() {}

  /// What a JVM with such a heap (`64m`) prints of these files.
  static List<String> readIn(String heap, Path... files) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.add(SmallHeap.class.getName());
    Stream.of(files).map(Path::toString).forEach(command::add);
    var printed = RealTool.in(Path.of(""), command.toArray(String[]::new));
    return new String(printed, UTF_8).lines().toList();
  }

  private static String classPath() {
    return Stream.of(
            ArchiveReader.class, SmallHeap.class, NativeFunction.class, Zstd.class, XZ.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
        .map(location -> Path.of(URI.create(location)).toString())
        .collect(Collectors.joining(":"));
  }

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
          var count = new Count();
          var problems = Contents.read(archive.reader(), member -> true, spool, count);
          out.print(count.members + " members, " + count.kept + " bytes kept, ");
          out.println(problems.stream().map(Problem::kind).distinct().toList());
        }
      }
    }
  }

  /// How much was handed over.
  private static final class Count implements Contents.Listing {
    private int members;
    private long kept;

    @Override
    public void take(Contents.Item item) {
      members += item.member().repeated() ? 0 : 1;
      kept += item.bytes().map(Spool.Region::size).orElse(0L);
    }

    @Override
    public void refuse(Rejected rejected) {}
  }
}

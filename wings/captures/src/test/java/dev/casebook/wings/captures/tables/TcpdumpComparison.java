package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Holds the ends of each packet of a capture without tunnels against tcpdump's lines.
final class TcpdumpComparison {

  /// `1700000000.123456 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags …`, with what a link may put before.
  private static final Pattern ENDS =
      Pattern.compile("^(\\d+\\.\\d{6}) (?:\\S+ +In +|.*?)?IP6? (\\S+ > \\S+): .*");

  private TcpdumpComparison() {}

  static void of(Path capture) throws IOException {
    var process =
        new ProcessBuilder("tcpdump", "-n", "-tt", "--micro", "-r", capture.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("\t"))
            .map(ENDS::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(line -> line.group(1) + " " + line.group(2))
            .toList();
    assertThat(ends(capture)).as(capture.toString()).containsExactlyElementsOf(lines);
  }

  private static List<String> ends(Path capture) {
    return PacketRows.of(capture).rows().stream()
        .filter(row -> row.get("source") != null)
        .map(row -> {
          var time = String.valueOf(row.get("time"));
          int dot = time.length() - 6;
          var info = String.valueOf(row.get("info"));
          return "%s.%s %s"
              .formatted(
                  time.substring(0, dot),
                  time.substring(dot),
                  info.substring(0, info.indexOf(": ")));
        })
        .toList();
  }
}

package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server that the host asks for the time.
///
/// ```
/// ^* ntp1.example                  2   6   377    23   +123us[ +200us] +/-   15ms    (chronyc)
/// *ntp1.example    .GPS.            1 u   33   64  377    0.412   -0.021   0.013     (ntpq -p)
/// ```
///
/// Source: chronyc(1), sources; ntpq(8), peers.
@Row("one server that this host asks for the time")
@Compared(
    key = {"server"},
    restless = {"reach", "offset_seconds"})
public record TimeServer(
    @Column(value = "name or address, as it was printed", means = Meaning.HOST) String server,
    @Column("selected, combined, not combined, unusable, falseticker, too variable, or candidate")
        String state,
    @Column("steps from a clock of reference; 16 if it does not know") @Nullable Integer stratum,
    @Column("which of the last eight requests had an answer, as bits: 255 is all, 0 none")
        @Nullable Integer reach,
    @Column("seconds by which this host's clock is ahead of the server's, measured last")
        @Nullable Double offsetSeconds) {

  private static final ArtifactName CHRONYC = ArtifactName.command("chronyc sources");
  private static final ArtifactName NTPQ = ArtifactName.command("ntpq -p");

  public static final Table<TimeServer> TABLE =
      Table.of("time_servers", TimeServer.class)
          .from(List.of(CHRONYC), TimeServer::parseChronyc)
          .command("chronyc -n sources", TimeServer::parseChronyc)
          .command("chronyc sources -v", TimeServer::parseChronyc)
          .from(List.of(NTPQ), TimeServer::parseNtpq)
          .command("ntpq -np", TimeServer::parseNtpq)
          .command("ntpq -pn", TimeServer::parseNtpq)
          .sniff(CHRONYC, head -> head.contains("MS Name/IP address"))
          .sniff(NTPQ, head -> head.matches("(?s)\\s*remote +refid +st t when poll reach.*"))
          .example(
              "servers that do not answer",
              "select server, state, reach from time_servers where reach = 0");

  private static final Pattern SOURCE =
      Pattern.compile(
          "[\\^=#]([*+\\-?x~ ]) ?(\\S+) +([0-9]{1,2}) +[-0-9]+ +([0-7]{1,3}) +\\S+"
              + " +([-+][0-9.]{1,20})(ns|us|ms|s)\\[.*");

  private static void parseChronyc(Text text, Rows<TimeServer> rows) {
    boolean begun = false;
    for (var line : text.lines()) {
      var source = SOURCE.matcher(line.text());
      if (source.matches()) {
        rows.add(
            line,
            new TimeServer(
                source.group(2),
                state(source.group(1).charAt(0)),
                Digits.small(source.group(3)),
                Integer.valueOf(source.group(4), 8),
                seconds(source.group(5), source.group(6))));
      } else if (begun && !line.isNoise()) {
        rows.reject(line, "not a source of chronyc");
      }
      begun |= line.text().startsWith("====") || source.matches();
    }
    rejectOther(text, rows, begun);
  }

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,15}(?:\\.[0-9]{1,15})?");

  /// chronyc's own sign is that of the local clock: `+` says that it is ahead.
  private static @Nullable Double seconds(String number, String unit) {
    if (!NUMBER.matcher(number).matches()) {
      return null;
    }
    int digits =
        switch (unit) {
          case "ns" -> 9;
          case "us" -> 6;
          case "ms" -> 3;
          default -> 0;
        };
    return new BigDecimal(number).movePointLeft(digits).doubleValue();
  }

  private static String state(char mark) {
    return switch (mark) {
      case '*' -> "selected";
      case '+' -> "combined";
      case '-' -> "not combined";
      case 'x' -> "falseticker";
      case '~' -> "too variable";
      default -> "unusable";
    };
  }

  private static final int NTPQ_WORDS = 10;

  private static void parseNtpq(Text text, Rows<TimeServer> rows) {
    boolean begun = false;
    for (var line : text.lines()) {
      if (begun && !line.isNoise()) {
        addPeer(line, rows);
      }
      begun |= line.text().startsWith("====");
    }
    rejectOther(text, rows, begun);
  }

  private static void addPeer(Line line, Rows<TimeServer> rows) {
    char mark = line.text().charAt(0);
    var words = Line.words(line.text().substring(1));
    var reach = words.length == NTPQ_WORDS ? octal(words[6]) : null;
    if (reach == null) {
      rows.reject(line, "not a peer of ntpq");
      return;
    }
    // ntpq tells by how much the server is ahead.
    var offset = seconds(words[8], "ms");
    rows.add(
        line,
        new TimeServer(
            words[0],
            mark == 'o' || mark == '*' ? "selected" : peer(mark),
            Digits.small(words[2]),
            reach,
            offset == null ? null : -offset));
  }

  private static String peer(char mark) {
    return switch (mark) {
      case '+', '#' -> "combined";
      case '-' -> "not combined";
      case 'x' -> "falseticker";
      case '.' -> "candidate";
      default -> "unusable";
    };
  }

  private static @Nullable Integer octal(String digits) {
    return digits.matches("[0-7]{1,3}") ? Integer.valueOf(digits, 8) : null;
  }

  private static void rejectOther(Text text, Rows<TimeServer> rows, boolean begun) {
    if (!begun) {
      rows.reject(text.lines().iterator().next(), "not a list of time servers");
    }
  }
}

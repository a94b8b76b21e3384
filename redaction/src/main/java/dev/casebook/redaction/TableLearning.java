package dev.casebook.redaction;

import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Column;
import dev.casebook.tables.ColumnWriter;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.identity.User;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What the tables of a snapshot tell of whose it is: each column's page says what it means.
final class TableLearning {

  /// uids of accounts that are no person's, by the rules of all distributions since 2012;
  /// login.defs(5). 65534 is nobody.
  private static final int PERSON_MIN = 1000;

  private static final int NOBODY = 65534;

  private static final Pattern URL =
      Pattern.compile("[a-z][a-z0-9+.-]*://(?:[^@/]*@)?([^/:\\[\\]]+).*");
  private static final Pattern PODS = Pattern.compile("log/(?:pods|containers)/");
  private static final Pattern SHARE = Pattern.compile("([\\w.-]+):/.*|//([\\w.-]+)/.*");

  private final Knowledge knowledge;

  TableLearning(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// The tables that tell something.
  static List<Table<?>> telling(Catalogue catalogue) {
    return catalogue.tables().stream()
        .<Table<?>>map(table -> table)
        .filter(
            table -> Arrays.stream(table.components()).anyMatch(c -> meaning(c) != Meaning.PLAIN))
        .toList();
  }

  private static Meaning meaning(RecordComponent component) {
    var column = component.getAnnotation(Column.class);
    return column == null ? Meaning.PLAIN : column.means();
  }

  void learn(Snapshot snapshot, Catalogue catalogue) {
    if (snapshot.facts().hostIsTold()) {
      knowledge.host(snapshot.facts().host(), "", false);
    }
    new TableReader(snapshot).read(User.TABLE, (_, row) -> account(row));
    for (var table : telling(catalogue)) {
      if (table.streaming().isPresent()) {
        stream(snapshot, table);
      } else {
        read(snapshot, table);
      }
    }
  }

  private boolean account(Record row) {
    if (row instanceof User user && isSystem(user)) {
      knowledge.systemUser(user.name());
    }
    return true;
  }

  private static boolean isSystem(User user) {
    return user.uid() < PERSON_MIN || user.uid() == NOBODY;
  }

  private void read(Snapshot snapshot, Table<?> table) {
    var columns =
        Arrays.stream(table.components()).filter(c -> meaning(c) != Meaning.PLAIN).toList();
    new TableReader(snapshot)
        .read(
            table,
            (origin, row) -> {
              if (row instanceof User user && isSystem(user)) {
                return true;
              }
              var file =
                  snapshot.ledger().place(origin).map(Ledger.Place::artifact).map(a -> a.place());
              columns.forEach(column -> take(meaning(column), value(column, row), file.orElse("")));
              return true;
            });
  }

  private static String value(RecordComponent column, Record row) {
    try {
      return column.getAccessor().invoke(row) instanceof String text ? text : "";
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(Meaning meaning, String value, String file) {
    if (value.isEmpty()) {
      return;
    }
    switch (meaning) {
      case PLAIN -> {}
      case HOST -> knowledge.host(hostIn(value), file, false);
      case SHARE -> {
        var share = SHARE.matcher(value);
        if (share.matches()) {
          knowledge.host(share.group(1) == null ? share.group(2) : share.group(1), file, false);
        }
      }
      case USER -> knowledge.user(value, file);
      case NAME -> name(value, file);
      case FULL_NAME -> fullName(value);
      case NETWORK ->
          IpNetwork.of(value)
              .ifPresent(
                  net -> knowledge.addresses.know(Point.of(net.address()), Point.length(net)));
      case VERSION -> {
        if (value.matches("\\d+(\\.\\d+){3}")) {
          knowledge.versions.add(value);
        }
      }
    }
  }

  private static String hostIn(String value) {
    var url = URL.matcher(value);
    return url.matches() ? url.group(1) : value;
  }

  private void name(String value, String file) {
    if (!WordList.isCommon(value)) {
      knowledge.word(Kind.NAME, value, file);
    }
  }

  /// passwd(5): the name and more, with commas.
  private void fullName(String value) {
    for (var part : value.split(",")) {
      boolean isForeign = part.length() > 1 && part.chars().allMatch(c -> c > 0x7F);
      if ((isForeign || part.length() >= Vocabulary.CHARS_MIN) && !WordList.isCommon(part)) {
        knowledge.words.add(Kind.NAME, part);
      }
    }
  }

  /// Of logs: the hosts that their lines name.
  private void stream(Snapshot snapshot, Table<?> table) {
    var meanings = Arrays.stream(table.components()).map(TableLearning::meaning).toList();
    var names = new HashSet<String>();
    for (int column = 0; column < meanings.size(); column++) {
      if (meanings.get(column) != Meaning.PLAIN) {
        names.add(table.fields().get(column).name());
      }
    }
    var taken = new HashSet<Told>();
    try (var rows = table.streaming().orElseThrow().open(snapshot, names)) {
      var cell = new LastText();
      while (rows.next()) {
        for (int column = 0; column < meanings.size(); column++) {
          if (meanings.get(column) == Meaning.PLAIN) {
            continue;
          }
          cell.changed = false;
          rows.write(column, cell);
          var told = new Told(cell.last, Ledger.artifactNumber(rows.origin()));
          if (cell.changed && taken.size() < TOLD_MAX && taken.add(told)) {
            var place = snapshot.ledger().place(rows.origin()).map(p -> p.artifact().place());
            takeHead(meanings.get(column), cell.last, place.orElse(""));
          }
        }
      }
    }
  }

  /// What a log has told already.
  private record Told(String value, long artifact) {}

  /// Hosts of a log server, times its logs.
  private static final int TOLD_MAX = 1_000_000;

  private void takeHead(Meaning meaning, String value, String file) {
    if (meaning == Meaning.HOST) {
      if (PODS.matcher(file).find()) {
        // There a pod stands in the host's place.
        return;
      }
      knowledge.host(value, file, true);
    } else {
      take(meaning, value, file);
    }
  }

  /// A cell as text, and whether it is other than that of the row before.
  private static final class LastText implements ColumnWriter {
    private String last = "";
    private boolean changed;

    @Override
    public void text(String text) {
      changed = !text.equals(last);
      last = text;
    }

    @Override
    public void utf8(byte[] bytes, int from, int to) {
      text(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void number(long number) {
      // Numbers are no names.
    }

    @Override
    public void micros(long micros) {
      // Nor are times.
    }
  }
}

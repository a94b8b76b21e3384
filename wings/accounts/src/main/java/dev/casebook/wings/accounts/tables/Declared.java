package dev.casebook.wings.accounts.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Place;
import dev.casebook.wings.accounts.model.Where;
import dev.casebook.wings.accounts.model.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One file of a folder of accounts while its rows become those of a table.
final class Declared {

  private static final ArtifactName FILES = ArtifactName.file("/etc/casebook/accounts/**/*.yaml");
  private static final ArtifactName RECOGNISED =
      ArtifactName.file("/etc/casebook/accounts/declared/declared.yaml");

  /// Kinds that files of other programs have as well, such as compose's: they alone tell nothing.
  private static final Set<String> COMMON =
      Set.of("services", "networks", "hosts", "groups", "directory", "tokens", "targets");

  private static final Pattern TOP_KEY = Pattern.compile("(?m)^([A-Za-z_-]+):");

  private final Company company;
  private final List<Line> lines = new ArrayList<>();

  private Declared(Company company) {
    this.company = company;
  }

  /// A table of what such files declare.
  ///
  /// @param rows those of a file, each with its place
  static <R extends Record> Table<R> table(
      String name, Class<R> row, BiConsumer<Declared, BiConsumer<Place, R>> rows) {
    return Table.of(name, row)
        .from(List.of(FILES), (Text text, Rows<R> into) -> parse(text, into, rows))
        .looseAs(FILES)
        .sniff(RECOGNISED, Declared::isHead);
  }

  private static <R extends Record> void parse(
      Text text, Rows<R> into, BiConsumer<Declared, BiConsumer<Place, R>> rows) {
    var loaded = FolderReader.read(text.fileName(), text.string());
    var declared = new Declared(loaded.company());
    text.lines().forEach(declared.lines::add);
    for (var problem : loaded.problems()) {
      if (problem.message().contains(": no command group ")) {
        into.lacksValues("has command groups that stand in another file");
      } else {
        into.reject(declared.line(problem.place()), problem.message());
      }
    }
    rows.accept(declared, (place, row) -> into.add(declared.line(place), row));
  }

  private Line line(Place place) {
    return lines.isEmpty()
        ? new Line(0, "")
        : lines.get(Math.clamp(place.line() - 1, 0, lines.size() - 1));
  }

  Company company() {
    return company;
  }

  /// Whether all keys at the margin are kinds of rows, and not only such as others have too.
  static boolean isHead(String head) {
    var keys = TOP_KEY.matcher(head).results().map(key -> key.group(1)).toList();
    boolean all = !keys.isEmpty() && keys.stream().allMatch(key -> Kind.of(key).isPresent());
    return all
        && (keys.stream().anyMatch(key -> !COMMON.contains(key))
            || (keys.contains("groups") && head.contains(" members:")));
  }

  /// Whom a rule is for, groups with a `%` before.
  static String words(Who who) {
    return who.everyone() ? "all" : words(who.accounts(), who.groups());
  }

  /// Where a rule holds, groups of hosts with a `%` before.
  static String words(Where where) {
    return where.everywhere() ? "all" : words(where.hosts(), where.groups());
  }

  private static String words(List<String> names, List<String> groups) {
    return Stream.concat(names.stream(), groups.stream().map(group -> "%" + group))
        .collect(Collectors.joining(", "));
  }
}

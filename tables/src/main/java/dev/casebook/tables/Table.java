package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Wanted;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A typed relation over a snapshot's artifacts; one record is one row.
///
/// The ways to read it are tried in order, and the first usable one wins: two views of one thing
/// are never added up.
///
/// ```java
/// public static final Table<Connection> TABLE =
///     Table.of("connections", Connection.class)
///         .file("/proc/net/nf_conntrack", Connection::parse)
///         .command("conntrack -L -o extended", Connection::parse)
///         .example("which protocols fill the table", "select protocol, count(*) from …");
/// ```
public final class Table<R extends Record> {

  private final String name;
  private final Class<R> row;
  private final List<Reading<R>> readings;
  private final List<ArtifactName> beside;
  private final List<ArtifactName> loose;
  private final List<ArtifactName> alongside;
  private final List<Example> examples;
  private final List<Sniff> sniffs;
  private final @Nullable Streaming<?> streaming;

  private Table(
      String name,
      Class<R> row,
      List<Reading<R>> readings,
      List<ArtifactName> beside,
      List<ArtifactName> loose,
      List<ArtifactName> alongside,
      List<Example> examples,
      List<Sniff> sniffs,
      @Nullable Streaming<?> streaming) {
    this.name = name;
    this.row = row;
    this.readings = List.copyOf(readings);
    this.beside = List.copyOf(beside);
    this.loose = List.copyOf(loose);
    this.alongside = List.copyOf(alongside);
    this.examples = List.copyOf(examples);
    this.sniffs = List.copyOf(sniffs);
    this.streaming = streaming;
  }

  /// @param name the SQL name: plural, snake_case
  public static <R extends Record> Table<R> of(String name, Class<R> row) {
    return new Table<>(
        name, row, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);
  }

  /// One more way to read it: a file of the host, or several by a glob.
  public Table<R> file(String path, Reading.Parser<R> parser) {
    return from(List.of(ArtifactName.file(path)), parser);
  }

  /// One more way to read it: the output of a command.
  public Table<R> command(String line, Reading.Parser<R> parser) {
    return from(List.of(ArtifactName.command(line)), parser);
  }

  /// One more way to read it: all these artifacts together, each parsed by itself.
  public Table<R> from(List<ArtifactName> names, Reading.Parser<R> parser) {
    return adding(new Reading<>(names, parser));
  }

  /// One more way to read it: all these artifacts together, each of which shows a part of it.
  public Table<R> fromParts(List<Part> parts, Reading.Parser<R> parser) {
    var names = parts.stream().map(Part::name).toList();
    return adding(new Reading<>(names, parser, _ -> List.of(), parts));
  }

  /// One more way to read it: all these artifacts, and those that they name in turn.
  public Table<R> from(
      List<ArtifactName> names, Reading.Parser<R> parser, Reading.References references) {
    return adding(new Reading<>(names, parser, references, List.of()));
  }

  private Table<R> adding(Reading<R> reading) {
    return new Table<>(
        name, row, with(readings, reading), beside, loose, alongside, examples, sniffs, streaming);
  }

  /// One more way to read it: all these files together, each by itself and at any position.
  public Table<R> fromFiles(List<ArtifactName> names, Reading.FileParser<R> parser) {
    return adding(new Reading<>(names, parser));
  }

  /// Names that such a file may have where no layout tells; it is known by its content.
  public Table<R> looseAs(ArtifactName... names) {
    var all = new ArrayList<>(loose);
    all.addAll(List.of(names));
    return new Table<>(name, row, readings, beside, all, alongside, examples, sniffs, streaming);
  }

  /// Whether its evidence is known wherever it lies; see [#looseAs].
  public boolean isLoose() {
    return !loose.isEmpty();
  }

  /// More artifacts that complete the columns of its rows where they are there; parsers ask for
  /// them by [Text#beside]. They make no rows, and the table does not lack them.
  public Table<R> completedBy(ArtifactName... names) {
    var all = new ArrayList<>(beside);
    all.addAll(List.of(names));
    return new Table<>(name, row, readings, all, loose, alongside, examples, sniffs, streaming);
  }

  /// More artifacts whose rows are added to those of whichever reading is used: they show other
  /// things, so that nothing is added up twice.
  public Table<R> alongside(List<ArtifactName> names) {
    var all = new ArrayList<>(alongside);
    all.addAll(names);
    return new Table<>(name, row, readings, beside, loose, all, examples, sniffs, streaming);
  }

  /// Its rows are made while a query runs and never held; then it has no other way to be read.
  public Table<R> streaming(Streaming<?> rows) {
    rows.check(name, fields());
    return new Table<>(name, row, List.of(), beside, loose, alongside, examples, sniffs, rows);
  }

  /// A query that a reader can run, and what it tells.
  public Table<R> example(String tells, String sql) {
    return new Table<>(
        name,
        row,
        readings,
        beside,
        loose,
        alongside,
        with(examples, new Example(tells, sql)),
        sniffs,
        streaming);
  }

  /// How a loose file is known to be this artifact, by the beginning of its text.
  public Table<R> sniff(ArtifactName artifact, Predicate<String> head) {
    return sniffing(new Sniff(artifact, (_, text) -> head.test(text)));
  }

  /// How a loose file is known to be this artifact, by its first bytes.
  public Table<R> sniffBytes(ArtifactName artifact, Predicate<byte[]> head) {
    return sniffing(new Sniff(artifact, (bytes, _) -> head.test(bytes)));
  }

  private Table<R> sniffing(Sniff sniff) {
    return new Table<>(
        name, row, readings, beside, loose, alongside, examples, with(sniffs, sniff), streaming);
  }

  private static <T> List<T> with(List<T> list, T one) {
    var longer = new ArrayList<>(list);
    longer.add(one);
    return longer;
  }

  public String name() {
    return name;
  }

  public Class<R> row() {
    return row;
  }

  /// What one row is, in words.
  public String rowMeaning() {
    return Objects.requireNonNull(row.getAnnotation(Row.class), () -> row + " needs @Row").value();
  }

  /// How its rows are held against those of another snapshot.
  public Compared compared() {
    return Objects.requireNonNull(
        row.getAnnotation(Compared.class), () -> row + " needs @Compared");
  }

  public List<Field> fields() {
    return Arrays.stream(row.getRecordComponents()).map(Field::of).toList();
  }

  public RecordComponent[] components() {
    return row.getRecordComponents();
  }

  public List<Reading<R>> readings() {
    return readings;
  }

  /// The artifacts that are read in addition to the reading that is used, by its parser.
  public List<ArtifactName> alongside() {
    return alongside;
  }

  /// How its rows are made while a query runs, if they are not held.
  public Optional<Streaming<?>> streaming() {
    return Optional.ofNullable(streaming);
  }

  public List<Example> examples() {
    return examples;
  }

  /// What it asks of a source.
  public Wanted.Wish wish() {
    return new Wanted.Wish(ways(), Stream.of(beside, alongside).flatMap(List::stream).toList());
  }

  private List<List<ArtifactName>> ways() {
    return streaming == null
        ? readings.stream().map(Reading::names).toList()
        : List.of(streaming.artifacts());
  }

  /// Every artifact that may show this table or complete its rows.
  public List<ArtifactName> artifacts() {
    return Stream.concat(ways().stream(), Stream.of(beside, loose, alongside))
        .flatMap(List::stream)
        .toList();
  }

  /// What a loose file with this head is, if it is for this table.
  ///
  /// @param text the same as text
  public Optional<ArtifactName> recognise(byte[] head, String text) {
    return sniffs.stream().filter(s -> s.head.test(head, text)).map(Sniff::artifact).findFirst();
  }

  /// The same for a file that is text.
  public Optional<ArtifactName> recognise(String head) {
    return recognise(head.getBytes(StandardCharsets.UTF_8), head);
  }

  /// @param tells what the query answers
  public record Example(String tells, String sql) {}

  private record Sniff(ArtifactName artifact, BiPredicate<byte[], String> head) {}
}

package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Layout;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.LooseNames;
import dev.casebook.evidence.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as an artifact of any table: the first two bytes choose which, the rest is its text.
/// Rows or reasons come of it, in their columns' types, and never more than the bytes can tell.
class TablesFuzz {

  private static final Path SAMPLES =
      Path.of(System.getProperty("casebook.root"), "tables/src/test/resources/samples");

  /// A larger one would teach nothing more.
  private static final int SEED_BYTES_MAX = 4_000;

  private record Choice(Table<?> table, ArtifactName artifact) {}

  private static final LooseNames.Recogniser RECOGNISER = Catalogue.spine().recogniser();

  /// One for each parser.
  private static final List<Choice> CHOICES =
      Catalogue.spine().tables().stream()
          .flatMap(table ->
              table.readings().stream()
                  .map(reading -> new Choice(table, reading.names().getFirst())))
          .toList();

  /// The samples of each table, every third of them for each of its parsers in turn.
  static Stream<byte[]> seeds() {
    return IntStream.range(0, CHOICES.size()).boxed().flatMap(TablesFuzz::seeds);
  }

  private static Stream<byte[]> seeds(int choice) {
    var folder = SAMPLES.resolve(CHOICES.get(choice).table.name());
    if (!Files.isDirectory(folder)) {
      return Stream.of(seed(choice, "a 1 b:2 c=3\n".getBytes(StandardCharsets.UTF_8)));
    }
    try (var files = Files.walk(folder)) {
      var samples = files.filter(Files::isRegularFile).sorted().toList();
      return IntStream.range(0, samples.size())
          .filter(i -> i % 3 == choice % 3)
          .mapToObj(i -> seed(choice, bytes(samples.get(i))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] seed(int choice, byte[] text) {
    var length = Math.min(text.length, SEED_BYTES_MAX);
    var seed = new byte[2 + length];
    seed[0] = (byte) (choice >> 8);
    seed[1] = (byte) choice;
    System.arraycopy(text, 0, seed, 2, length);
    return seed;
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytesGiveRowsOrReasons(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    var number = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    var choice = CHOICES.get(number % CHOICES.size());
    var text = Arrays.copyOfRange(bytes, 2, bytes.length);
    var rows = new int[1];
    var coverage =
        new TableReader(new OneArtifact(choice.artifact, text))
            .read(
                choice.table,
                (origin, row) -> {
                  assertThat(row).isInstanceOf(choice.table.row());
                  return ++rows[0] > 0;
                });
    assertThat(coverage.reason()).isNotNull();
    assertThat(rows[0]).isLessThanOrEqualTo(4 * bytes.length + 100);
    RECOGNISER.recognise("/x", text);
  }

  /// A host of which nothing is known but one artifact.
  private static final class OneArtifact implements Snapshot {
    private final ArtifactName asked;
    private final Artifact artifact;
    private final Ledger ledger = new Ledger();

    OneArtifact(ArtifactName asked, byte[] text) {
      this.asked = asked;
      this.artifact =
          new Artifact(
              named(asked), "place", text.length, null, null, () -> new ByteArrayInputStream(text));
    }

    /// A name that the glob stands for.
    private static ArtifactName named(ArtifactName asked) {
      return switch (asked) {
        case ArtifactName.File(var path) ->
            ArtifactName.file(path.replace("**", "a").replace("*", "1"));
        case ArtifactName.Command(var line) -> ArtifactName.command(line.replace("*", "1"));
      };
    }

    @Override
    public String source() {
      return "source";
    }

    @Override
    public Layout layout() {
      return new Layout.RootFolder("");
    }

    @Override
    public HostFacts facts() {
      return new HostFacts("node1", true, Instant.EPOCH, null, null);
    }

    @Override
    public List<Artifact> find(ArtifactName name) {
      return name.equals(asked) ? List.of(artifact) : List.of();
    }

    @Override
    public List<Artifact> strays() {
      return List.of();
    }

    @Override
    public List<Artifact> all() {
      return List.of(artifact);
    }

    @Override
    public List<String> problems() {
      return List.of();
    }

    @Override
    public Ledger ledger() {
      return ledger;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

package dev.casebook.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void everyTableSaysWhatItIs() {
    assertThat(Catalogue.spine().tables()).hasSizeGreaterThanOrEqualTo(10);
    for (var table : Catalogue.spine().tables()) {
      assertThat(table.name()).matches("[a-z]+(_[a-z0-9]+)*");
      assertThat(table.rowMeaning()).as(table.name()).isNotBlank();
      assertThat(table.examples()).as(table.name()).isNotEmpty();
      assertThat(table.examples()).allMatch(example -> example.sql().contains(table.name()));
      assertThat(table.fields()).allMatch(field -> field.name().matches("[a-z]+(_[a-z0-9]+)*"));
      assertThat(table.fields()).extracting(Field::name).doesNotHaveDuplicates();
      assertThat(table.fields()).extracting(Field::meaning).noneMatch(String::isBlank);
    }
    assertThat(Catalogue.spine().tables()).extracting(Table::name).doesNotHaveDuplicates();
  }

  @Test
  void everyTableSaysHowItIsCompared() {
    for (var table : Catalogue.spine().tables()) {
      var how = table.compared();
      var columns = table.fields().stream().map(Field::name).toList();
      for (var named : List.of(how.key(), how.restless(), how.ofHost())) {
        assertThat(columns).as(table.name()).containsAll(List.of(named));
      }
      assertThat(how.key()).as(table.name()).isSubsetOf(telling(table));
      if (table.streaming().isPresent()) {
        assertThat(how.never()).as(table.name()).isNotBlank();
      }
    }
  }

  /// The columns that do not change by themselves.
  private static List<String> telling(Table<?> table) {
    var restless = List.of(table.compared().restless());
    return table.fields().stream()
        .map(Field::name)
        .filter(name -> !restless.contains(name))
        .toList();
  }

  @Test
  void whateverBytesStandInAnArtifactItsTableIsReadToTheEnd() throws Exception {
    var random = new Random(20261122);
    var samples = samples();
    for (var table :
        Catalogue.spine().tables().stream().filter(t -> !t.readings().isEmpty()).toList()) {
      for (int round = 0; round < 40; round++) {
        var names = table.readings().get(random.nextInt(table.readings().size())).names();
        var host = Sample.root();
        for (var name : names) {
          host.artifact(name, mutated(samples.get(random.nextInt(samples.size())), random));
        }
        var read = host.read(table);
        assertThat(read.coverage()).isNotNull();
        assertThat(read.cited()).hasSameSizeAs(read.rows());
      }
    }
  }

  @Test
  void noSniffThrowsAndNoneTakesGarbage() throws Exception {
    var random = new Random(5);
    for (var sample : samples()) {
      var head = mutated(sample, random);
      var garbage = "\u0000\u0001garbage" + head.length;
      for (var table : Catalogue.spine().tables()) {
        assertThat(table.recognise(head, new String(head, UTF_8))).isNotNull();
        assertThat(table.recognise(garbage)).isEmpty();
      }
    }
  }

  private static List<byte[]> samples() throws IOException, URISyntaxException {
    var folder = Path.of(Objects.requireNonNull(Sample.class.getResource("/samples")).toURI());
    var samples = new ArrayList<byte[]>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(CatalogueTest::isPlain).sorted().toList()) {
        samples.add(Files.readAllBytes(file));
      }
    }
    assertThat(samples).hasSizeGreaterThan(30);
    return samples;
  }

  /// A compressed one that is changed is no longer one, and then not even what was cited is there.
  private static boolean isPlain(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".xz");
  }

  /// Cut short, with some bytes changed and one stretch repeated.
  private static byte[] mutated(byte[] sample, Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(sample.length + 1) : sample.length;
    var bytes = Arrays.copyOf(sample, length);
    for (int changes = random.nextInt(12); changes > 0 && length > 0; changes--) {
      bytes[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    int from = random.nextInt(length + 1);
    int to = from + random.nextInt(length - from + 1);
    var longer = Arrays.copyOf(bytes, length + (to - from));
    System.arraycopy(bytes, from, longer, length, to - from);
    return longer;
  }
}

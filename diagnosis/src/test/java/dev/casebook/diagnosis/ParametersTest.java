package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {

  @TempDir private Path folder = Path.of("");

  private @Nullable Note note;

  @BeforeEach
  void read() throws UnusableFile {
    note =
        Notes.read(
            folder,
            Notes.text(
                "parameters: {min: {default: 5}, min_size: {default: it's}, other: {default: x}}",
                Notes.detect("", "from users")));
  }

  private String fill(String sql, Map<String, String> set) {
    return new Parameters(set).fill(Objects.requireNonNull(note), sql);
  }

  @Test
  void numbersStandAsTheyAreAndTextIsQuoted() {
    assertThat(fill("a > $min and b = $min_size and $unknown", Map.of()))
        .isEqualTo("a > 5 and b = 'it''s' and $unknown");
  }

  @Test
  void whatAUserSetsIsALiteralWhateverItHolds() {
    assertThat(fill("$min", Map.of("full-disk.min", "1; drop table users")))
        .isEqualTo("'1; drop table users'");
    assertThat(fill("$min", Map.of("full-disk.min", "$other' or 'x")))
        .isEqualTo("'$other'' or ''x'");
    assertThat(fill("1 -$min", Map.of("full-disk.min", "-5"))).isEqualTo("1 -(-5)");
    assertThat(fill("$min", Map.of("full-disk.min", "\\$1"))).isEqualTo("'\\$1'");
    assertThat(fill("$min", Map.of("another.min", "7"))).isEqualTo("5");
  }
}

package dev.casebook.formats.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  enum Kind {
    ONE,
    TWO
  }

  sealed interface Thing {}

  record Nothing() implements Thing {}

  record Named(String name, @Nullable String other) implements Thing {}

  record Path(String text) {
    Path {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a path has a name");
      }
    }
  }

  record Everything(
      int small,
      long large,
      double fraction,
      boolean yes,
      Kind kind,
      @Nullable Instant time,
      Optional<String> perhaps,
      List<Thing> things,
      List<@Nullable Long> holes,
      Set<String> words,
      @Nullable Integer boxed,
      Path path) {}

  private static final TextForm<Path> PATH = new TextForm<>(Path.class, Path::text, Path::new);

  private static final RecordCodec<Everything> CODEC = RecordCodec.of(Everything.class, PATH);

  private static String text(Random random) {
    int[] points = random.ints(random.nextInt(12), 0, 0x2000).toArray();
    return new String(points, 0, points.length);
  }

  private static <T extends @Nullable Object> List<T> some(Random random, Supplier<T> one) {
    var list = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(one.get());
    }
    return list;
  }

  private static Everything random(Random random) {
    return new Everything(
        random.nextInt(),
        random.nextLong(),
        random.nextDouble(),
        random.nextBoolean(),
        random.nextBoolean() ? Kind.ONE : Kind.TWO,
        random.nextBoolean()
            ? null
            : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        random.nextBoolean() ? Optional.empty() : Optional.of(text(random)),
        some(
            random,
            () ->
                random.nextBoolean()
                    ? new Nothing()
                    : new Named(text(random), random.nextBoolean() ? null : text(random))),
        some(random, () -> random.nextBoolean() ? null : random.nextLong()),
        new LinkedHashSet<>(some(random, () -> text(random))),
        random.nextBoolean() ? null : random.nextInt(),
        new Path("/" + text(random)));
  }

  @Test
  void everyValueArrivesAsItWasSent() throws ForeignBytes {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      var value = random(random);
      assertThat(CODEC.decode(CODEC.encode(value))).isEqualTo(value);
    }
  }

  @Test
  void bytesThatEndEarlyAreForeign() {
    var random = new Random(8);
    for (int i = 0; i < 50; i++) {
      var whole = CODEC.encode(random(random));
      for (int length = 0; length < whole.length; length++) {
        var part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> CODEC.decode(part)).isInstanceOf(ForeignBytes.class);
      }
    }
  }

  @Test
  void damagedBytesAreAValueOrForeignAndNothingElse() {
    var random = new Random(9);
    int foreign = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = CODEC.encode(random(random));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(CODEC.decode(bytes)).isNotNull();
      } catch (ForeignBytes e) {
        foreign++;
      }
    }
    assertThat(foreign).isGreaterThan(1_000);
  }

  @Test
  void aHugeLengthTakesNoMemory() {
    var bytes = new byte[64];
    Arrays.fill(bytes, (byte) 0x7f);
    assertThatThrownBy(() -> RecordCodec.of(Named.class).decode(bytes))
        .isInstanceOf(ForeignBytes.class)
        .hasMessage("these bytes are not a Named: they end early");
  }

  @Test
  void whatIsLeftOverIsForeign() {
    var bytes = RecordCodec.of(Named.class).encode(new Named("a", null));
    assertThatThrownBy(
            () -> RecordCodec.of(Named.class).decode(Arrays.copyOf(bytes, bytes.length + 2)))
        .hasMessage("these bytes are not a Named: 2 bytes are left over");
  }

  @Test
  void aValueThatItsOwnTypeRefusesIsForeign() {
    var empty = new byte[4];
    assertThatThrownBy(() -> RecordCodec.of(Path.class).decode(empty))
        .isInstanceOf(ForeignBytes.class)
        .hasMessageContaining("a path has a name");
  }

  record Loop(List<Loop> inner) {}

  record Odd(StringBuilder text) {}

  @Test
  void aTypeWithoutAFormIsOurMistake() {
    assertThatThrownBy(() -> RecordCodec.of(Loop.class)).hasMessageEndingWith("holds itself");
    assertThatThrownBy(() -> RecordCodec.of(Odd.class))
        .hasMessage("no bytes are known for java.lang.StringBuilder");
  }

  @Test
  @SuppressWarnings("NullAway") // it is what the test is about
  void aNullThatIsNotMarkedIsOurMistake() {
    assertThatThrownBy(() -> RecordCodec.of(Odder.class).encode(new Odder(null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @SuppressWarnings("NullAway")
  record Odder(String text) {}
}

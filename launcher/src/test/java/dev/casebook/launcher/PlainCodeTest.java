package dev.casebook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainCodeTest {

  private static final List<Class<?>> SAMPLES =
      List.of(Sample.class, Every.class, Pair.class, Own.class, PlainCodeTest.class);

  @TempDir private Path folder = Path.of("");

  private Path jar = folder;
  private URLClassLoader renewed = new URLClassLoader(new URL[0]);

  @BeforeEach
  void renew() throws IOException {
    jar = folder.resolve("samples.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var sample : SAMPLES) {
        var name = sample.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (var in = PlainCodeTest.class.getResourceAsStream("/" + name)) {
          out.write(Objects.requireNonNull(in).readAllBytes());
        }
      }
    }
    Renewal.renew(jar);
    renewed =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    renewed.close();
  }

  @Test
  void whatIsLinkedAtEachStartIsGone() throws IOException {
    var linkers = new TreeSet<String>();
    for (var sample : List.of(Sample.class, Every.class, Pair.class, Own.class)) {
      for (var method : model(sample).methods()) {
        DynamicCalls.of(method)
            .forEach(call ->
                linkers.add(
                    method.methodName().stringValue()
                        + " by "
                        + call.bootstrapMethod().methodName()));
      }
    }
    assertThat(linkers).containsExactly("toString by bootstrap");
  }

  private ClassModel model(Class<?> sample) throws IOException {
    return JarClass.model(jar, sample.getName());
  }

  @Test
  void switchesOverTypesGoWhereTheyWent() throws Exception {
    var sample = ask(renewed);
    var before = new Sample();
    for (var value :
        List.of(
            3,
            -3,
            0,
            "",
            "three",
            'c',
            2.5,
            new int[0],
            List.of(),
            DayOfWeek.FRIDAY,
            List.of("yes"),
            List.of("on"),
            List.of("no"),
            List.of("off"),
            List.of(""))) {
      assertThat(sample.applyAsInt(value)).as("%s", value).isEqualTo(before.applyAsInt(value));
    }
    assertThat(before.applyAsInt(-3)).isEqualTo(1);
    assertThat(before.applyAsInt("three")).isEqualTo(5);
    assertThat(before.applyAsInt(List.of("on"))).isEqualTo(30);
  }

  @SuppressWarnings("NullAway") // null is what the switch is asked about
  @Test
  void nothingIsACaseOfItsOwn() throws Exception {
    assertThat(ask(renewed).applyAsInt(null))
        .isEqualTo(new Sample().applyAsInt(null))
        .isEqualTo(-7);
  }

  @SuppressWarnings("unchecked")
  private static ToIntFunction<Object> ask(ClassLoader loader) throws Exception {
    var constructor = loader.loadClass(Sample.class.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (ToIntFunction<Object>) constructor.newInstance();
  }

  @Test
  void recordsAreEqualWhereEveryComponentIs() throws Exception {
    var values =
        List.<Object>of(true, (byte) 1, (short) 2, 'c', 4, 5L, 6.5f, 7.5, "eight", new Object());
    var one = every(values);
    assertThat(one).isEqualTo(every(values)).hasSameHashCodeAs(every(values));
    assertThat(one.equals(null)).isFalse();
    assertThat(one).isNotEqualTo("eight");
    var others =
        List.<Object>of(false, (byte) 9, (short) 9, 'd', 9, 9L, Float.NaN, -0.0, "nine", "ten");
    for (int i = 0; i < values.size(); i++) {
      var changed = new ArrayList<>(values);
      changed.set(i, others.get(i));
      assertThat(one).as("component %d", i).isNotEqualTo(every(changed));
      assertThat(every(changed)).isEqualTo(every(changed)).hasSameHashCodeAs(every(changed));
    }
  }

  private Object every(List<Object> components) throws Exception {
    var constructor = renewed.loadClass(Every.class.getName()).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(components.toArray());
  }

  @Test
  void theHashIsTheOneThatJavaGives() throws Exception {
    var before = new Every(true, (byte) 1, (short) 2, 'c', 4, 5, 6.5f, 7.5, "eight", List.of());
    assertThat(every(List.of(true, (byte) 1, (short) 2, 'c', 4, 5L, 6.5f, 7.5, "eight", List.of())))
        .hasSameHashCodeAs(before)
        .hasToString(before.toString());
  }

  @Test
  void zerosOfBothSignsDifferAndWhatIsNoNumberIsEqualToItself() throws Exception {
    assertThat(pair(0.0, null)).isNotEqualTo(pair(-0.0, null));
    assertThat(pair(Double.NaN, null)).isEqualTo(pair(Double.NaN, null));
    assertThat(pair(1, null)).hasSameHashCodeAs(new Pair(1, null)).isNotEqualTo(pair(1, "a"));
  }

  private Object pair(double number, @Nullable Object thing) throws Exception {
    var constructor = renewed.loadClass(Pair.class.getName()).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(number, thing);
  }

  @Test
  void whatSomebodyWroteStays() throws Exception {
    var constructor = renewed.loadClass(Own.class.getName()).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    assertThat(constructor.newInstance("A")).isEqualTo(constructor.newInstance("a"));
  }

  record Every(
      boolean a, byte b, short c, char d, int e, long f, float g, double h, String i, Object j) {}

  record Pair(double number, @Nullable Object thing) {}

  record Own(String name) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Own own && own.name.equalsIgnoreCase(name);
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  static final class Sample implements ToIntFunction<Object> {

    @Override
    public int applyAsInt(Object value) {
      return switch (value) {
        case null -> -7;
        case Integer number when number > 0 -> number;
        case Integer number when number < 0 -> 1;
        case Integer _ -> 2;
        case String text when text.isEmpty() -> 3;
        case String text -> text.length();
        case DayOfWeek day -> day.getValue() + 100;
        case Number _ -> 8;
        case int[] _ -> 9;
        case List<?> list -> 10 + word(list.isEmpty() ? null : list.getFirst().toString());
        default -> 11;
      };
    }

    private static int word(@Nullable String word) {
      return switch (word) {
        case "yes", "on" -> 20;
        case "no" -> 30;
        case String other when other.length() > 2 -> 40;
        case null, default -> 0;
      };
    }
  }
}

package dev.casebook.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/// The words that a report itself says, in one language: what stands in
/// `wording_LANGUAGE.properties`. Texts of notes come in that language already; reasons and paths
/// are told as they are.
public final class Wording {

  /// Languages that have words.
  static final List<String> LANGUAGES = List.of("en", "zh");

  private final Properties words;

  private Wording(Properties words) {
    this.words = words;
  }

  /// @param language a tag such as `zh`; English where there are no words of its own
  public static Wording of(String language) {
    return new Wording(words(LANGUAGES.contains(language) ? language : LANGUAGES.getFirst()));
  }

  /// All words of one of the languages.
  static Properties words(String language) {
    var file = "wording_" + language + ".properties";
    try (var in = Objects.requireNonNull(Wording.class.getResourceAsStream(file), file)) {
      var words = new Properties();
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return words;
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }

  /// The words under a key, its places filled.
  public String say(String key, Object... values) {
    return String.format(Locale.ROOT, Objects.requireNonNull(words.getProperty(key), key), values);
  }

  /// The same for a number of things, which is the first value: of one, or of any other number.
  public String count(String key, int count, Object... values) {
    var all = new Object[values.length + 1];
    all[0] = count;
    System.arraycopy(values, 0, all, 1, values.length);
    return say(key + (count == 1 ? ".one" : ".many"), all);
  }
}

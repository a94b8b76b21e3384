package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {

  private static final Map<String, Object> VALUES =
      Map.of(
          "name",
          "eve",
          "one",
          1L,
          "many",
          3,
          "none",
          0,
          "yes",
          true,
          "no",
          false,
          "list",
          List.of("a", "b"),
          "empty",
          List.of(),
          "free_bytes",
          1536L);

  private static String say(String text) {
    return say(text, VALUES);
  }

  private static String say(String text, Map<String, ? extends @Nullable Object> values) {
    return Sentence.of(text).say(values::get, new Printed(true, Language.ENGLISH));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{name} is there.; eve is there.",
        "{gone} is there.; (not known) is there.",
        "{name}{many}; eve3",
        "No values.; No values.",
        "{one|packet}; 1 packet",
        "{many|packet}; 3 packets",
        "{none|packet}; 0 packets",
        "{one|more address|more addresses}; 1 more address",
        "{many|more address|more addresses}; 3 more addresses",
        "{gone|packet}; (not known)",
        "{free_bytes}; 1.5 KiB",
        "{list}; a, b",
        "'{name}, costs $5 | a (b) #1'; '{name}, costs $5 | a (b) #1'"
      })
  void aPlaceIsFilledWithItsValue(String text, String said) {
    assertThat(say(text)).isEqualTo(said.replace("{name}", "eve"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A[ of {name}].; A of eve.",
        "A[ of {gone}].; A.",
        "[{gone}|{name}|{many}]; eve",
        "[{gone}|{gone}]; ''",
        "[{gone}|nobody]; nobody",
        "[{gone} and {name}|{name} alone]; eve alone",
        "[{empty}|none]; none",
        "[{list}|none]; a, b",
        "[{gone|packet}|{many|packet|lots}]; 3 lots",
        "[{name}][ and {gone}][ or {many}]; eve or 3",
        "[]; ''",
        "[a|]; a",
        "[|a]; ''"
      })
  void ofAlternativesTheFirstWhoseValuesAreKnownIsSaid(String text, String said) {
    assertThat(say(text)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[{yes?}up|down]; up",
        "[{no?}up|down]; down",
        "[{gone?}up|down]; down",
        "[{name?}up|down]; down",
        "[{yes?}{gone}|{yes?}{name}]; eve",
        "[{yes?}{no?}up]; ''",
        "{yes?}up; up",
        "{no?}up; up"
      })
  void aFlagIsNotSaidAndItsPartCountsOnlyWhereItIsTrue(String text, String said) {
    assertThat(say(text)).isEqualTo(said);
  }

  @Test
  void whatAValueHoldsIsNeverReadAsASentence() {
    assertThat(say("{x}, [{x}|y]", Map.of("x", "{name}[a|b]")))
        .isEqualTo("{name}[a|b], {name}[a|b]");
  }

  @Test
  void aNullInAListIsNoValue() {
    var values = new HashMap<String, Object>();
    values.put("x", Arrays.asList(null, "a"));
    assertThat(say("[{x}|none]", values)).isEqualTo("a");
    values.put("x", Arrays.asList((Object) null));
    assertThat(say("[{x}|none]", values)).isEqualTo("none");
  }

  @Test
  void itNamesTheColumnsOfAllItsParts() {
    assertThat(Sentence.of("{a} {b|c} [{d?}{e}|{f|g|h}] {a}").names())
        .containsExactly("a", "b", "d", "e", "f");
    assertThat(Sentence.of("").names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{name is there; \"{name is there\" has a brace or bracket that opens or closes nothing",
        "name} is there; has a brace or bracket",
        "{Name}; has a brace or bracket",
        "{}; has a brace or bracket",
        "{name|}; has a brace or bracket",
        "{name|a|b|c}; has a brace or bracket",
        "{name or nobody}; has a brace or bracket",
        "{na{name}me}; has a brace or bracket",
        "a] b; has a brace or bracket",
        "[a; the [ before \"a\" has no ] of its own",
        "[a [b] c]; the [ before \"a [b] c]\" has no ] of its own",
        "[a {name]; \"a {name\" has a brace or bracket",
        "[a|{name]}; has a brace or bracket",
        "[abcdefghijklmnopqrstuvwxyz; the [ before \"abcdefghijklmnopqrst…\" has no ] of its own"
      })
  void whatIsMalformedIsRefusedWithItsPlace(String text, String why) {
    assertThatThrownBy(() -> Sentence.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}

package dev.casebook.redaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Words that are nobody's.
final class WordList {

  private static final Set<String> COMMON = read("common-words.txt");
  private static final Set<String> PUBLIC_DOMAINS = read("public-domains.txt");

  /// Ends of names that everybody has; a country's has two letters.
  private static final Set<String> TOP =
      Set.of(
          "com",
          "net",
          "org",
          "edu",
          "gov",
          "mil",
          "int",
          "info",
          "biz",
          "name",
          "io",
          "dev",
          "app",
          "cloud",
          "online",
          "tech",
          "local",
          "lan",
          "localdomain",
          "home",
          "corp",
          "intern",
          "internal",
          "intranet",
          "private",
          "arpa",
          "test",
          "example",
          "invalid",
          "localhost",
          "cluster",
          "svc",
          "pod",
          "ip6",
          "in-addr");

  private WordList() {}

  private static Set<String> read(String resource) {
    try (var in = Objects.requireNonNull(WordList.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a word stands in so many texts that it is a name only where something says so.
  static boolean isCommon(String word) {
    return COMMON.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isCommonBegin(String begin) {
    return COMMON.stream().anyMatch(word -> word.startsWith(begin));
  }

  /// Whether a name of a machine or a domain is everybody's.
  static boolean isPublic(String host) {
    var rest = host.toLowerCase(Locale.ROOT);
    while (!rest.isEmpty()) {
      if (PUBLIC_DOMAINS.contains(rest)) {
        return true;
      }
      int dot = rest.indexOf('.');
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    return false;
  }

  /// Whether this is the end of every domain's name, or of every country's.
  static boolean isTop(String label) {
    return TOP.contains(label)
        || (label.length() == 2 && label.chars().allMatch(Character::isLetter));
  }
}

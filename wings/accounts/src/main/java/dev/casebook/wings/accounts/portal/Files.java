package dev.casebook.wings.accounts.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What pages show beside their text, read once.
final class Files {

  static final String STYLE = read("style.css");
  static final String ICON = read("icon.svg");

  private Files() {}

  private static String read(String name) {
    try (var in = Objects.requireNonNull(Files.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

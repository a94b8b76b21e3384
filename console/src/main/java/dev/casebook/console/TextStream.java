package dev.casebook.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// UTF-8 text without the encoder of `PrintStream`, which takes longer than making the text.
public final class TextStream extends PrintStream {

  public TextStream(OutputStream out) {
    super(out, false, StandardCharsets.UTF_8);
  }

  @Override
  public void print(String text) {
    writeBytes(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
  }
}

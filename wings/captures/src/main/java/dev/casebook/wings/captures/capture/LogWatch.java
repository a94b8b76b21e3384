package dev.casebook.wings.captures.capture;

import dev.casebook.hosts.Frames;
import dev.casebook.hosts.LiveScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Waits for a line in a log of a host, from now on: what comes before is not looked at.
public final class LogWatch implements AutoCloseable {

  /// A longer line is looked at in pieces.
  private static final int LINE_MAX = 1 << 16;

  private final String host;
  private final String log;
  private final Pattern pattern;
  private @Nullable LiveScript script;
  private volatile boolean closed;

  /// @param host as people call it
  /// @param log a file, or `journal`
  public LogWatch(String host, String log, Pattern pattern) {
    this.host = host;
    this.log = log;
    this.pattern = pattern;
  }

  /// Watches in a thread of its own.
  ///
  /// @param seen gets the first line that matches, with host and log
  /// @param blind gets why the log can't be watched
  public void start(TcpdumpTap.Opening opening, Consumer<String> seen, Consumer<String> blind) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            watch(opening, seen);
          } catch (IOException e) {
            if (!closed) {
              blind.accept(host + " " + log + ": " + e.getMessage());
            }
          }
        });
  }

  private void watch(TcpdumpTap.Opening opening, Consumer<String> seen) throws IOException {
    var nonce = Frames.nonce();
    var opened =
        opening.open(ScriptHead.script("follow.sh", Map.of("N", nonce, "LOG", log)), _ -> false);
    synchronized (this) {
      script = opened;
    }
    if (closed) {
      opened.close();
    }
    var head = ScriptHead.of(opened, nonce);
    if (head.isEmpty()) {
      throw new IOException(opened.whyNoAnswer());
    }
    var lines =
        new BufferedReader(new InputStreamReader(head.get().rest(), StandardCharsets.UTF_8));
    var line = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      if (c != '\n' && line.length() < LINE_MAX) {
        line.append((char) c);
        continue;
      }
      if (pattern.matcher(line).find()) {
        seen.accept(host + " " + log + ": " + line);
        return;
      }
      line.setLength(0);
    }
    throw new IOException("is not watched any more" + opened.because());
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (script != null) {
        script.close();
      }
    }
  }
}

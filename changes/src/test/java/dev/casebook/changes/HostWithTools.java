package dev.casebook.changes;

import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.ThisHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// This host with other tools in the place of its own.
///
/// @param folder for scripts: one may be longer than an argument can be
/// @param shell that runs them
/// @param path in which tools are looked for
record HostWithTools(Path folder, List<String> shell, String path) implements Host {

  @Override
  public CommandOutput run(
      List<String> argv, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    return new ThisHost().run(argv, deadline, outputCap, output);
  }

  @Override
  public CommandOutput script(String script, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    var file = Files.createTempFile(folder, "script", "");
    Files.writeString(file, "PATH=" + path + "\n" + script);
    var line = new ArrayList<>(shell);
    line.add(file.toString());
    return run(line, deadline, outputCap, output);
  }
}

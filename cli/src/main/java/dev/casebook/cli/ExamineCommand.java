package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Language;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.investigate.ForeignExamination;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook examine`: the child in which notes from outside run; started by `diagnose --notes`.
@Command(name = "examine", hidden = true)
final class ExamineCommand implements Callable<Integer> {

  /// What the child may take: its heap, and all writable memory (RLIMIT_DATA, in KiB), which is
  /// what a query can make grow.
  private static final String HEAP = "-Xmx192m";

  private static final String DATA_KIB = "1400000";

  private final Console console;

  @Option(names = "--notes", required = true)
  private Path notes = Path.of("");

  @Option(names = "--language", required = true)
  private String language = "";

  @Option(names = "--set")
  private Map<String, String> parameters = Map.of();

  /// As they were handed over by the parent.
  @picocli.CommandLine.Parameters(arity = "1..*")
  private List<String> sources = List.of();

  ExamineCommand(Console console) {
    this.console = console;
  }

  /// The command line that starts a child, without the sources.
  static List<String> line(Path notes, Map<String, String> parameters, Language language) {
    var line =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "ulimit -d " + DATA_KIB + " && exec \"$@\"", "sh"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", HEAP, "-XX:-UsePerfData"));
    line.add("--enable-native-access=ALL-UNNAMED");
    for (var name :
        List.of("casebook.libhs", "casebook.home", "casebook.index", "ZstdNativePath")) {
      var value = System.getProperty(name);
      if (value != null) {
        line.add("-D" + name + "=" + value);
      }
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of("examine", "--notes", notes.toAbsolutePath().toString()));
    line.addAll(List.of("--language", language.tag()));
    parameters.forEach((name, value) -> line.addAll(List.of("--set", name + "=" + value)));
    return line;
  }

  /// The notes to examine, as the parent names them.
  private List<String> ids() {
    return new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))
        .lines()
        .toList();
  }

  @Override
  public Integer call() throws UserError {
    var workspace = new Workspace(console);
    var casebook = workspace.casebook(notes).only(ids()).in(Language.of(language));
    try (var out = new DataOutputStream(console.out())) {
      new ForeignExamination(
              workspace.sources(), workspace.catalogue(), casebook, new Parameters(parameters), out)
          .run(sources);
      return 0;
    } catch (IOException | UnreadableSource e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}

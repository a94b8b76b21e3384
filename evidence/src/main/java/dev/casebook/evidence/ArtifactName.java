package dev.casebook.evidence;

import java.util.regex.Pattern;

/// The name by which everything downstream asks for a piece of evidence, wherever it lies.
public sealed interface ArtifactName {

  /// How a person would write it.
  String text();

  /// A file under its path on the host, or a glob over such paths: `*` is part of one name, `**`
  /// any number of folders.
  record File(String path) implements ArtifactName {
    public File {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("a host path starts with /: " + path);
      }
    }

    @Override
    public String text() {
      return path;
    }

    public Glob glob() {
      return Glob.of(path.substring(1));
    }
  }

  /// The output of a command line. A trailing `*` stands for further arguments; such a pattern is
  /// looked up in collected evidence and never run.
  record Command(String line) implements ArtifactName {
    private static final Pattern FOLDER = Pattern.compile("^/(usr/)?s?bin/");
    private static final Pattern OTHERS = Pattern.compile("[^\\w\\-./*]+");
    private static final Pattern ENDS = Pattern.compile("^[ ._-]+|[ ._-]+$");

    @Override
    public String text() {
      return line;
    }

    public boolean canRun() {
      return !line.contains("*");
    }

    /// The name under which sosreport and insights keep the output: without the program's folder,
    /// every run of other characters than letters, digits, `_`, `.`, `-` as one `_`, `/` as `.`.
    public String mangled() {
      var program = FOLDER.matcher(line).replaceFirst("");
      var mangled = OTHERS.matcher(program).replaceAll("_").replace('/', '.');
      return ENDS.matcher(mangled).replaceAll("");
    }
  }

  static File file(String path) {
    return new File(path);
  }

  static Command command(String line) {
    return new Command(line);
  }
}

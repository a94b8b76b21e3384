package dev.casebook.evidence;

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
      var mangled =
          line.replaceFirst("^/(usr/)?s?bin/", "")
              .replaceAll("[^\\w\\-./*]+", "_")
              .replace('/', '.');
      return mangled.replaceAll("^[ ._-]+|[ ._-]+$", "");
    }
  }

  static File file(String path) {
    return new File(path);
  }

  static Command command(String line) {
    return new Command(line);
  }
}

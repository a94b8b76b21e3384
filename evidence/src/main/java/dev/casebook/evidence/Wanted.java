package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The names that will be asked for. An archive is read before its layout is known; so a member is
/// kept if under any layout it could have one of these names. If it turns out to have no layout, it
/// is read again and all are kept.
public final class Wanted {

  /// A bundle's own folder, and `data/` in it.
  private static final int FOLDERS_BEFORE = 3;

  private static final Pattern COMMAND =
      Pattern.compile("(?:sos_commands/[^/]+|insights_commands|commands)/([^/]+)$");

  private final List<Pattern> files = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  public Wanted(List<ArtifactName> names) {
    names.forEach(this::add);
    HostFactsReader.NAMES.forEach(this::add);
  }

  private void add(ArtifactName name) {
    switch (name) {
      case ArtifactName.File file -> files.add(file.glob().pattern());
      case ArtifactName.Command command -> commands.add(command.mangled());
    }
  }

  /// Whether the member of this path has to be kept.
  public boolean wants(String path) {
    var command = COMMAND.matcher(path);
    if (command.find()) {
      return commands.stream().anyMatch(glob -> Glob.matchesName(glob, command.group(1)));
    }
    var rest = path;
    for (int folders = 0; folders <= FOLDERS_BEFORE; folders++) {
      var tail = rest;
      if (files.stream().anyMatch(pattern -> pattern.matcher(tail).matches())) {
        return true;
      }
      int slash = rest.indexOf('/');
      if (slash < 0) {
        break;
      }
      rest = rest.substring(slash + 1);
    }
    return false;
  }
}

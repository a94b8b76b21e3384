package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.HeldResources;
import dev.casebook.wings.etcd.tool.KeyQuery;
import dev.casebook.wings.etcd.tool.KeySelection;
import dev.casebook.wings.etcd.tool.ObjectReader;
import dev.casebook.wings.etcd.tool.PathFilter;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which keys a command is to look at.
final class KeyOptions {

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "This key alone.")
  private @Nullable String key;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "Keys that start like this: /registry/pods/.")
  private @Nullable String prefix;

  @Option(
      names = {"-r", "--resource"},
      paramLabel = "RESOURCE",
      description = "As for kubectl: pods, po, widgets.example.com.")
  private @Nullable String resource;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Objects of this namespace.")
  private @Nullable String namespace;

  @Option(names = "--name", paramLabel = "NAME", description = "Objects of this name.")
  private @Nullable String name;

  @Option(
      names = "--filter",
      paramLabel = "PATH=VALUE",
      description =
          "Objects that hold this. PATH is as in .spec.nodeName, ['metadata'].name or"
              + " .spec.containers[*].image; != works too. May be repeated: all must hold.")
  private List<String> filters = List.of();

  @Option(
      names = "--revision",
      paramLabel = "R",
      description = "As it was at this revision; the current one if not given.")
  private long revision;

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "Of each key its version V: 1 at creation, then one more for each write.")
  private @Nullable Long version;

  @Mixin private final EncryptionOption encryption = new EncryptionOption();

  KeyQuery query() throws UserError {
    if (revision < 0) {
      throw new UserError("--revision " + revision + ": revisions start at 1");
    }
    if (resource != null && resource.indexOf('/') >= 0) {
      throw new UserError(
          "--resource " + resource + ": name the resource alone, and the object with --name");
    }
    var selection =
        new KeySelection(
            Optional.ofNullable(key),
            Optional.ofNullable(prefix),
            Optional.ofNullable(resource),
            Optional.ofNullable(namespace),
            Optional.ofNullable(name));
    return new KeyQuery(selection, revision, wantedVersion(), parsedFilters());
  }

  private OptionalLong wantedVersion() throws UserError {
    if (version == null) {
      return OptionalLong.empty();
    }
    if (version < 1) {
      throw new UserError("--version " + version + ": versions start at 1");
    }
    return OptionalLong.of(version);
  }

  private List<PathFilter> parsedFilters() throws UserError {
    var parsed = new ArrayList<PathFilter>();
    for (var filter : filters) {
      parsed.add(
          PathFilter.parse(filter)
              .orElseThrow(() ->
                  new UserError("--filter " + filter + ": is not PATH=VALUE or PATH!=VALUE")));
    }
    return parsed;
  }

  /// One key was named, so that it must be there.
  Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /// Says that no key was selected.
  void sayNothing(Console console, EtcdFile file) {
    var reason = Optional.ofNullable(resource).flatMap(asked -> HeldResources.without(file, asked));
    console.say("nothing matches" + reason.map(text -> ": " + text).orElse(""));
  }

  /// Whether a key that is there may be left out by other options.
  boolean isNarrowed() {
    return prefix != null
        || resource != null
        || namespace != null
        || name != null
        || version != null
        || !filters.isEmpty();
  }

  ObjectReader reader() throws UnreadableFile {
    return encryption.reader();
  }
}

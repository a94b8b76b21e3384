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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which keys a command is to look at.
final class KeyOptions {

  /// How the words before the options, which [#take] reads, are shown in help.
  static final String WORDS_LABEL = "[FILE] [RESOURCE [NAME]]";

  static final String WORDS =
      "A member's db, its data folder or a snapshot, this host's member if not given; and what is"
          + " to be shown of it, as for kubectl: pods, cm,secrets, pods web, pods/web.";

  /// What is no path, where there is no file of that name.
  private static final Pattern RESOURCES = Pattern.compile("[a-z]+(?:,[a-z]+)*");

  /// As of grep.
  static final int NOTHING_MATCHES = 1;

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
      description = "As for kubectl: pods, po, widgets.example.com, or several: cm,secrets.")
  private @Nullable String resource;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Objects of all namespaces, which is so if no --namespace is given.")
  private boolean allNamespaces;

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
          "As .spec.nodeName=n1, ['metadata'].name=web or .spec.containers[*].image!=nginx. May be"
              + " repeated: all must hold.")
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
    if (allNamespaces && namespace != null) {
      throw new UserError("--all-namespaces and --namespace exclude each other");
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

  /// Takes the words `[FILE] [RESOURCE [NAME]]`, as `db pods`, `db pods web` or `db pods/web`.
  ///
  /// @return the file; null for this host's
  @Nullable Path take(List<String> words) throws UserError {
    if (words.isEmpty()) {
      return null;
    }
    var first = words.getFirst();
    if (first.isEmpty()) {
      throw new UserError("an empty path names no file");
    }
    var isResource = RESOURCES.matcher(first).matches() && !Files.exists(Path.of(first));
    var behind = isResource ? words : words.subList(1, words.size());
    if (!behind.isEmpty()) {
      takeObject(behind);
    }
    return isResource ? null : Path.of(first);
  }

  private void takeObject(List<String> words) throws UserError {
    var first = words.getFirst();
    var slash = first.indexOf('/');
    var isNamed = words.size() > 1 || slash >= 0;
    if (resource != null || (isNamed && name != null)) {
      throw new UserError(
          first + ": the resource was named before; leave out --resource and --name");
    }
    if (words.size() > 2 || (words.size() == 2 && slash >= 0)) {
      throw new UserError(String.join(" ", words) + ": name one object, as pods/web or pods web");
    }
    resource = slash < 0 ? first : first.substring(0, slash);
    if (isNamed) {
      name = slash < 0 ? words.getLast() : first.substring(slash + 1);
    }
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
  ///
  /// @return the exit status
  int sayNothing(Console console, EtcdFile file) {
    var reason = Optional.ofNullable(resource).flatMap(asked -> HeldResources.without(file, asked));
    console.say("nothing matches" + reason.map(text -> ": " + text).orElse(""));
    return NOTHING_MATCHES;
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

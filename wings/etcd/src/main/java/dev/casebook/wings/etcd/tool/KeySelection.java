package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.store.KeyText;
import java.util.Optional;

/// Which keys are wanted; what is not given does not matter.
///
/// @param key the whole key, as [KeyText] has it
/// @param prefix how it starts
/// @param resource as kubectl takes it, see [ResourceNames]; several with commas between
public record KeySelection(
    Optional<String> key,
    Optional<String> prefix,
    Optional<String> resource,
    Optional<String> namespace,
    Optional<String> name) {

  public static final KeySelection ALL =
      new KeySelection(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public KeySelection {
    key = key.map(KeyText::usual);
    prefix = prefix.map(KeyText::usual);
  }

  /// Whether the key is wanted.
  public boolean takes(String candidate) {
    return key.map(candidate::equals).orElse(true)
        && prefix.map(candidate::startsWith).orElse(true)
        && ((resource.isEmpty() && namespace.isEmpty() && name.isEmpty())
            || takes(RegistryKey.of(candidate)));
  }

  private boolean takes(RegistryKey candidate) {
    return resource.map(asked -> ResourceNames.anyMeans(asked, candidate.resource())).orElse(true)
        && namespace.map(candidate.namespace()::equals).orElse(true)
        && name.map(candidate.name()::equals).orElse(true);
  }
}

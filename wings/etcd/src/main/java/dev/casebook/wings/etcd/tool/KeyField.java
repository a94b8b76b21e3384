package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.ObjectHead;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be told of a key.
public enum KeyField {
  KEY("the key"),
  RESOURCE("as kubectl names it: pods, widgets.example.com; from the key"),
  NAMESPACE("of the object; from the key"),
  NAME("of the object; from the key"),
  KIND("of the object; from its value"),
  API_VERSION("of the object as it is stored"),
  UID("of the object"),
  CREATED("when the object was created, UTC"),
  CREATE_REVISION("the revision at which the current generation of the key began"),
  MOD_REVISION("the revision that wrote the key last"),
  VERSION("how often the current generation was written"),
  LEASE("the lease that deletes the key when it ends, in hexadecimal as etcdctl has it"),
  VALUE_SIZE("bytes of the value"),
  VERSIONS("how many revisions of the key are retained, deletions among them"),
  SIZE("bytes that all of these take in the file"),
  VALUE("the object, or what else the value is");

  private final String meaning;

  KeyField(String meaning) {
    this.meaning = meaning;
  }

  /// The field of that name: lower case, words joined by `_`.
  public static Optional<KeyField> named(String name) {
    return Arrays.stream(values()).filter(field -> field.word().equals(name)).findFirst();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  /// Whether the walk has to count the records of each key.
  public boolean needsCounts() {
    return this == VERSIONS || this == SIZE;
  }

  /// The field of the key that a walk stands at: String, Long, an [ObjectValue], or null if it has
  /// none.
  public @Nullable Object of(SelectedKeys at, ObjectHead head) {
    return switch (this) {
      case KEY -> at.key();
      case RESOURCE -> textOrNull(RegistryKey.of(at.key()).resource());
      case NAMESPACE -> textOrNull(RegistryKey.of(at.key()).namespace());
      case NAME -> textOrNull(RegistryKey.of(at.key()).name());
      case KIND -> isObject(at, head) ? textOrNull(head.kind()) : null;
      case API_VERSION -> isObject(at, head) ? textOrNull(head.apiVersion()) : null;
      case UID -> isObject(at, head) ? textOrNull(head.uid()) : null;
      case CREATED -> isObject(at, head) ? time(head.creationSeconds()) : null;
      case CREATE_REVISION -> at.record().keyValue().createRevision();
      case MOD_REVISION -> at.record().main();
      case VERSION -> at.record().keyValue().version();
      case LEASE -> lease(at.record().keyValue().lease());
      case VALUE_SIZE -> (long) at.record().keyValue().valueLength();
      case VERSIONS -> (long) at.keys().retained();
      case SIZE -> at.keys().retainedBytes();
      case VALUE -> at.object();
    };
  }

  private static boolean isObject(SelectedKeys at, ObjectHead head) {
    return head.read(at.record().keyValue().valueBytes());
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String lease(long id) {
    return id == 0 ? null : Long.toHexString(id);
  }

  private static @Nullable String time(long seconds) {
    // Outside of four-digit years the value is nobody's clock.
    return seconds == 0 || seconds < 0 || seconds > 253_402_300_799L
        ? null
        : Instant.ofEpochSecond(seconds).toString();
  }
}

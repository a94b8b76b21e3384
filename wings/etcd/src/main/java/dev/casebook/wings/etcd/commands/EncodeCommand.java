package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.etcd.kubernetes.StorageCodec;
import dev.casebook.wings.etcd.kubernetes.StorageFormat;
import dev.casebook.wings.etcd.kubernetes.protobuf.ObjectCodec;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import dev.casebook.wings.etcd.kubernetes.tree.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd encode`: an object to the bytes that are stored for it.
@Command(
    name = "encode",
    description = "Write the bytes that the API server would store for an object.",
    footer = {
      "",
      "The object is YAML or JSON, as kubectl and casebook etcd decode show it. Built-in "
          + "kinds are stored as protobuf, all others as JSON.",
      "",
      "Examples:",
      "  casebook etcd encode pod.yaml > value.bin",
      "  casebook etcd encode pod.yaml | etcdctl put /registry/pods/default/web",
      "  casebook etcd encode -o hex < pod.json"
    })
final class EncodeCommand implements Callable<Integer> {

  /// How the bytes are written.
  enum Form {
    binary,
    hex
  }

  /// Names of [StorageFormat].
  enum Storage {
    protobuf,
    json,
    cbor
  }

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "YAML or JSON; standard input if not given.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "binary or hex; binary if not given.")
  private Form form = Form.binary;

  @Option(
      names = "--storage",
      paramLabel = "FORMAT",
      description = "protobuf, json or cbor; what the API server uses if not given.")
  private @Nullable Storage storage;

  EncodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (form == Form.binary && console.style().terminal()) {
      throw new UserError("the bytes would garble the terminal; redirect them, or use -o hex");
    }
    var object = object(new String(InputFile.read(console, file), StandardCharsets.UTF_8));
    var stored = encoded(object);
    write(stored);
    if (storage == null && stored[0] == '{' && isMistaken(object)) {
      console.say(
          "no kind "
              + object.get("kind")
              + " of "
              + object.get("apiVersion")
              + " is known: it is"
              + " stored as JSON, as custom resources are");
    }
    return 0;
  }

  /// Whether the kind is not known, though its group is one of those that Kubernetes itself has.
  private static boolean isMistaken(Map<?, ?> object) {
    var apiVersion = String.valueOf(object.get("apiVersion"));
    var group = apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    return (group.indexOf('.') < 0 || group.endsWith(".k8s.io"))
        && !ObjectCodec.isKnown(apiVersion, String.valueOf(object.get("kind")));
  }

  private void write(byte[] stored) {
    switch (form) {
      case binary -> console.out().write(stored, 0, stored.length);
      case hex -> console.out().println(HexFormat.of().formatHex(stored));
    }
  }

  private byte[] encoded(Map<?, ?> object) throws UserError {
    try {
      return storage == null
          ? StorageCodec.encode(object)
          : StorageCodec.encode(
              object, StorageFormat.valueOf(storage.name().toUpperCase(Locale.ROOT)));
    } catch (UnencodableException e) {
      throw new UserError("the object has no stored form: " + e.getMessage());
    }
  }

  private Map<?, ?> object(String text) throws UserError {
    try {
      var documents = YamlReader.documents(text);
      documents.removeIf(Objects::isNull);
      if (documents.isEmpty()) {
        throw new UserError("there is nothing to encode: the input is empty");
      }
      if (documents.size() > 1) {
        throw new UserError("several documents; encode them one by one");
      }
      if (documents.getFirst() instanceof Map<?, ?> object
          && object.containsKey("apiVersion")
          && object.containsKey("kind")) {
        return object;
      }
      throw new UserError("that is not a Kubernetes object, which has an apiVersion and a kind");
    } catch (MalformedException e) {
      throw new UserError("that is neither YAML nor JSON: " + e.getMessage());
    }
  }
}

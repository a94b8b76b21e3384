package dev.casebook.wings.etcd.tool;

import dev.casebook.evidence.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Where programs that run etcd keep a member's database.
public final class MemberFiles {

  /// kubeadm and etcd's own units, K3s, RKE2, k0s, minikube: each the data folder.
  private static final List<String> DATA_FOLDERS =
      List.of(
          "var/lib/etcd",
          "var/lib/rancher/k3s/server/db/etcd",
          "var/lib/rancher/rke2/server/db/etcd",
          "var/lib/k0s/etcd",
          "var/lib/minikube/etcd");

  private static final String FILE = "member/snap/db";

  /// From a data folder, and from the folders on the way.
  private static final List<String> INSIDE = List.of(FILE, "snap/db", "db");

  private MemberFiles() {}

  /// The files that there are under a root folder: those of every data folder, and of the folders
  /// in `/var/lib/etcd`, of which Debian has one for each cluster.
  ///
  /// @throws UnreadableFile if a folder may not be looked into, so that it is not known
  public static List<Path> under(Path root) throws UnreadableFile {
    var found = new ArrayList<Path>();
    for (var name : DATA_FOLDERS) {
      var folder = root.resolve(name);
      if (isThere(folder)) {
        add(folder, found);
        for (var inner : inside(folder)) {
          add(inner, found);
        }
      }
    }
    return found;
  }

  /// The data folders as words of a script.
  static String onHost() {
    return DATA_FOLDERS.stream().map(folder -> "/" + folder).collect(Collectors.joining(" "));
  }

  /// The file that is meant by it or by a folder: a member's data folder, or one inside it.
  ///
  /// @throws UnreadableFile if it is a folder without one
  static Path named(Path path) throws UnreadableFile {
    if (!Files.isDirectory(path)) {
      return path;
    }
    for (var name : INSIDE) {
      var file = path.resolve(name);
      if (isThere(file)) {
        return file;
      }
    }
    throw new UnreadableFile(
        path + ": is a folder without " + FILE + "; name a member's data folder, or the file");
  }

  private static void add(Path folder, List<Path> found) throws UnreadableFile {
    var file = folder.resolve(FILE);
    if (isThere(file)) {
      found.add(file);
    }
  }

  /// That nothing is there is known only where one may look.
  private static boolean isThere(Path path) throws UnreadableFile {
    try {
      Files.readAttributes(path, "size");
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw unknown(path, e);
    }
  }

  private static List<Path> inside(Path folder) throws UnreadableFile {
    try (var inner = Files.list(folder)) {
      return inner.filter(Files::isDirectory).sorted().limit(100).toList();
    } catch (IOException e) {
      throw unknown(folder, e);
    }
  }

  private static UnreadableFile unknown(Path path, IOException e) {
    return new UnreadableFile(path + ": " + Reason.of(e) + "; run as root, or name the FILE");
  }
}

package dev.casebook.tools.etcd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  private MemberFiles() {}

  /// The files that there are under a root folder: those of every data folder, and of the folders
  /// in `/var/lib/etcd`, of which Debian has one for each cluster.
  ///
  /// @throws UnreadableFile if a folder may not be looked into, so that it is not known
  public static List<Path> under(Path root) throws UnreadableFile {
    var found = new ArrayList<Path>();
    for (var name : DATA_FOLDERS) {
      var folder = root.resolve(name);
      if (Files.isDirectory(folder)) {
        add(folder, found);
        inside(folder).forEach(inner -> add(inner, found));
      }
    }
    return found;
  }

  private static void add(Path folder, List<Path> found) {
    var file = folder.resolve(FILE);
    if (Files.exists(file)) {
      found.add(file);
    }
  }

  private static List<Path> inside(Path folder) throws UnreadableFile {
    try (var inner = Files.list(folder)) {
      return inner.filter(Files::isDirectory).sorted().limit(100).toList();
    } catch (IOException e) {
      throw new UnreadableFile(
          folder + ": can't be looked into; run as root, or name the file: " + e.getMessage());
    }
  }
}

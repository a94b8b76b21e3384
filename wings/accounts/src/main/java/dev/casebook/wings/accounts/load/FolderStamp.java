package dev.casebook.wings.accounts.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Which files a folder of accounts has, and when each was written last: another stamp says that it
/// may have changed, at a fraction of what reading costs.
public record FolderStamp(List<String> files) {

  public FolderStamp {
    files = List.copyOf(files);
  }

  public static FolderStamp of(Path folder) throws IOException {
    var real = folder.toRealPath();
    var files = new ArrayList<>(List.of(real.toString()));
    for (var file : FolderReader.files(real)) {
      files.add(file + " " + state(file));
    }
    return new FolderStamp(files);
  }

  private static String state(Path file) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return "%d %d %s"
          .formatted(
              attributes.size(),
              attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              attributes.fileKey());
    } catch (NoSuchFileException e) {
      return "gone";
    }
  }
}

package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.Mapping;
import dev.casebook.wings.holders.kernel.FileStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// A file that is no longer there, by the name that it had.
record SoughtName(String path) implements Sought {

  @Override
  public boolean isMet(FileStatus file, Supplier<String> link) {
    return file.links() == 0 && isIt(link.get());
  }

  private boolean isIt(String link) {
    return link.equals(path) || link.equals(path + SoughtDeleted.MARK);
  }

  @Override
  public boolean isMet(Mapping mapping, String namespace) {
    return isIt(mapping.path());
  }

  @Override
  public List<byte[]> mapNeedles() {
    return List.of((path + SoughtDeleted.MARK + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isMet(String other, FileStatus file) {
    return isIt(other);
  }
}

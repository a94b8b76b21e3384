package dev.casebook.wings.containers.tool;

import dev.casebook.formats.proc.ControlGroup;
import java.util.Map;

/// A container by the groups that it has.
///
/// @param group its group from the hierarchy's root, in the first hierarchy that has one
/// @param folders its group's folder in each hierarchy that has one
record FoundContainer(String id, ControlGroup group, Map<Hierarchies.Hierarchy, String> folders) {

  FoundContainer {
    folders = Map.copyOf(folders);
  }
}

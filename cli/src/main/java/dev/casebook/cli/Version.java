package dev.casebook.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that was built.
public final class Version implements IVersionProvider {

  static String text() {
    var version = Version.class.getPackage().getImplementationVersion();
    return "casebook " + (version == null ? "(not packaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}

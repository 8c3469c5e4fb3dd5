package io.liveorigin.standalone.cli;

import io.liveorigin.contract.lifecycle.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code origin --version}: the facts that a report of a fault needs. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.ofThisBuild();
    return new String[] {
      "origin " + build.version() + " (commit " + build.commit() + ")",
      "java "
          + System.getProperty("java.runtime.version")
          + ", "
          + System.getProperty("java.vendor")
    };
  }
}

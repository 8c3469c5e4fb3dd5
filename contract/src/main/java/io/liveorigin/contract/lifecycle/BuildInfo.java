package io.liveorigin.contract.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Identifies the build in {@code origin --version}, {@code /status} and the metric {@code
 * origin_build_info}.
 *
 * @param version version of the release, for example {@code 0.2.0}
 * @param commit the first digits of the commit that it was built from, with {@code -dirty} if the
 *     sources had changed since; {@link #UNKNOWN} if the sources were in no git repository
 */
public record BuildInfo(String version, String commit) {
  /** Stands for a value that the build did not know. */
  public static final String UNKNOWN = "unknown";

  private static final String FILE = "build.properties";

  /** Returns the build of the running classes, as Maven wrote it into their jar. */
  public static BuildInfo ofThisBuild() {
    try (InputStream in = BuildInfo.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BuildInfo of(Properties properties) {
    return new BuildInfo(known(properties, "version"), known(properties, "commit"));
  }

  /** Maven leaves a property without a value as it is written: {@code ${name}}. */
  private static String known(Properties properties, String key) {
    String value = properties.getProperty(key, "").strip();
    return value.isEmpty() || value.startsWith("${") ? UNKNOWN : value;
  }
}

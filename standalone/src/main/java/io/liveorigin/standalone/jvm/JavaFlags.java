package io.liveorigin.standalone.jvm;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags with which {@code ./origin} starts Java, for code that starts a part of the origin in a
 * process of its own. They are Java's argument files beside this class, which the script reads as
 * well.
 */
public final class JavaFlags {
  private static final int UNSAFE_WARNS = 23;
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  private JavaFlags() {}

  /**
   * Returns the flags of a command that keeps running: {@code broker}, {@code ingest}, {@code
   * serve} and the like.
   *
   * @param javaHome home of the JDK that is to run it
   * @throws OriginException if there are no flags for the command, or the JDK states no version
   */
  public static List<String> of(String command, Path javaHome) {
    List<String> flags = new ArrayList<>(file("common").orElseThrow());
    flags.addAll(
        file(command + ".memory")
            .orElseThrow(() -> new OriginException(ErrorCode.INTERNAL, "no flags for " + command)));
    flags.addAll(file(command).orElse(List.of()));
    if (feature(javaHome) >= UNSAFE_WARNS) {
      flags.addAll(file("java-" + UNSAFE_WARNS).orElseThrow());
    }
    return List.copyOf(flags);
  }

  /**
   * Returns the feature release of a JDK, for example 17, from the {@code release} file in its
   * home.
   */
  public static int feature(Path javaHome) {
    try {
      Matcher version = RELEASE.matcher(Files.readString(javaHome.resolve("release")));
      if (version.find()) {
        return Integer.parseInt(version.group(1));
      }
      throw new OriginException(ErrorCode.INTERNAL, javaHome + "/release does not name a version");
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, javaHome + " is not the home of a JDK", e);
    }
  }

  private static Optional<List<String>> file(String name) {
    try (InputStream in = JavaFlags.class.getResourceAsStream(name + ".args")) {
      if (in == null) {
        return Optional.empty();
      }
      return Optional.of(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList());
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, name + ".args cannot be read", e);
    }
  }
}

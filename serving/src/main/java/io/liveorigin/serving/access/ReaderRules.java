package io.liveorigin.serving.access;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.access.token.ViewerTokenFile;
import io.liveorigin.access.token.ViewerTokenVerifier;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.contract.lifecycle.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Who may read, by the present contents of the files: the CDN's secrets, and the keys of viewers'
 * tokens. A file that becomes unusable changes nothing; {@link #problems} names it.
 *
 * <p>A change takes effect at most {@link WatchedFiles#PERIOD} later, for every request that
 * arrives after that, on any connection. The opener closes this. Any thread.
 */
public final class ReaderRules implements AutoCloseable {
  /** The name of the file of secrets, in metrics and messages. */
  public static final String SECRETS = "cdn-secrets";

  /** The name of the file of viewers' tokens, in metrics and messages. */
  public static final String TOKENS = "viewer-tokens";

  private final Closer closer = new Closer();
  private final Map<String, WatchedFiles<?>> files = new TreeMap<>();
  private final Supplier<SecretTable> secrets;
  private final Supplier<ViewerTokenVerifier> verifier;

  private ReaderRules(SecretTable always) {
    this.secrets = constant(always);
    this.verifier = constant(ViewerTokenVerifier.none());
  }

  private static <T> Supplier<T> constant(T value) {
    return () -> value;
  }

  private ReaderRules(Optional<Path> secretFile, Optional<Path> tokenFile, Clock clock) {
    try {
      this.secrets =
          secretFile
              .<Supplier<SecretTable>>map(
                  file -> watch(SECRETS, file, bytes -> new SecretTable(secrets(bytes))))
              .orElseGet(() -> constant(new SecretTable(CdnSecrets.none())));
      this.verifier =
          tokenFile
              .<Supplier<ViewerTokenVerifier>>map(
                  file ->
                      watch(
                          TOKENS,
                          file,
                          bytes ->
                              new ViewerTokenVerifier(ViewerTokenFile.read(bytes.get(0)), clock)))
              .orElseGet(() -> constant(ViewerTokenVerifier.none()));
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  /** These secrets for ever, and no tokens. */
  public static ReaderRules always(CdnSecrets secrets) {
    return new ReaderRules(new SecretTable(secrets));
  }

  /**
   * Rules from files, which are read now and whenever they change. Throws {@link
   * io.liveorigin.contract.error.OriginException} if one cannot be used.
   *
   * @param secretFile see {@link CdnSecrets#read}; without it no reader needs a secret
   * @param tokenFile see {@link ViewerTokenFile}; without it no reader needs a token
   */
  public static ReaderRules watching(
      Optional<Path> secretFile, Optional<Path> tokenFile, Clock clock) {
    return new ReaderRules(secretFile, tokenFile, clock);
  }

  private <T> Supplier<T> watch(String name, Path file, WatchedFiles.Reading<T> reading) {
    WatchedFiles<T> watched = closer.add(WatchedFiles.start(name, List.of(file), reading));
    SecretFile.warnIfOthersRead(name, file);
    watched.whenChanged(any -> SecretFile.warnIfOthersRead(name, file));
    files.put(name, watched);
    return watched::now;
  }

  private static CdnSecrets secrets(List<byte[]> contents) {
    return CdnSecrets.read(new String(contents.get(0), StandardCharsets.UTF_8));
  }

  SecretTable secrets() {
    return secrets.get();
  }

  ViewerTokenVerifier tokens() {
    return verifier.get();
  }

  /** Reads the files once; their present contents are in force when this returns. */
  public void refresh() {
    files.values().forEach(WatchedFiles::refresh);
  }

  /**
   * By the name of the file, why its present contents are not in force; empty if all of them are.
   */
  public Map<String, String> problems() {
    Map<String, String> problems = new TreeMap<>();
    files.forEach((name, file) -> file.problem().ifPresent(why -> problems.put(name, why)));
    return problems;
  }

  @Override
  public void close() {
    closer.close();
  }
}

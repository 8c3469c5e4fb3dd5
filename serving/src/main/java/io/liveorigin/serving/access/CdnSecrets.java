package io.liveorigin.serving.access;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * What a request must carry in {@value #HEADER}, so that nobody goes round the CDN. None: the
 * listener is open. Two are valid while a secret is changed: the CDN nodes go over one by one.
 *
 * @param secrets none, one or two; 16 to 256 visible ASCII characters each
 */
public record CdnSecrets(List<String> secrets) {
  /** The request header field that carries it. */
  public static final String HEADER = "Origin-CDN-Secret";

  private static final int MOST = 2;
  private static final String ALLOWED = "[\\x21-\\x7e]{16,256}";

  public CdnSecrets {
    secrets = List.copyOf(secrets);
    if (secrets.size() > MOST) {
      throw invalid("at most " + MOST + " secrets, but are " + secrets.size());
    }
    for (String secret : secrets) {
      if (!secret.matches(ALLOWED)) {
        // The value is a secret, and this message is logged.
        throw invalid(
            "16 to 256 visible ASCII characters each, but one has "
                + secret.length()
                + " characters");
      }
    }
  }

  /** An open listener. */
  public static CdnSecrets none() {
    return new CdnSecrets(List.of());
  }

  /**
   * Reads the text of a file: a secret a line; blank lines and lines that start with {@code #} do
   * not count. Throws {@link ErrorCode#INTERNAL} where there is none: a file that was emptied by
   * mistake must not open the listener.
   */
  public static CdnSecrets read(String text) {
    List<String> lines =
        text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    if (lines.isEmpty()) {
      throw invalid("one or two secrets, a line each, but are none");
    }
    return new CdnSecrets(lines);
  }

  /** Whether a request with this field may pass. Takes the same time wherever a guess differs. */
  public boolean admit(Optional<String> field) {
    if (secrets.isEmpty()) {
      return true;
    }
    byte[] given = field.orElse("").getBytes(StandardCharsets.UTF_8);
    boolean admitted = false;
    for (String secret : secrets) {
      // No short circuit: neither which of the two it was, nor how much of it was right.
      admitted |= MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8));
    }
    return admitted;
  }

  /** Records print their components; these must not be in a log. */
  @Override
  public String toString() {
    return secrets.size() + " secrets";
  }

  private static OriginException invalid(String allowed) {
    return new OriginException(ErrorCode.INTERNAL, "cdnSecrets must be " + allowed);
  }
}

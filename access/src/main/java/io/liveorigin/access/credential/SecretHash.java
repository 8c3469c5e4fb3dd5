package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hash of a secret, which is stored in place of the secret. It has one of two forms:
 *
 * <ul>
 *   <li>{@code sha256:} and 43 characters of base64url, for a generated secret. Such a secret has
 *       256 bits of entropy, so nobody can guess it even though the hash is fast, and the hash
 *       costs the PUT path about a microsecond.
 *   <li>{@code $argon2id$…} or {@code $2b$…} (PHC string format), for a password that a person
 *       chose. It costs tens of milliseconds, once for each pair of name and password.
 * </ul>
 *
 * Immutable; any thread may use it.
 */
public final class SecretHash {
  private static final String FAST = "sha256:";
  private static final Pattern FAST_FORM = Pattern.compile("sha256:[A-Za-z0-9_-]{43}");
  private static final Pattern ARGON2 =
      Pattern.compile(
          "\\$argon2(?:id|i|d)\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
              + "\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,86}");
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-6])\\$[A-Za-z0-9./]{53}");

  /** OWASP's first choice for Argon2id: 19 MiB, two passes. */
  private static final Argon2Function PASSWORDS =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  /** 256 MiB: with a higher limit, a credential file could exhaust the memory of the node. */
  private static final int MOST_MEMORY_KIB = 256 * 1024;

  private static final int MOST_PASSES = 20;
  private static final int MOST_LANES = 16;

  private final String text;

  private SecretHash(String text) {
    this.text = text;
  }

  /** Parses a hash in a file. Throws {@link OriginException} for any other form. */
  @JsonCreator
  public static SecretHash of(String text) {
    if (!FAST_FORM.matcher(text).matches()
        && !BCRYPT.matcher(text).matches()
        && !affordableArgon2(text)) {
      // The message does not quote the text: it could be the secret itself, and the message is
      // logged.
      throw new OriginException(
          ErrorCode.INTERNAL,
          "hash must be 'sha256:' with 43 characters of base64url, '$argon2id$…' with at most"
              + " m="
              + MOST_MEMORY_KIB
              + " and t="
              + MOST_PASSES
              + ", or '$2b$…' with a cost of at most 16; './origin credential add' writes it");
    }
    return new SecretHash(text);
  }

  /**
   * Returns whether this is an Argon2 hash with acceptable parameters. It looks at the text only,
   * because the library allocates the memory as soon as it parses the parameters.
   */
  private static boolean affordableArgon2(String text) {
    Matcher form = ARGON2.matcher(text);
    if (!form.matches()) {
      return false;
    }
    int memory = Integer.parseInt(form.group(1));
    int passes = Integer.parseInt(form.group(2));
    int lanes = Integer.parseInt(form.group(3));
    // RFC 9106, section 3.1: at least 8 blocks per lane.
    return lanes >= 1
        && lanes <= MOST_LANES
        && memory >= 8 * lanes
        && memory <= MOST_MEMORY_KIB
        && passes >= 1
        && passes <= MOST_PASSES;
  }

  /** Returns the hash of a generated secret, see {@link GeneratedSecret}. */
  static SecretHash ofGenerated(String secret) {
    return new SecretHash(
        FAST + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(secret)));
  }

  /** Returns the hash of a password that a person chose. Takes tens of milliseconds. */
  public static SecretHash ofPassword(String password) {
    return new SecretHash(Password.hash(password).addRandomSalt(16).with(PASSWORDS).getResult());
  }

  /** Returns whether this hash is fast to compare. */
  boolean fast() {
    return text.startsWith(FAST);
  }

  /**
   * Returns the algorithm and the parameters of a slow hash. Hashes with the same cost take the
   * same time.
   */
  String cost() {
    // $argon2id$v=19$m=...,t=...,p=...$salt$hash, and $2b$12$salt-and-hash.
    return text.startsWith("$argon2")
        ? text.substring(0, text.lastIndexOf('$', text.lastIndexOf('$') - 1))
        : text.substring(0, text.lastIndexOf('$'));
  }

  /** Returns whether both have the same text. The time does not depend on where they differ. */
  boolean isSame(SecretHash other) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.US_ASCII), other.text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Returns whether this is the hash of the given secret. Takes tens of milliseconds unless it is
   * {@link #fast}.
   */
  boolean matches(String secret) {
    if (fast()) {
      return isSame(ofGenerated(secret));
    }
    HashingFunction function =
        text.startsWith("$argon2")
            ? Argon2Function.getInstanceFromHash(text)
            : BcryptFunction.getInstanceFromHash(text);
    return Password.check(secret, text).with(function);
  }

  /** Compares the texts: when a file is read again, its hashes are equal to the earlier ones. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash hash && isSame(hash);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the hash as it is written in the file. */
  @JsonValue
  public String text() {
    return text;
  }

  private static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /** Omits the hash, which must not appear in a log. */
  @Override
  public String toString() {
    return fast() ? "of a generated secret" : "of a password";
  }
}

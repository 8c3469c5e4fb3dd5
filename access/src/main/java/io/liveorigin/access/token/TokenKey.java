package io.liveorigin.access.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that makes tokens, or that verifies who made them. It is bound to one algorithm; the
 * algorithm that a token names never determines how a key is used. Immutable; any thread may use
 * it.
 */
public final class TokenKey {
  private static final int LEAST_SECRET = 32;
  private static final int MOST_SECRET = 128;
  private static final int LEAST_RSA = 2048;
  private static final int MOST_RSA = 4096;
  private static final String ARMOUR = "-----(BEGIN|END) PUBLIC KEY-----";

  private final String kid;
  private final TokenAlgorithm algorithm;
  private final Key key;

  private TokenKey(String kid, TokenAlgorithm algorithm, Key key) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * Parses a key of the file: {@code secret}, base64url of 32 to 128 bytes, or {@code publicKey}, a
   * P-256 or RSA key in PEM. Throws {@link OriginException} for anything else.
   */
  @JsonCreator
  static TokenKey of(
      @JsonProperty("kid") String kid,
      @JsonProperty("secret") String secret,
      @JsonProperty("publicKey") String publicKey) {
    if (kid == null || kid.isEmpty() || kid.length() > 128) {
      throw invalid("keys.kid", "the key's name in tokens, of 1 to 128 characters");
    }
    if ((secret == null) == (publicKey == null)) {
      throw invalid("keys", "objects with either a secret or a publicKey");
    }
    return secret != null ? ofSecret(kid, secret) : ofPublicKey(kid, publicKey);
  }

  private static TokenKey ofSecret(String kid, String text) {
    Optional<byte[]> bytes = Base64Url.decoded(text);
    if (bytes.isEmpty() || bytes.get().length < LEAST_SECRET || bytes.get().length > MOST_SECRET) {
      throw invalid(
          "keys.secret", "base64url of " + LEAST_SECRET + " to " + MOST_SECRET + " random bytes");
    }
    return new TokenKey(
        kid, TokenAlgorithm.HS256, new SecretKeySpec(bytes.get(), TokenAlgorithm.HS256.java()));
  }

  private static TokenKey ofPublicKey(String kid, String pem) {
    OriginException unusable =
        invalid(
            "keys.publicKey",
            "PEM ('-----BEGIN PUBLIC KEY-----') of a P-256 key, or of an RSA key with "
                + LEAST_RSA
                + " to "
                + MOST_RSA
                + " bits");
    byte[] der;
    try {
      der = Base64.getDecoder().decode(pem.replaceAll(ARMOUR, "").replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw unusable;
    }
    for (String kind : new String[] {"EC", "RSA"}) {
      try {
        PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
        if (key instanceof ECPublicKey ec && onP256(ec)) {
          return new TokenKey(kid, TokenAlgorithm.ES256, key);
        }
        if (key instanceof RSAPublicKey rsa
            && rsa.getModulus().bitLength() >= LEAST_RSA
            && rsa.getModulus().bitLength() <= MOST_RSA) {
          return new TokenKey(kid, TokenAlgorithm.PS256, key);
        }
      } catch (GeneralSecurityException e) {
        // The key is of the other kind, or not a key.
      }
    }
    throw unusable;
  }

  private static boolean onP256(ECPublicKey key) throws GeneralSecurityException {
    AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
    named.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec p256 = named.getParameterSpec(ECParameterSpec.class);
    return key.getParams().getCurve().equals(p256.getCurve())
        && key.getParams().getGenerator().equals(p256.getGenerator())
        && key.getParams().getOrder().equals(p256.getOrder());
  }

  /** Returns the name of the key in tokens. */
  public String kid() {
    return kid;
  }

  /**
   * Returns whether this key may have made the message: its algorithm is that of the key, and it
   * names this key or none.
   */
  boolean mayHaveMade(CoseMessage message) {
    return message.algorithm() == algorithm
        && message
            .kid()
            .map(named -> Arrays.equals(named, kid.getBytes(StandardCharsets.UTF_8)))
            .orElse(true);
  }

  /**
   * Returns whether this key made the message. Takes microseconds for a secret, and up to a
   * millisecond for a signature.
   */
  boolean made(CoseMessage message) {
    try {
      if (algorithm.mac()) {
        Mac mac = Mac.getInstance(algorithm.java());
        mac.init(key);
        return MessageDigest.isEqual(mac.doFinal(message.signed()), message.proof());
      }
      Signature signature = Signature.getInstance(algorithm.java());
      if (algorithm == TokenAlgorithm.PS256) {
        signature.setParameter(TokenAlgorithm.PSS);
      }
      signature.initVerify((PublicKey) key);
      signature.update(message.signed());
      return signature.verify(message.proof());
    } catch (GeneralSecurityException e) {
      // The proof does not even have the form of one.
      return false;
    }
  }

  /** Omits the secret, and also the name, which may be a secret in the wrong place. */
  @Override
  public String toString() {
    return algorithm + " key";
  }

  /**
   * The message does not quote the kid: if the secret was written there by mistake, it must not
   * appear in the log.
   */
  private static OriginException invalid(String key, String allowed) {
    return new OriginException(ErrorCode.INTERNAL, key + " must be " + allowed);
  }
}

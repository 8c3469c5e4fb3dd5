package io.liveorigin.access.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens that no honest issuer makes. */
final class TestTokens {
  private static final byte[] KEY =
      Base64Url.decoded("QDaX3oevZGEcHTKgXasP4fy3FahqtDXx7JkZLXlWk4g").orElseThrow();

  private TestTokens() {}

  /** A data item: integers, texts, bytes, lists, maps with keys of both kinds. */
  static byte[] cbor(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, value);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Object value) {
    if (value instanceof Number number) {
      long n = number.longValue();
      head(out, n < 0 ? 1 : 0, n < 0 ? -1 - n : n);
    } else if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      head(out, 3, utf8.length);
      out.writeBytes(utf8);
    } else if (value instanceof byte[] bytes) {
      head(out, 2, bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof List<?> list) {
      head(out, 4, list.size());
      list.forEach(item -> write(out, item));
    } else if (value instanceof Map<?, ?> map) {
      head(out, 5, map.size());
      map.forEach(
          (key, item) -> {
            write(out, key);
            write(out, item);
          });
    } else {
      throw new AssertionError(value);
    }
  }

  private static void head(ByteArrayOutputStream out, int major, long argument) {
    if (argument < 24) {
      out.write((int) (major << 5 | argument));
      return;
    }
    out.write(major << 5 | 27);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (argument >> shift));
    }
  }

  /** Claims that are accepted, and these. */
  static Map<Object, Object> claims(Object... more) {
    Map<Object, Object> claims = new LinkedHashMap<>();
    claims.put(1, "https://login.acme.example");
    claims.put(3, "acme-live");
    claims.put(4, Vectors.NOW.getEpochSecond() + 60);
    for (int i = 0; i < more.length; i += 2) {
      claims.put(more[i], more[i + 1]);
    }
    return claims;
  }

  /** A genuine token of {@code k1}. */
  static String mac0(byte[] payload) {
    return mac0(cbor(Map.of(1, 5)), payload, KEY);
  }

  static String mac0(byte[] protect, byte[] payload, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] proof = mac.doFinal(structure("MAC0", protect, payload));
      return encoded(message(protect, Map.of(), payload, proof));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** One of a private key, which it does not name. */
  static String es256(byte[] payload, PrivateKey key) throws GeneralSecurityException {
    byte[] protect = cbor(Map.of(1, -7));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(structure("Signature1", protect, payload));
    return encoded(message(protect, Map.of(), payload, signature.sign()));
  }

  /** The structure around the claims has lengths in their shortest form. */
  static byte[] message(byte[] protect, Map<?, ?> unprotected, byte[] payload, byte[] proof) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    head(out, 4, 4);
    shortest(out, protect);
    head(out, 5, unprotected.size());
    unprotected.forEach(
        (key, value) -> {
          write(out, key);
          shortest(out, (byte[]) value);
        });
    shortest(out, payload);
    shortest(out, proof);
    return out.toByteArray();
  }

  private static byte[] structure(String context, byte[] protect, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    head(out, 4, 4);
    write(out, context);
    shortest(out, protect);
    shortest(out, new byte[0]);
    shortest(out, payload);
    return out.toByteArray();
  }

  private static void shortest(ByteArrayOutputStream out, byte[] bytes) {
    if (bytes.length < 24) {
      out.write(2 << 5 | bytes.length);
    } else if (bytes.length < 256) {
      out.write(2 << 5 | 24);
      out.write(bytes.length);
    } else {
      out.write(2 << 5 | 25);
      out.write(bytes.length >> 8);
      out.write(bytes.length);
    }
    out.writeBytes(bytes);
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

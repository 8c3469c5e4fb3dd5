package io.liveorigin.access.tls;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.exception.GenericException;
import nl.altindag.ssl.pem.util.PemUtils;

/**
 * The contents of {@link TlsFiles}, once they were found to be usable together. No message quotes
 * any part of a private key.
 *
 * @param keys the certificate chain with its private key
 * @param clients the authorities of client certificates; empty if no client certificate is
 *     requested
 * @param expires the earliest expiry among the certificates of the chain
 */
record PemContents(
    X509ExtendedKeyManager keys, Optional<X509ExtendedTrustManager> clients, Instant expires) {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?s:.{0,65536}?)-----END (?:[A-Z]+ )?PRIVATE KEY-----");

  private static final Pattern ENCRYPTED =
      Pattern.compile("-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED");

  private static final byte[] SIGNED = "live-origin".getBytes(StandardCharsets.US_ASCII);

  /**
   * Parses the contents of the files. Throws {@link OriginException} if they cannot be used.
   *
   * @param key prefix of the settings, for messages: {@code tls} or {@code admin-tls}
   * @param contents in the order of {@link TlsFiles#all()}
   */
  static PemContents read(String key, TlsFiles files, List<byte[]> contents) {
    String chainText = blocks(CERTIFICATE, contents.get(0), Integer.MAX_VALUE);
    String keyText = blocks(PRIVATE_KEY, contents.get(1), 1);
    List<X509Certificate> chain = certificates(key + "-cert", files.certificates(), chainText);
    PrivateKey privateKey = privateKey(key + "-key", files.privateKey(), keyText);
    requirePair(key, files, chain, privateKey);
    return new PemContents(
        identity(key, files, chainText, keyText),
        files
            .clientAuthorities()
            .map(
                path ->
                    authorities(
                        key, path, blocks(CERTIFICATE, contents.get(2), Integer.MAX_VALUE))),
        chain.stream().map(c -> c.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow());
  }

  /**
   * Returns the PEM blocks of a kind, one after the other, at most {@code most}. The rest of the
   * file is ignored: OpenSSL adds the name of a curve, and some operators put certificate and key
   * into one file.
   */
  private static String blocks(Pattern kind, byte[] contents, int most) {
    StringBuilder found = new StringBuilder();
    Matcher blocks = kind.matcher(new String(contents, StandardCharsets.ISO_8859_1));
    for (int i = 0; i < most && blocks.find(); i++) {
      found.append(blocks.group()).append('\n');
    }
    return found.toString();
  }

  private static List<X509Certificate> certificates(String key, Path file, String text) {
    try {
      List<X509Certificate> found = PemUtils.parseCertificate(text);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GenericException | IllegalArgumentException e) {
      throw unusable(
          key, file, "does not contain a PEM certificate (-----BEGIN CERTIFICATE-----)", e);
    }
    throw unusable(
        key, file, "does not contain a PEM certificate (-----BEGIN CERTIFICATE-----)", null);
  }

  private static PrivateKey privateKey(String key, Path file, String text) {
    if (ENCRYPTED.matcher(text).find()) {
      throw unusable(
          key,
          file,
          "is encrypted; decrypt it (openssl pkey -in FILE -out NEW) and make it readable"
              + " by the origin's user only",
          null);
    }
    try {
      return PemUtils.parsePrivateKey(text);
    } catch (GenericException | IllegalArgumentException e) {
      throw unusable(
          key,
          file,
          "does not contain a PEM private key in PKCS#8, PKCS#1 (RSA) or SEC1 (EC) form",
          null);
    }
  }

  /**
   * Throws if the key is not that of the first certificate: the certificate must verify a signature
   * by the key.
   */
  private static void requirePair(
      String key, TlsFiles files, List<X509Certificate> chain, PrivateKey privateKey) {
    if (fits(chain.get(0).getPublicKey(), privateKey)) {
      return;
    }
    boolean later = chain.stream().skip(1).anyMatch(c -> fits(c.getPublicKey(), privateKey));
    throw new OriginException(
        ErrorCode.INTERNAL,
        key
            + "-key: '"
            + files.privateKey()
            + (later
                ? "' is the key of a later certificate in '"
                    + files.certificates()
                    + "'; write the certificate of the key first, then those that signed it"
                : "' is not the key of the certificate in '" + files.certificates() + "'"));
  }

  private static boolean fits(PublicKey certified, PrivateKey privateKey) {
    try {
      Signature signature = Signature.getInstance(algorithm(certified));
      signature.initSign(privateKey);
      signature.update(SIGNED);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(SIGNED);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // The key is of another kind.
      return false;
    }
  }

  private static String algorithm(PublicKey certified) {
    return switch (certified.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> certified.getAlgorithm();
    };
  }

  private static X509ExtendedKeyManager identity(
      String key, TlsFiles files, String chain, String privateKey) {
    try {
      return PemUtils.loadIdentityMaterial(
          new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)),
          new ByteArrayInputStream(privateKey.getBytes(StandardCharsets.US_ASCII)));
    } catch (GenericException | IllegalArgumentException e) {
      throw unusable(
          key + "-cert", files.certificates(), "does not contain a valid chain for its key", e);
    }
  }

  private static X509ExtendedTrustManager authorities(String key, Path file, String text) {
    String setting = key.substring(0, key.length() - "tls".length()) + "client-ca";
    certificates(setting, file, text);
    return PemUtils.parseTrustMaterial(text);
  }

  private static OriginException unusable(String key, Path file, String why, Exception cause) {
    return new OriginException(ErrorCode.INTERNAL, key + ": '" + file + "' " + why, cause);
  }
}

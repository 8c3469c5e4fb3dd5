package io.liveorigin.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate with which a Kafka client authenticates (mTLS). A key store that cannot be read
 * here is left to Kafka's client, which reports the reason when it is created.
 *
 * @param subject its distinguished name
 * @param from start of its validity
 * @param until end of its validity
 */
record ClientCertificate(String subject, Instant from, Instant until) {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  /**
   * Returns the certificate of these client properties, or empty if they have none that can be
   * read.
   */
  static Optional<ClientCertificate> of(Map<String, String> properties) {
    try {
      String chain = properties.get("ssl.keystore.certificate.chain");
      if (chain != null) {
        return firstOfPem(chain);
      }
      String location = properties.get("ssl.keystore.location");
      if (location == null) {
        return Optional.empty();
      }
      String type = properties.getOrDefault("ssl.keystore.type", "JKS").toUpperCase(Locale.ROOT);
      return type.equals("PEM")
          ? firstOfPem(Files.readString(Path.of(location), StandardCharsets.ISO_8859_1))
          : firstOfStore(type, Path.of(location), properties.get("ssl.keystore.password"));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ClientCertificate> firstOfPem(String text)
      throws GeneralSecurityException {
    Matcher first = PEM.matcher(text);
    if (!first.find()) {
      return Optional.empty();
    }
    byte[] der = Base64.getDecoder().decode(first.group(1).replaceAll("\\s", ""));
    return of(
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
  }

  private static Optional<ClientCertificate> firstOfStore(String type, Path file, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password == null ? null : password.toCharArray());
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return of(store.getCertificate(alias));
      }
    }
    return Optional.empty();
  }

  private static Optional<ClientCertificate> of(Certificate certificate) {
    return certificate instanceof X509Certificate x509
        ? Optional.of(
            new ClientCertificate(
                x509.getSubjectX500Principal().getName(),
                x509.getNotBefore().toInstant(),
                x509.getNotAfter().toInstant()))
        : Optional.empty();
  }

  /**
   * Refuses a certificate that is not valid at {@code now}; the message of brokers would be less
   * clear.
   */
  void requireValid(Instant now) {
    if (now.isAfter(until)) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "--kafka-config: the client certificate " + subject + " expired at " + until);
    }
    if (now.isBefore(from)) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "--kafka-config: the client certificate " + subject + " is not valid before " + from);
    }
  }
}

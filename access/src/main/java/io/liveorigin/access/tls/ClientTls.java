package io.liveorigin.access.tls;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import nl.altindag.ssl.exception.GenericException;
import nl.altindag.ssl.pem.util.PemUtils;

/**
 * TLS for the HTTP clients of the origin itself, from PEM files. The caller that connects must
 * verify the server's name. Pure.
 */
public final class ClientTls {
  private ClientTls() {}

  /**
   * Returns a context that trusts only servers whose certificates are from these authorities.
   * Throws {@link OriginException} if the file cannot be read or has no certificate.
   *
   * @param key of the setting, for messages
   */
  public static SSLContext trusting(String key, Path authorities) {
    try {
      return trusting(Files.readString(authorities, StandardCharsets.ISO_8859_1));
    } catch (IOException | GenericException | IllegalArgumentException e) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          key + ": '" + authorities + "' must contain PEM certificates: " + e.getMessage(),
          e);
    }
  }

  /** Returns a context that trusts only the authorities in this PEM text. */
  public static SSLContext trusting(String authorities) {
    return context(new KeyManager[0], authorities);
  }

  /**
   * Returns a context that trusts only the authorities in this PEM text, and that has a client
   * certificate.
   */
  public static SSLContext trusting(String authorities, String chain, String privateKey) {
    KeyManager own =
        PemUtils.loadIdentityMaterial(
            new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)),
            new ByteArrayInputStream(privateKey.getBytes(StandardCharsets.US_ASCII)));
    return context(new KeyManager[] {own}, authorities);
  }

  private static SSLContext context(KeyManager[] own, String authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, new TrustManager[] {PemUtils.parseTrustMaterial(authorities)}, null);
      return context;
    } catch (KeyManagementException e) {
      throw new OriginException(ErrorCode.INTERNAL, "TLS cannot be used: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is not available", e);
    }
  }
}

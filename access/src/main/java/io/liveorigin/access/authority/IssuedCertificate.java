package io.liveorigin.access.authority;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate and its private key.
 *
 * @param chain the certificate first, then that of its authority
 */
public record IssuedCertificate(List<X509Certificate> chain, PrivateKey privateKey) {
  private static final int LINE = 64;
  private static final int CURVE_BITS = 256;

  public IssuedCertificate {
    chain = List.copyOf(chain);
  }

  /** Returns the chain in PEM. */
  public String chainPem() {
    StringBuilder text = new StringBuilder();
    chain.forEach(certificate -> text.append(pem(certificate)));
    return text.toString();
  }

  /** Returns the private key in PEM, as PKCS#8. */
  public String keyPem() {
    String body =
        Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  /**
   * Returns the private key in PEM, in the older form for its algorithm: PKCS#1 for RSA, SEC1 for
   * EC.
   */
  public String olderKeyPem() {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(privateKey.getEncoded());
      if (privateKey.getAlgorithm().equals("RSA")) {
        return pem(
            new PemObject(
                "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded()));
      }
      // Java puts the curve into the header of PKCS#8 only, and SEC1 does not have that header.
      ECPrivateKey bare = ECPrivateKey.getInstance(info.parsePrivateKey());
      ECPrivateKey whole =
          new ECPrivateKey(
              CURVE_BITS, bare.getKey(), info.getPrivateKeyAlgorithm().getParameters());
      return pem(new PemObject("EC PRIVATE KEY", whole.getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes {@code NAME.pem} and {@code NAME.key} into the directory. Only the owner can read the
   * key.
   */
  public void write(Path directory, String name) throws IOException {
    Files.writeString(directory.resolve(name + ".pem"), chainPem(), StandardCharsets.US_ASCII);
    Path file = directory.resolve(name + ".key");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, keyPem(), StandardCharsets.US_ASCII);
  }

  static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Omits the private key, which must not appear in a log. The default {@code toString} of a record
   * would print it.
   */
  @Override
  public String toString() {
    return chain.get(0).getSubjectX500Principal().getName();
  }
}

package io.liveorigin.access.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority whose key exists only in this object: for benches, tests and trials. Any
 * thread may call it.
 */
public final class PrivateAuthority {
  private static final int SERIAL_BITS = 127;
  private static final int RSA_BITS = 2048;

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

  private final SecureRandom random;
  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** Creates an authority with a self-signed certificate. */
  public PrivateAuthority(CertificateSubject subject, SecureRandom random) {
    this.random = random;
    this.name = named(subject);
    this.keys = keys(subject.rsa());
    this.certificate = sign(subject, keys, true);
  }

  /** Issues a certificate that is valid for servers and for clients. */
  public IssuedCertificate issue(CertificateSubject subject) {
    KeyPair own = keys(subject.rsa());
    return new IssuedCertificate(List.of(sign(subject, own, false), certificate), own.getPrivate());
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns the authority's certificate in PEM. */
  public String pem() {
    return IssuedCertificate.pem(certificate);
  }

  /** Writes the authority's certificate to the file, in PEM. */
  public Path write(Path file) throws IOException {
    return Files.writeString(file, pem(), StandardCharsets.US_ASCII);
  }

  private static X500Name named(CertificateSubject subject) {
    return new X500Name("CN=" + subject.name());
  }

  private KeyPair keys(boolean rsa) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
      if (rsa) {
        generator.initialize(RSA_BITS, random);
      } else {
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA and P-256 are not available", e);
    }
  }

  private X509Certificate sign(CertificateSubject subject, KeyPair own, boolean authority) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, random),
              Date.from(subject.from()),
              Date.from(subject.until()),
              named(subject),
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (authority) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      } else {
        extend(builder, subject);
      }
      String algorithm =
          keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate for " + subject.name(), e);
    }
  }

  private static void extend(X509v3CertificateBuilder builder, CertificateSubject subject)
      throws CertIOException {
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    if (!subject.hosts().isEmpty()) {
      GeneralName[] names =
          subject.hosts().stream().map(PrivateAuthority::general).toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
  }

  private static GeneralName general(String host) {
    return ADDRESS.matcher(host).matches()
        ? new GeneralName(GeneralName.iPAddress, host)
        : new GeneralName(GeneralName.dNSName, host);
  }
}

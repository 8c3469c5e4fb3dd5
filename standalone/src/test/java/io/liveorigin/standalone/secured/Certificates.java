package io.liveorigin.standalone.secured;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An authority, another one, and what they signed, made by the JDK's keytool. */
final class Certificates {
  private static final String PASSWORD = "store-secret-of-this-test";

  private final Path directory;

  Certificates(Path directory) {
    this.directory = directory;
    authority("authority");
    authority("others");
    signed("broker", "authority", List.of());
    signed("ingest-a", "authority", List.of());
    signed("stranger", "authority", List.of());
    signed("foreign", "others", List.of());
    signed("expired", "authority", List.of("-startdate", "-10d", "-validity", "5"));
  }

  /** {@code ssl.keystore.*} of a certificate with that common name. */
  Map<String, String> keys(String name) {
    return Map.of(
        "ssl.keystore.type",
        "PKCS12",
        "ssl.keystore.location",
        store(name).toString(),
        "ssl.keystore.password",
        PASSWORD,
        "ssl.key.password",
        PASSWORD);
  }

  /** {@code ssl.truststore.*} of whoever trusts the authority. */
  Map<String, String> trust() {
    return trust("authority");
  }

  /** Of whoever trusts another one only. */
  Map<String, String> trustOfOthers() {
    return trust("others");
  }

  private Map<String, String> trust(String authority) {
    return Map.of(
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        directory.resolve(authority + ".pem").toString());
  }

  private Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private void authority(String name) {
    keytool("-alias", name, "-dname", "CN=" + name, "-ext", "bc:c");
    try {
      String pem =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(all().getCertificate(name).getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      Files.writeString(directory.resolve(name + ".pem"), pem);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** In a store of its own, with the certificate of who signed it. */
  private void signed(String name, String authority, List<String> validity) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-signer",
                authority,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost"));
    args.addAll(validity);
    keytool(args.toArray(String[]::new));
    try (OutputStream out = Files.newOutputStream(store(name))) {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      char[] password = PASSWORD.toCharArray();
      own.setKeyEntry(
          name, all().getKey(name, password), password, all().getCertificateChain(name));
      own.store(out, password);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store("all"))) {
      all.load(in, PASSWORD.toCharArray());
    }
    return all;
  }

  private void keytool(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-keystore",
                store("all").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    command.addAll(List.of(args));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

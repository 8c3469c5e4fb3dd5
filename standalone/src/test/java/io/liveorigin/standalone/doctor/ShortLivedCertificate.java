package io.liveorigin.standalone.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that the JDK's keytool made.
 *
 * @param store its key store, PKCS#12
 * @param pem the certificate alone
 * @param made when it was made, epoch ms
 */
public record ShortLivedCertificate(Path store, Path pem, long made) {
  private static final String PASSWORD = "store-secret-of-this-test";

  /** Makes one that is valid for so many days. */
  public static ShortLivedCertificate make(Path directory, int days) {
    Path store = directory.resolve("short.p12");
    Path pem = directory.resolve("short.pem");
    long now = System.currentTimeMillis();
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=short",
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        Integer.toString(days));
    keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
    return new ShortLivedCertificate(store, pem, now);
  }

  /** The TLS of a server that shows it. */
  public SSLContext server() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(args));
    command.addAll(List.of("-alias", "short", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

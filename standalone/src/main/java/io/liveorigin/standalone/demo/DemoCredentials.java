package io.liveorigin.standalone.demo;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.standalone.admin.AdminToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The credentials that are generated for one run: one for the administrator, one for each pipeline.
 */
final class DemoCredentials {
  private static final String ADMIN = "demo-admin";

  private final GeneratedSecret admin;
  private final Map<String, GeneratedSecret> packagers = new TreeMap<>();

  private DemoCredentials(SecureRandom random) {
    this.admin = GeneratedSecret.from(random);
    for (String pipeline : List.of(DemoEvent.PIPELINE_A, DemoEvent.PIPELINE_B)) {
      packagers.put(pipeline, GeneratedSecret.from(random));
    }
  }

  static DemoCredentials generate(SecureRandom random) {
    return new DemoCredentials(random);
  }

  AdminToken adminToken() {
    return new AdminToken(admin.text());
  }

  /** The token that the packagers of a pipeline send. */
  String packagerToken(String pipeline) {
    return packagers.get(pipeline).text();
  }

  /**
   * Writes the files, over those of an earlier run; credentials of other names stay in the
   * credential file. Returns the verifier that the listeners use.
   */
  WatchedFiles<CredentialVerifier> write(DemoFiles files, Clock clock) {
    try {
      write(files.credentials(), file(before(files.credentials())).write());
      write(files.adminToken(), line(admin));
      for (Map.Entry<String, GeneratedSecret> packager : packagers.entrySet()) {
        write(files.packagerToken(packager.getKey()), line(packager.getValue()));
      }
    } catch (IOException e) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the credentials cannot be written to " + files.root() + ": " + e, e);
    }
    return CredentialVerifier.watch(files.credentials(), clock);
  }

  private CredentialFile file(Optional<CredentialFile> before) {
    CredentialFile file =
        before
            .map(existing -> existing.with(administrator()))
            .orElseGet(() -> new CredentialFile(List.of(administrator())));
    for (String pipeline : packagers.keySet()) {
      file = file.with(packager(pipeline));
    }
    return file;
  }

  private static Optional<CredentialFile> before(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(CredentialFile.read(Files.readAllBytes(file)))
        : Optional.empty();
  }

  private Credential administrator() {
    return new Credential(
        ADMIN, Role.ADMIN, Optional.empty(), List.of(), List.of(), stored(admin), List.of());
  }

  private Credential packager(String pipeline) {
    return new Credential(
        "packager-" + pipeline,
        Role.PUBLISHER,
        Optional.of(DemoEvent.definition().tenant()),
        List.of(pipeline),
        List.of(),
        stored(packagers.get(pipeline)),
        List.of());
  }

  private static List<StoredSecret> stored(GeneratedSecret secret) {
    return List.of(new StoredSecret(secret.hash(), Optional.empty(), Optional.empty()));
  }

  private static byte[] line(GeneratedSecret secret) {
    return (secret.text() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    // Readable by its owner only, from the moment of its creation.
    Path fresh = Files.createTempFile(directory, file.getFileName().toString(), ".new");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}

package io.liveorigin.access.credential;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The credential file, YAML. It must name at least one credential: a file that was emptied by
 * mistake is an error, and what was read before stays in force.
 *
 * @param credentials whose names, generated secrets and certificates all differ
 */
public record CredentialFile(List<Credential> credentials) {
  private static final int MOST = 10_000;

  public CredentialFile {
    credentials = credentials == null ? List.of() : List.copyOf(credentials);
    if (credentials.isEmpty() || credentials.size() > MOST) {
      throw invalid("1 to " + MOST + " credentials, but are " + credentials.size());
    }
    Set<String> names = new HashSet<>();
    Set<String> proofs = new HashSet<>();
    for (Credential credential : credentials) {
      if (!names.add(credential.name())) {
        throw invalid("of different names, but two are '" + credential.name() + "'");
      }
      for (CertificateName certificate : credential.certificates()) {
        requireOwn(proofs, certificate.key(), credential);
      }
      for (StoredSecret secret : credential.secrets()) {
        requireOwn(proofs, secret.hash().text(), credential);
      }
    }
  }

  /** Who comes with it would be two at once. */
  private static void requireOwn(Set<String> proofs, String proof, Credential credential) {
    if (!proofs.add(proof)) {
      throw invalid(
          "of different secrets and certificates, but one of '"
              + credential.name()
              + "' is there twice");
    }
  }

  /** Reads the file. Throws {@link OriginException}, which names the key, and nothing else. */
  public static CredentialFile read(byte[] yaml) {
    return JsonDocuments.readSecretYaml(yaml, CredentialFile.class);
  }

  /** As YAML. */
  public byte[] write() {
    return JsonDocuments.writeYaml(this);
  }

  /** The credential of that name. */
  public Optional<Credential> named(String name) {
    return credentials.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The same with that credential, in place of one of its name. */
  public CredentialFile with(Credential credential) {
    List<Credential> all = new ArrayList<>(without(credential.name()));
    all.add(credential);
    return new CredentialFile(all);
  }

  /** All but the credential of that name. */
  public List<Credential> without(String name) {
    return credentials.stream().filter(c -> !c.name().equals(name)).toList();
  }

  private static OriginException invalid(String allowed) {
    return new OriginException(ErrorCode.INTERNAL, "credentials must be " + allowed);
  }
}

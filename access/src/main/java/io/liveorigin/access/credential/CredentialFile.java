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
 * The credential file, in YAML. It must have at least one credential: a file that was emptied by
 * mistake is an error, and the credentials that were read before stay in force.
 *
 * @param credentials their names, secrets and certificates all differ
 */
public record CredentialFile(List<Credential> credentials) {
  private static final int MOST = 10_000;

  public CredentialFile {
    credentials = credentials == null ? List.of() : List.copyOf(credentials);
    if (credentials.isEmpty() || credentials.size() > MOST) {
      throw invalid("1 to " + MOST + " credentials, but there are " + credentials.size());
    }
    Set<String> names = new HashSet<>();
    Set<String> proofs = new HashSet<>();
    for (Credential credential : credentials) {
      if (!names.add(credential.name())) {
        throw invalid("distinct by name, but two are named '" + credential.name() + "'");
      }
      for (CertificateName certificate : credential.certificates()) {
        requireOwn(proofs, certificate.key(), credential);
      }
      for (StoredSecret secret : credential.secrets()) {
        requireOwn(proofs, secret.hash().text(), credential);
      }
    }
  }

  /**
   * Throws if another credential has the same secret or certificate: a client that presents it
   * would be two identities at once.
   */
  private static void requireOwn(Set<String> proofs, String proof, Credential credential) {
    if (!proofs.add(proof)) {
      throw invalid(
          "distinct in their secrets and certificates, but one of '"
              + credential.name()
              + "' occurs twice");
    }
  }

  /** Parses the file. Throws only {@link OriginException}, whose message names the key. */
  public static CredentialFile read(byte[] yaml) {
    return JsonDocuments.readSecretYaml(yaml, CredentialFile.class);
  }

  /** Returns the file as YAML. */
  public byte[] write() {
    return JsonDocuments.writeYaml(this);
  }

  /** Returns the credential with this name. */
  public Optional<Credential> named(String name) {
    return credentials.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** Returns the same file with this credential, which replaces one of the same name. */
  public CredentialFile with(Credential credential) {
    List<Credential> all = new ArrayList<>(without(credential.name()));
    all.add(credential);
    return new CredentialFile(all);
  }

  /** Returns all credentials except the one with this name. */
  public List<Credential> without(String name) {
    return credentials.stream().filter(c -> !c.name().equals(name)).toList();
  }

  private static OriginException invalid(String allowed) {
    return new OriginException(ErrorCode.INTERNAL, "credentials must be " + allowed);
  }
}

package io.liveorigin.standalone.doctor.facts;

import io.liveorigin.access.credential.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Files of this machine that the call named.
 *
 * @param certificates files with certificates
 * @param credentials credential files
 * @param data the data directory, if one was named
 */
public record FileFacts(
    List<CertificateFile> certificates, List<CredentialsFile> credentials, Optional<Disk> data) {

  /**
   * A file with certificates.
   *
   * @param expires when the first certificate of the chain expires
   */
  public record CertificateFile(String path, Gathered<Instant> expires) {}

  /** A credential file. */
  public record CredentialsFile(String path, Gathered<List<Credential>> credentials) {}

  /** The file system of a directory. */
  public record Disk(String path, Gathered<Space> space) {}

  /**
   * Room on a file system.
   *
   * @param usable bytes that this user may still write
   * @param total its size in bytes
   */
  public record Space(long usable, long total) {}
}

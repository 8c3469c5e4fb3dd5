package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.standalone.doctor.facts.FileFacts;
import io.liveorigin.standalone.doctor.facts.FileFacts.CertificateFile;
import io.liveorigin.standalone.doctor.facts.FileFacts.CredentialsFile;
import io.liveorigin.standalone.doctor.facts.FileFacts.Disk;
import io.liveorigin.standalone.doctor.facts.FileFacts.Space;
import io.liveorigin.standalone.doctor.facts.Gathered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads files of this machine. */
final class FileGatherer {
  private FileGatherer() {}

  static FileFacts read(List<Path> certificates, List<Path> credentials, Optional<Path> data) {
    return new FileFacts(
        certificates.stream()
            .map(file -> new CertificateFile(file.toString(), gathered(() -> expires(file))))
            .toList(),
        credentials.stream()
            .map(
                file ->
                    new CredentialsFile(
                        file.toString(),
                        gathered(
                            () -> CredentialFile.read(Files.readAllBytes(file)).credentials())))
            .toList(),
        data.map(path -> new Disk(path.toString(), gathered(() -> space(path)))));
  }

  private static Instant expires(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      return all.stream()
          .map(X509Certificate.class::cast)
          .map(each -> each.getNotAfter().toInstant())
          .min(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("it has no certificate (PEM)"));
    }
  }

  private static Space space(Path directory) throws IOException {
    FileStore store = Files.getFileStore(directory);
    return new Space(store.getUsableSpace(), store.getTotalSpace());
  }

  private static <T> Gathered<T> gathered(Callable<T> read) {
    try {
      return Gathered.known(read.call());
    } catch (Exception e) {
      return Gathered.unknown(Gatherer.words(e));
    }
  }
}

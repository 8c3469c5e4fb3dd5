package io.liveorigin.standalone.doctor.check;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.FileFacts.CertificateFile;
import io.liveorigin.standalone.doctor.facts.FileFacts.CredentialsFile;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Certificates and credentials that are about to end, and disks that are about to be full. */
final class FileChecks {
  private static final Duration SOON = Duration.ofDays(14);
  private static final Duration VERY_SOON = Duration.ofDays(2);
  private static final double LOW = 0.1;
  private static final double FULL = 0.02;
  private static final double GIB = 1 << 30;

  private FileChecks() {}

  static void certificates(Facts facts, Findings findings) {
    for (CertificateFile file : facts.files().certificates()) {
      findings
          .require("certificate " + file.path(), file.expires())
          .ifPresent(
              end ->
                  ending(
                      "the certificate in " + file.path(),
                      Duration.ofMillis(end.toEpochMilli() - facts.now()),
                      "renew it",
                      findings));
    }
    for (NodeFacts node :
        Stream.concat(facts.nodes().stream(), facts.ingests().stream()).toList()) {
      if (node.state() instanceof Gathered.Known<NodeFacts.State> known) {
        known
            .value()
            .certificates()
            .forEach(
                (listener, seconds) ->
                    ending(
                        "the certificate of " + node.url() + ", listener " + listener,
                        Duration.ofSeconds(seconds.longValue()),
                        "renew it; new files count without a restart",
                        findings));
      }
    }
  }

  static void credentials(Facts facts, Findings findings) {
    for (CredentialsFile file : facts.files().credentials()) {
      Optional<List<Credential>> all =
          findings.require("credential file " + file.path(), file.credentials());
      if (all.isEmpty()) {
        continue;
      }
      findings.ok(file.path() + " can be read: " + all.get().size() + " credentials");
      for (Credential credential : all.get()) {
        last(credential)
            .ifPresent(
                end ->
                    ending(
                        "credential " + credential.name() + " in " + file.path(),
                        Duration.ofMillis(end.toEpochMilli() - facts.now()),
                        "origin credential rotate gives it a new secret",
                        findings));
      }
    }
  }

  /** Returns when the last proof of a credential ends; empty if one does not end. */
  private static Optional<Instant> last(Credential credential) {
    List<StoredSecret> secrets = credential.secrets();
    boolean endless =
        !credential.certificates().isEmpty()
            || secrets.stream().anyMatch(secret -> secret.expires().isEmpty());
    return endless
        ? Optional.empty()
        : secrets.stream()
            .flatMap(secret -> secret.expires().stream())
            .max(Comparator.naturalOrder());
  }

  private static void ending(String subject, Duration left, String remedy, Findings findings) {
    if (left.isNegative() || left.isZero()) {
      findings.failed(subject + " has expired", remedy);
    } else if (left.compareTo(VERY_SOON) < 0) {
      findings.failed(subject + " expires in " + left.toHours() + " h", remedy);
    } else if (left.compareTo(SOON) < 0) {
      findings.warning(subject + " expires in " + left.toDays() + " days", remedy);
    } else {
      findings.ok(subject + " is valid for " + left.toDays() + " days");
    }
  }

  static void disk(Facts facts, Findings findings) {
    facts
        .files()
        .data()
        .ifPresent(
            disk ->
                findings
                    .require("the disk of " + disk.path(), disk.space())
                    .ifPresent(
                        space -> {
                          double share = (double) space.usable() / Math.max(1, space.total());
                          String fact =
                              "%s has %.1f GiB left, %.0f %% of its disk"
                                  .formatted(disk.path(), space.usable() / GIB, share * 100);
                          String remedy = "make room, or move the directory";
                          if (share < FULL) {
                            findings.failed(fact, remedy);
                          } else if (share < LOW) {
                            findings.warning(fact, remedy);
                          } else {
                            findings.ok(fact);
                          }
                        }));
  }
}

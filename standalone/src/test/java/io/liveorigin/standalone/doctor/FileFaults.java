package io.liveorigin.standalone.doctor;

import static io.liveorigin.standalone.doctor.Level.FAILED;
import static io.liveorigin.standalone.doctor.Level.WARNING;
import static io.liveorigin.standalone.doctor.check.Check.CERTIFICATES;
import static io.liveorigin.standalone.doctor.check.Check.CREDENTIALS;
import static io.liveorigin.standalone.doctor.check.Check.DISK;

import io.liveorigin.standalone.doctor.facts.FileFacts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import java.time.Duration;
import java.util.List;

/** One thing that is wrong with a file or a disk. */
final class FileFaults {
  private FileFaults() {}

  static List<FaultCase> ofFiles() {
    return List.of(
        new FaultCase(
            CERTIFICATES,
            WARNING,
            "tls.pem expires in 9 days; renew it",
            f -> f.certificate = Gathered.known(FactsFixture.in(Duration.ofDays(9)))),
        new FaultCase(
            CERTIFICATES,
            FAILED,
            "tls.pem expires in 5 h",
            f -> f.certificate = Gathered.known(FactsFixture.in(Duration.ofHours(5)))),
        new FaultCase(
            CERTIFICATES,
            FAILED,
            "tls.pem has expired",
            f -> f.certificate = Gathered.known(FactsFixture.in(Duration.ofHours(-5)))),
        new FaultCase(
            CERTIFICATES,
            FAILED,
            "certificate tls.pem cannot be checked; no such",
            f -> f.certificate = Gathered.unknown("no such")),
        new FaultCase(
            CREDENTIALS,
            WARNING,
            "encoder-a in c.yaml expires in 3 days; origin credential rotate",
            f -> f.credentials = Gathered.known(List.of(FactsFixture.until(Duration.ofDays(3))))),
        new FaultCase(
            CREDENTIALS,
            FAILED,
            "credential file c.yaml cannot be checked",
            f -> f.credentials = Gathered.unknown("line 3")),
        new FaultCase(
            DISK,
            WARNING,
            "/data has 80.0 GiB left, 8 % of its disk",
            f -> f.space = Gathered.known(new FileFacts.Space(80L << 30, 1000L << 30))),
        new FaultCase(
            DISK,
            FAILED,
            "1 % of its disk",
            f -> f.space = Gathered.known(new FileFacts.Space(10L << 30, 1000L << 30))));
  }
}

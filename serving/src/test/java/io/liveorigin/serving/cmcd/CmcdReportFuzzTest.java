package io.liveorigin.serving.cmcd;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.serving.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the body of a report: nothing is thrown, every record can be read back, and no record
 * has a text that was sent. docs/fuzzing.md has how long this has run.
 */
class CmcdReportFuzzTest {
  private static final LiveEvent NEWS = Samples.news();
  private static final long NOW = 1_700_000_000_000L;

  static Stream<byte[]> bodies() {
    return Stream.of(
            "e=rr,sid=\"s\",url=\"http://o/acme/news/v0-850000000.m4s?x=1\",rc=200,ts=1700000000000,"
                + "cmsds=\"aW8ubGl2ZW9yaWdpbi1waXBlbGluZT0iYSI=\",br=(500;v 96;a),bl=(100;v)\n"
                + "e=ps,sid=\"s\",sta=r,ltc=5000,sf=d,ts=1700000000000\n"
                + "e=ps,sid=\"s\",sta=p,pt=1699999990000,ts=1700000001000",
            "e=t,sid=\"t\",cid=\"acme/news\",bs=?0,bsd=(100;v 200;a)\r\ne=e,ec=(\"x\")",
            "url=\"/cdn/acme/news/a0-850000000.m4s\",sid=\"u\",bsd=7,ts=1")
        .map(body -> body.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("bodies")
  @FuzzTest
  void read(byte[] body) {
    new ViewReports(
            id -> Optional.of(NEWS).filter(news -> news.id().equals(id)),
            new SessionIds(() -> new byte[32]),
            ViewSettings.standard(),
            (record, written) -> {
              ViewRecord read = ViewRecord.read(record.toJson());
              if (!read.equals(record) || !read.session().matches("[0-9a-f]{16}")) {
                throw new AssertionError(record + " is read as " + read);
              }
              written.accept(true);
            },
            outcome -> {},
            dropped -> {})
        .take(body, NOW);
  }
}

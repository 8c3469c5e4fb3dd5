package io.liveorigin.serving.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.MaxAges;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/http.md, without HTTP. */
class RequestRuleTest {
  /**
   * 2 s segments from 1970; numbers 10 to 99. Due +1 s, decided +2 s, gone +11 s, expired +60 s
   * after the media ended.
   */
  private static final LiveEvent NEWS =
      LiveEvent.of(
          Samples.definition(
              Samples.NEWS.replace(
                  "\"pipelines\"",
                  "\"startTime\":\"1970-01-01T00:00:20Z\",\"endTime\":\"1970-01-01T00:03:20Z\","
                      + "\"pipelines\"")));

  private static final Schedule SCHEDULE = NEWS.schedule();

  /** At 101 s number 49 is due on the ms: its media ended at 100 s. */
  private static final long NOW = 101_000;

  /** From pipeline a. */
  private static final long MASKED = 44;

  private static RequestRule rule(OptionalLong largestDecided) {
    return rule(largestDecided, SelectorReadiness.READY, SelectorReadiness.READY);
  }

  private static RequestRule rule(
      OptionalLong largestDecided, SelectorReadiness events, SelectorReadiness segments) {
    RoutingState state =
        new RoutingState() {
          @Override
          public Optional<LiveEvent> event(EventId id) {
            return id.equals(NEWS.id()) ? Optional.of(NEWS) : Optional.empty();
          }

          @Override
          public SelectorReadiness events() {
            return events;
          }

          @Override
          public SelectorReadiness segments() {
            return segments;
          }

          @Override
          public boolean masked(SegmentAddress address, String pipeline) {
            return address.number() == MASKED && pipeline.equals("a");
          }

          @Override
          public OptionalLong largestDecided(Track track) {
            return largestDecided;
          }
        };
    return new RequestRule(state, new CachePolicy(MaxAges.standard()));
  }

  private static String path(long number) {
    return "/acme/news/v0-" + number + ".m4s";
  }

  private static Route at(long number, long now) {
    return rule(OptionalLong.empty()).route(path(number), now);
  }

  /** Its clock may be off, and the event's end may have been moved. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "from-19700101T000022Z-to-19700101T000026Z/v0.m3u8",
        "from-19700101T000310Z/manifest.mpd",
        "from-19700101T001000Z/manifest.mpd",
        "from-19700101T000131Z/master.m3u8",
        "from-90/manifest.mpd"
      })
  void whatANodeThatIsNotReadySaysOfAViewIsThatItIsNotReady(String path) {
    for (SelectorReadiness ready :
        List.of(SelectorReadiness.not("its clock is off"), SelectorReadiness.lags("it lags"))) {
      RequestRule rule = rule(OptionalLong.empty(), SelectorReadiness.READY, ready);
      assertThat(rule.route("/acme/news/" + path, NOW))
          .isInstanceOfSatisfying(
              Route.Refused.class,
              refused -> assertThat(refused.requestClass()).isEqualTo(RequestClass.NOT_READY));
      assertThat(rule.route("/acme/news/from-90/other.mpd", NOW))
          .as("that there is no such thing depends on nothing")
          .isInstanceOfSatisfying(
              Route.Refused.class,
              refused -> assertThat(refused.requestClass()).isEqualTo(RequestClass.FOREIGN_PATH));
    }
  }

  /** There is no such document: its duration would be negative. */
  @ParameterizedTest
  @ValueSource(strings = {"manifest.mpd", "from-19700101T000310Z/manifest.mpd"})
  void anMpdOfWhichNothingIsLeftIsExpired(String path) {
    RequestRule rule = rule(OptionalLong.empty());
    long expires = SCHEDULE.expires(SCHEDULE.lastNumber());
    assertThat(rule.route("/acme/news/" + path, expires - 1)).isInstanceOf(Route.Manifest.class);
    assertThat(rule.route("/acme/news/" + path, expires))
        .isInstanceOfSatisfying(
            Route.Refused.class,
            refused -> assertThat(refused.requestClass()).isEqualTo(RequestClass.EXPIRED));
  }

  @Test
  void aViewThatEndsBeforeTheEventBeginsIsRefusedAtOnce() {
    assertThat(rule(OptionalLong.empty()).route("/acme/news/from-0-to-1/manifest.mpd", NOW))
        .isInstanceOfSatisfying(
            Route.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.INVALID_VIEW));
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3}")
  @CsvSource({
    // path,                     class,                  status, code,             Cache-Control,
    // available at, keys
    "/,                          UNKNOWN_PATH,           404, unknown-path,           public max-age=5,    -, -",
    "/favicon.ico,               UNKNOWN_PATH,           404, unknown-path,           public max-age=5,    -, -",
    "/acme/news,                 UNKNOWN_PATH,           404, unknown-path,           public max-age=5,    -, -",
    "/ac%6De/news/v0-49.m4s,     UNKNOWN_PATH,           404, unknown-path,           public max-age=5,    -, -",
    "/nobody/news/v0-49.m4s,     UNKNOWN_EVENT,          404, unknown-event,          public max-age=5,    -, event/nobody/news",
    "/acme/other/v0-49.m4s,      UNKNOWN_EVENT,          404, unknown-event,          public max-age=5,    -, event/acme/other",
    "/acme/news/v9-49.m4s,       UNKNOWN_REPRESENTATION, 404, unknown-representation, public max-age=5,    -, event/acme/news",
    "/acme/news/v9-init.mp4,     UNKNOWN_REPRESENTATION, 404, unknown-representation, public max-age=5,    -, event/acme/news",
    "/acme/news/secret.txt,      FOREIGN_PATH,           404, unknown-path,           public max-age=5,    -, event/acme/news",
    "/acme/news/v0-49%2Em4s,     FOREIGN_PATH,           404, unknown-path,           public max-age=5,    -, event/acme/news",
    "/acme/news/v0-049.m4s,      FOREIGN_PATH,           404, unknown-path,           public max-age=5,    -, event/acme/news",
    "/acme/news/other.mpd,       FOREIGN_PATH,           404, unknown-path,           public max-age=5,    -, event/acme/news",
    "/acme/news/v0-0.m4s,        BEFORE_START,           410, event-ended,            public max-age=3600, -, event/acme/news numbers/acme/news/0",
    "/acme/news/v0-9.m4s,        BEFORE_START,           410, event-ended,            public max-age=3600, -, event/acme/news numbers/acme/news/0",
    "/acme/news/v0-100.m4s,      ENDED,                  410, event-ended,            public max-age=102,  -, event/acme/news numbers/acme/news/1",
    "/acme/news/v0-10.m4s,       EXPIRED,                410, expired,                public max-age=3600, -, event/acme/news numbers/acme/news/0",
    "/acme/news/v0-19.m4s,       EXPIRED,                410, expired,                public max-age=3600, -, event/acme/news numbers/acme/news/0",
    "/acme/news/v0-51.m4s,       FUTURE,                 404, not-yet,                public max-age=2, 105000, event/acme/news numbers/acme/news/0",
    "/acme/news/v0-99.m4s,       FUTURE,                 404, not-yet,                public max-age=98, 201000, event/acme/news numbers/acme/news/0",
  })
  void whatIsHopelessIsRefusedAtOnce(
      String path,
      String requestClass,
      int status,
      String code,
      String cacheControl,
      String availableAt,
      String keys) {
    Route request = rule(OptionalLong.empty()).route(path, NOW);

    assertThat(request.requestClass()).isEqualTo(RequestClass.valueOf(requestClass));
    assertThat(request.priority()).isEqualTo(Priority.UNKNOWN);
    Refusal refusal = ((Route.Refused) request).refusal();
    assertThat(refusal.code().status()).isEqualTo(status);
    assertThat(refusal.code().code()).isEqualTo(code);
    assertThat(refusal.cacheControl()).isEqualTo(cacheControl.replace(" ", ", "));
    assertThat(refusal.headers().getOrDefault(FieldNames.AVAILABLE_AT, "-")).isEqualTo(availableAt);
    assertThat(refusal.headers().getOrDefault(FieldNames.SURROGATE_KEY, "-")).isEqualTo(keys);
  }

  @ParameterizedTest(name = "{0}, decided up to {1}: {2}, {3}, live edge {4}")
  @CsvSource({
    // path, largest decided (-: none), class, priority, live edge
    "/acme/news/v0-20.m4s,    -,  PAST_GONE, DVR,       49",
    "/acme/news/v0-33.m4s,    -,  PAST_GONE, DVR,       49",
    "/acme/news/v0-34.m4s,    -,  PAST_GONE, NEAR_EDGE, 49",
    "/acme/news/v0-44.m4s,    -,  PAST_GONE, NEAR_EDGE, 49",
    "/acme/news/v0-45.m4s,    -,  DUE,       NEAR_EDGE, 49",
    "/acme/news/v0-46.m4s,    -,  DUE,       NEAR_EDGE, 49",
    "/acme/news/v0-47.m4s,    -,  DUE,       LIVE_EDGE, 49",
    "/acme/news/v0-49.m4s,    -,  DUE,       LIVE_EDGE, 49",
    "/acme/news/v0-50.m4s,    -,  NEXT,      LIVE_EDGE, 49",
    // A packager ahead of the clock moves the edge, one behind it does not.
    "/acme/news/v0-50.m4s,    50, NEXT,      LIVE_EDGE, 50",
    "/acme/news/v0-51.m4s,    50, NEXT,      LIVE_EDGE, 50",
    "/acme/news/v0-47.m4s,    50, DUE,       NEAR_EDGE, 50",
    "/acme/news/v0-50.m4s,    30, NEXT,      LIVE_EDGE, 49",
    "/acme/news/v0-init.mp4,  -,  INIT,      LIVE_EDGE, -",
    "/acme/news/manifest.mpd, -,  MANIFEST,  LIVE_EDGE, -",
  })
  void whatMayBeThereIsLookedForByItsPriority(
      String path, String decided, String requestClass, String priority, String edge) {
    OptionalLong largest =
        decided.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(decided));

    Route request = rule(largest).route(path, NOW);

    assertThat(request.requestClass()).isEqualTo(RequestClass.valueOf(requestClass));
    assertThat(request.priority()).isEqualTo(Priority.valueOf(priority));
    assertThat(request.event()).contains(NEWS);
    if (request instanceof Route.Segment segment) {
      assertThat(segment.liveEdge()).isEqualTo(Long.parseLong(edge));
    }
  }

  @ParameterizedTest(name = "number 49 at {0} ms: {1}")
  @CsvSource({
    " 98999, FUTURE",
    " 99000, NEXT",
    "100999, NEXT",
    "101000, DUE",
    "110999, DUE",
    "111000, PAST_GONE",
    "159999, PAST_GONE",
    "160000, EXPIRED",
  })
  void oneSegmentGoesThroughAllClasses(long now, String requestClass) {
    assertThat(at(49, now).requestClass()).isEqualTo(RequestClass.valueOf(requestClass));
  }

  @Test
  void beforeTheEventItsFirstSegmentIsTheFuture() {
    assertThat(at(10, 0).requestClass()).isEqualTo(RequestClass.FUTURE);
    assertThat(at(10, 21_000).requestClass()).isEqualTo(RequestClass.NEXT);
  }

  @ParameterizedTest(name = "number {0} undecided, proof of absence {1}: {2} {3}")
  @CsvSource({
    "50, false, 404, not-yet,         no-store,          -",
    "49, false, 503, not-ready,       no-store,          1",
    "49, true,  503, not-ready,       no-store,          1",
    "30, false, 503, not-ready,       no-store,          1",
    "30, true,  410, never-published, public max-age=2,  -",
  })
  void onlyEvidenceMakesASegmentMissing(
      long number,
      boolean proved,
      int status,
      String code,
      String cacheControl,
      String retryAfter) {
    Refusal refusal = rule(OptionalLong.empty()).absent((Route.Segment) at(number, NOW), proved);

    assertThat(refusal.code().status()).isEqualTo(status);
    assertThat(refusal.code().code()).isEqualTo(code);
    assertThat(refusal.cacheControl()).isEqualTo(cacheControl.replace(" ", ", "));
    assertThat(refusal.headers().getOrDefault("Retry-After", "-")).isEqualTo(retryAfter);
  }

  /** Its number would be held again at once, long before a cache would ask again. */
  @Test
  void whatWasHeldInVainIsKeptByNoCacheHoweverFarAheadThePackagersAre() {
    RequestRule ahead = rule(OptionalLong.of(54));
    assertThat(ahead.route(path(56), NOW).requestClass()).isEqualTo(RequestClass.FUTURE);
    Route.Segment next = (Route.Segment) ahead.route(path(55), NOW);

    Refusal refusal = ahead.absent(next, false);

    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_YET);
    assertThat(refusal.cacheControl()).isEqualTo("no-store");
    assertThat(refusal.headers())
        .containsEntry(FieldNames.AVAILABLE_AT, Long.toString(SCHEDULE.due(55)))
        .doesNotContainKey(FieldNames.SURROGATE_KEY);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"MISSING", "MASK", "LEAST_BAD"})
  void aSegmentWithoutAWinnerIsMissing(Reason reason) {
    RequestRule rule = rule(OptionalLong.empty());
    Refusal refusal = rule.withoutWinner((Route.Segment) at(45, NOW), reason);
    assertThat(refusal.detail())
        .startsWith(reason == Reason.MISSING ? "no pipeline published" : "every copy of number");

    assertThat(refusal.code().code()).isEqualTo("never-published");
    assertThat(refusal.cacheControl()).isEqualTo("public, max-age=2");
    assertThat(refusal.headers().get(FieldNames.SURROGATE_KEY))
        .isEqualTo("event/acme/news numbers/acme/news/0");
  }

  @Test
  void aNodeThatIsNotReadyClaimsNothing() {
    SelectorReadiness not = SelectorReadiness.not("restoring");
    RequestRule unread = rule(OptionalLong.empty(), not, not);
    RequestRule restoring = rule(OptionalLong.empty(), SelectorReadiness.READY, not);

    assertNotReady(unread.route("/acme/other/v0-1.m4s", NOW));
    for (long number : new long[] {0, 10, 49, 50, 51, 100}) {
      assertNotReady(restoring.route(path(number), NOW));
    }
    assertNotReady(restoring.route("/acme/news/v0-init.mp4", NOW));
    assertNotReady(restoring.route("/acme/news/manifest.mpd", NOW));
    // What is wrong with the path alone is wrong on every node.
    assertThat(unread.route("/", NOW).requestClass()).isEqualTo(RequestClass.UNKNOWN_PATH);
    assertThat(restoring.route("/acme/other/v0-1.m4s", NOW).requestClass())
        .isEqualTo(RequestClass.UNKNOWN_EVENT);
  }

  @Test
  void aNodeThatLagsClaimsNothingButAnswersWhatItKnows() {
    RequestRule lagging =
        rule(OptionalLong.empty(), SelectorReadiness.READY, SelectorReadiness.lags("restoring"));

    for (long number : new long[] {0, 10, 51, 100}) {
      assertNotReady(lagging.route(path(number), NOW)); // it may be otherwise by now
    }
    for (long number : new long[] {20, 45, 49, 50}) {
      Route.Segment route = (Route.Segment) lagging.route(path(number), NOW);
      assertThat(route.lagging()).isTrue();
      assertThat(route.mayBeHeld()).as("%s: nobody would release it", number).isFalse();
      assertThat(lagging.lagging(route).code()).isEqualTo(ErrorCode.NOT_READY);
    }
    assertThat(lagging.route("/acme/news/v0-init.mp4", NOW))
        .isInstanceOfSatisfying(Route.Init.class, init -> assertThat(init.lagging()).isTrue());
    assertThat(lagging.route("/acme/news/manifest.mpd", NOW))
        .isInstanceOfSatisfying(Route.Manifest.class, mpd -> assertThat(mpd.lagging()).isTrue());
    assertThat(((Route.Segment) at(45, NOW)).lagging()).isFalse();
  }

  @Test
  void onlyAPinnedWinnerWithoutAMaskStandsWhileTheNodeLags() {
    assertThat(stands(43, "a")).isTrue();
    assertThat(stands(43, "a", Samples.dropped(12))).as("not pinned").isFalse();
    assertThat(stands(MASKED, "a")).isFalse();
    assertThat(stands(MASKED, "b")).isTrue();
  }

  private static boolean stands(long number, String pipeline, Defect... defects) {
    SegmentAddress address = new SegmentAddress(Samples.V0, number);
    return rule(OptionalLong.empty())
        .mayServeWhileLagging(
            address,
            Samples.decision(
                address, 1, Samples.candidate(address, pipeline, new byte[] {1}, NOW, defects)));
  }

  private static void assertNotReady(Route request) {
    Refusal refusal = ((Route.Refused) request).refusal();
    assertThat(request.requestClass()).isEqualTo(RequestClass.NOT_READY);
    assertThat(refusal.code().status()).isEqualTo(503);
    assertThat(refusal.cacheControl()).isEqualTo("no-store");
    assertThat(refusal.detail()).isEqualTo("restoring");
  }

  /** No request is held whose segment is not the next, due or decided; none that is is refused. */
  @Property
  void classesFollowFromTheInstantsOfTheSegment(
      @ForAll @LongRange(min = 10, max = 99) long number,
      @ForAll @LongRange(min = 0, max = 300_000) long now) {
    RequestClass kind = at(number, now).requestClass();

    assertThat(kind == RequestClass.FUTURE).isEqualTo(now < SCHEDULE.due(number - 1));
    assertThat(kind == RequestClass.NEXT)
        .isEqualTo(now >= SCHEDULE.due(number - 1) && now < SCHEDULE.due(number));
    assertThat(kind == RequestClass.DUE)
        .isEqualTo(now >= SCHEDULE.due(number) && now < SCHEDULE.gone(number));
    assertThat(kind == RequestClass.EXPIRED).isEqualTo(now >= SCHEDULE.expires(number));
  }

  /** A request that may be held is never refused for the sake of another one. */
  @Property
  void whatMayBeHeldIsOfTheLiveEdge(
      @ForAll @LongRange(min = 10, max = 99) long number,
      @ForAll @LongRange(min = 0, max = 300_000) long now) {
    if (at(number, now) instanceof Route.Segment segment && now < NEWS.missing(segment.address())) {
      assertThat(segment.priority()).isEqualTo(Priority.LIVE_EDGE);
      assertThat(new SegmentAddress(Samples.V0, number)).isEqualTo(segment.address());
    }
  }

  /** Whatever the path, it is classed and nothing is thrown. */
  @Property
  void everyPathIsClassed(@ForAll String rest, @ForAll @LongRange(min = 0) long now) {
    assertThat(rule(OptionalLong.empty()).route(rest, now).requestClass()).isNotNull();
    assertThat(rule(OptionalLong.empty()).route("/acme/news/" + rest, now).requestClass())
        .isNotNull();
  }
}

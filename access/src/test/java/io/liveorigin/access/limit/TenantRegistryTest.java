package io.liveorigin.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TenantRegistryTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Set<String> declared = new TreeSet<>(Set.of("x", "y"));
  private final List<String> refusals = new ArrayList<>();

  private TenantRegistry tenants(TenantLimits standard) {
    return new TenantRegistry(
        EnumSet.allOf(Limit.class),
        standard,
        () -> declared,
        nanos::get,
        (tenant, limit) -> refusals.add(tenant + " " + limit.label()));
  }

  private static LimitsFile defaults(Limit limit, long value) {
    return new LimitsFile(TenantLimits.UNSAID.with(limit, value), Map.of());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "INGEST_REQUESTS|INGEST_BYTES|GETS|READ_BACK_BYTES")
  void aRateLetsTwoSecondsWorthInAtOnceAndThenSoMuchASecond(Limit rate) {
    TenantUse x = tenants(TenantLimits.UNSAID.with(rate, 10)).of("x");
    for (int i = 0; i < 20; i++) {
      assertThat(x.takeOne(rate)).isZero();
    }
    assertThat(x.takeOne(rate)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(refusals).containsExactly("x " + rate.label());

    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(x.takeOne(rate)).isZero();
    assertThat(x.takeOne(rate)).isPositive();
    assertThat(x.refusals(rate)).isEqualTo(2);
  }

  @Test
  void whatIsLargerThanTheBucketGetsThroughAndIsPaidFor() {
    TenantUse x = tenants(TenantLimits.UNSAID.with(Limit.INGEST_BYTES, 1_000)).of("x");

    assertThat(x.takeAny(Limit.INGEST_BYTES, 7_000)).isZero();

    assertThat(x.takeAny(Limit.INGEST_BYTES, 1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5_001));
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(5_001));
    assertThat(x.takeAny(Limit.INGEST_BYTES, 1)).isZero();
  }

  @Test
  void oneTenantsBucketIsNotAnothers() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID.with(Limit.GETS, 1));
    tenants.of("x").charge(Limit.GETS, 100);

    assertThat(tenants.of("x").takeOne(Limit.GETS)).isPositive();
    assertThat(tenants.of("y").takeOne(Limit.GETS)).isZero();
  }

  @Test
  void namesThatStrangersMakeUpShareOneState() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID);
    for (int i = 0; i < 10_000; i++) {
      assertThat(tenants.of("stranger-" + i)).isSameAs(tenants.others());
    }
    assertThat(tenants.status(name -> Map.of()))
        .extracting(TenantStatus::tenant)
        .containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void aTenantWithoutEventsLosesItsState() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID);
    TenantUse first = tenants.of("x");
    declared.remove("x");
    declared.add("z");
    tenants.of("z");

    assertThat(tenants.of("x")).isSameAs(tenants.others());
    declared.add("x");
    assertThat(tenants.of("x")).isNotSameAs(first);
  }

  @Test
  void theFileIsInForceAtOnceForWhoIsThereAlready() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID.with(Limit.GETS, 1));
    TenantUse x = tenants.of("x");
    x.charge(Limit.GETS, 2);
    assertThat(x.takeOne(Limit.GETS)).isPositive();

    tenants.apply(defaults(Limit.GETS, TenantLimits.NONE));
    assertThat(x.takeOne(Limit.GETS)).isZero();

    tenants.apply(defaults(Limit.GETS, 5));
    for (int i = 0; i < 10; i++) {
      assertThat(x.takeOne(Limit.GETS)).isZero();
    }
    assertThat(x.takeOne(Limit.GETS)).isPositive();
  }

  @Test
  void aRateThatIsChangedIsAsEmptyAsItWas() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID.with(Limit.GETS, 10));
    TenantUse x = tenants.of("x");
    x.charge(Limit.GETS, 20);

    tenants.apply(defaults(Limit.GETS, 1_000));

    assertThat(x.takeOne(Limit.GETS)).isPositive();
  }

  @Test
  void getsOfNobodyAreAskedAboutWhereNoneAreBounded() {
    TenantRegistry tenants = tenants(TenantLimits.standard());
    assertThat(tenants.limitGets()).isFalse();

    tenants.apply(
        new LimitsFile(TenantLimits.UNSAID, Map.of("x", TenantLimits.UNSAID.with(Limit.GETS, 5))));
    assertThat(tenants.limitGets()).isTrue();
  }

  @Test
  void aShareIsTheNodesDefaultOnlyWhereThereIsSomebodyToShareWith() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID.with(Limit.HELD_REQUESTS, 2));
    TenantUse x = tenants.of("x");
    assertThat(x.enter(Limit.HELD_REQUESTS, 2)).isTrue();
    assertThat(x.enter(Limit.HELD_REQUESTS, 1)).isFalse();

    declared.remove("y");
    assertThat(x.enter(Limit.HELD_REQUESTS, 1)).isTrue();

    tenants.apply(defaults(Limit.HELD_REQUESTS, 2));
    x.leave(Limit.HELD_REQUESTS, 1);
    assertThat(x.enter(Limit.HELD_REQUESTS, 1)).isFalse();
    assertThat(x.inUse(Limit.HELD_REQUESTS)).isEqualTo(2);
  }

  @Test
  void whatCountsInTheLogIsBoundedBeforeTheFirstEvent() {
    TenantRegistry tenants = tenants(TenantLimits.standard());
    tenants.apply(
        new LimitsFile(
            TenantLimits.UNSAID.with(Limit.MASKS, 9),
            Map.of("new", TenantLimits.UNSAID.with(Limit.EVENTS, 3))));

    assertThat(tenants.most("new", Limit.EVENTS)).isEqualTo(3);
    assertThat(tenants.most("new", Limit.MASKS)).isEqualTo(9);
    assertThat(tenants.most("new", Limit.REPRESENTATIONS)).isEqualTo(20_000);
    assertThat(tenants.most("x", Limit.EVENTS)).isEqualTo(1_000);
  }

  @Test
  void metricsNameAHundredTenants() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID);
    for (int i = 0; i < 150; i++) {
      declared.add("t" + i);
      tenants.of("t" + i).refused(Limit.EVENTS);
    }
    tenants.of("t0").refused(Limit.EVENTS);

    assertThat(Set.copyOf(refusals))
        .hasSize(TenantRegistry.MOST_LABELS + 1)
        .contains("other events");
    assertThat(refusals.get(refusals.size() - 1)).isEqualTo("t0 events");
  }

  @Test
  void theStatusNamesTheBusiestFirstWithEachLimit() {
    TenantRegistry tenants = tenants(TenantLimits.standard().with(Limit.BODY_BYTES, 64));
    TenantUse y = tenants.of("y");
    y.hold(Limit.BODY_BYTES, 3);
    y.takeAny(Limit.INGEST_BYTES, 5);
    y.refused(Limit.MASKS);

    List<TenantStatus> status = tenants.status(name -> Map.of(Limit.EVENTS, 4L));

    assertThat(status).extracting(TenantStatus::tenant).containsExactly("y", "x");
    assertThat(status.get(0).limits())
        .hasSize(Limit.values().length)
        .containsEntry("bodyBytesInFlight", new TenantStatus.LimitStatus("64", 3, 0))
        .containsEntry("ingestBytesPerSecond", new TenantStatus.LimitStatus("268435456", 5, 0))
        .containsEntry("getsPerSecond", new TenantStatus.LimitStatus("none", 0, 0))
        .containsEntry("masks", new TenantStatus.LimitStatus("256", 0, 1))
        .containsEntry("events", new TenantStatus.LimitStatus("1000", 4, 0));
  }

  @Test
  void theStatusIsBounded() {
    TenantRegistry tenants = tenants(TenantLimits.UNSAID);
    for (int i = 0; i < 150; i++) {
      declared.add("t" + i);
      tenants.of("t" + i);
    }
    assertThat(tenants.status(name -> Map.of())).hasSize(TenantRegistry.MOST_LABELS);
  }

  @Test
  void aWaitIsToldInWholeSeconds() {
    assertThat(TenantUse.seconds(1)).isEqualTo(1);
    assertThat(TenantUse.seconds(TimeUnit.SECONDS.toNanos(1))).isEqualTo(1);
    assertThat(TenantUse.seconds(TimeUnit.SECONDS.toNanos(1) + 1)).isEqualTo(2);
  }
}

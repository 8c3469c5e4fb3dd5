package io.liveorigin.contract.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.clock.BrokerTime.Estimate;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/**
 * Compares the estimate with simulated brokers whose time is known: the true time is within the
 * stated error.
 */
class BrokerTimeTest {
  private static final long MILLI = 1_000_000;
  private static final long BOUND = 500 * MILLI;
  private static final long EPOCH = 1_900_000_000_000L;

  /**
   * The timing of a record.
   *
   * @param pause time before it, in ns
   * @param there time until the broker appends it, in ns
   * @param back time until it is acknowledged, in ns
   */
  record Way(long pause, long there, long back) {}

  /**
   * Local monotonic time from any origin, and brokers that are some milliseconds ahead of the
   * epoch's time.
   */
  private static final class Network {
    private final BrokerTime time = new BrokerTime(BOUND);
    private final long origin;
    private long elapsed;
    private Estimate estimate;

    Network(long origin) {
      this.origin = origin;
    }

    long local() {
      return origin + elapsed;
    }

    double trueMillis() {
      return EPOCH + elapsed / (double) MILLI;
    }

    Estimate send(int broker, long ahead, Way way) {
      elapsed += way.pause();
      long sent = local();
      elapsed += way.there();
      long stamped = Math.floorDiv(EPOCH * MILLI + elapsed, MILLI) + ahead;
      elapsed += way.back();
      estimate = time.measured(broker, new RoundTrip(sent, local(), stamped));
      return estimate;
    }

    double offBy(long ahead) {
      return Math.abs(estimate.millisAt(local()) - (trueMillis() + ahead));
    }

    void assertWithinItsError(long ahead) {
      assertThat(offBy(ahead)).isLessThanOrEqualTo(estimate.errorMillisAt(local()) + 1.0);
    }
  }

  @Property
  void the_estimate_is_right_within_its_error(
      @ForAll("ways") @Size(min = 1, max = 40) List<Way> ways,
      @ForAll long origin,
      @ForAll @LongRange(min = -100_000, max = 100_000) long ahead) {
    Network network = new Network(origin / 4);
    for (Way way : ways) {
      network.send(1, ahead, way);
      network.assertWithinItsError(ahead);
      assertThat(network.estimate.majority()).isTrue();
    }
  }

  @Property
  void a_broker_that_is_set_is_followed_at_once(
      @ForAll("ways") @Size(min = 1, max = 20) List<Way> before,
      @ForAll("ways") @Size(min = 1, max = 20) List<Way> after,
      @ForAll @LongRange(min = 3_000, max = 100_000) long step) {
    Network network = new Network(0);
    before.forEach(way -> network.send(1, 0, way));
    for (Way way : after) {
      network.send(1, step, way);
      network.assertWithinItsError(step);
    }
  }

  @Property
  void one_of_three_brokers_misleads_nobody(
      @ForAll("ways") @Size(min = 3, max = 30) List<Way> ways,
      @ForAll @IntRange(min = 1, max = 3) int wrong,
      @ForAll @LongRange(min = -100_000, max = 100_000) long by) {
    Network network = new Network(0);
    for (int i = 0; i < ways.size() * 3; i++) {
      int broker = i % 3 + 1;
      network.send(broker, broker == wrong ? by : 0, ways.get(i / 3));
    }
    network.assertWithinItsError(0);
    assertThat(network.estimate.majority()).isTrue();
  }

  /** The errors of single measurements do not make the clock jump. */
  @Property
  void it_moves_no_further_than_it_is_wrong(
      @ForAll("ways") @Size(min = 2, max = 40) List<Way> ways) {
    Network network = new Network(0);
    Estimate last = network.send(1, 0, ways.get(0));
    for (Way way : ways) {
      Estimate next = network.send(1, 0, way);
      long moved = Math.abs(next.difference() - last.difference());
      assertThat(moved).isLessThanOrEqualTo(last.best().errorAt(network.local()) * 2);
      boolean explained =
          Math.abs(last.difference() - next.best().difference())
              <= next.best().errorAt(network.local());
      if (explained) {
        assertThat(moved).isZero();
      }
      last = next;
    }
  }

  @Example
  void two_brokers_that_differ_have_no_majority() {
    Network network = new Network(0);
    Way way = new Way(0, MILLI, MILLI);
    network.send(1, 0, way);
    assertThat(network.send(2, 60_000, way).majority()).isFalse();
    assertThat(network.send(3, 0, way).majority()).isTrue();
    network.time.retain(Set.of(1, 2));
    assertThat(network.send(2, 60_000, way).majority()).isFalse();
    network.time.retain(Set.of(2));
    assertThat(network.send(2, 60_000, way).brokers()).isEqualTo(1);
  }

  @Provide
  Arbitrary<List<Way>> ways() {
    Arbitrary<Long> delay =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.longs().between(50_000, 5 * MILLI)),
            Tuple.of(1, Arbitraries.longs().between(0, 1_000 * MILLI)));
    return Combinators.combine(Arbitraries.longs().between(0, 10_000 * MILLI), delay, delay)
        .as(Way::new)
        .list();
  }
}

package io.liveorigin.contract.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTimelineTest {
  private static Notification operator(String id, String key, String value, long from, long to) {
    return new Notification(
        "acme",
        "derby",
        id,
        key,
        value,
        from,
        to < 0 ? Optional.empty() : Optional.of(to),
        NotificationSource.OPERATOR,
        false);
  }

  private static Notification packager(String key, String value, long from) {
    return Notification.announced(
        new io.liveorigin.contract.address.EventId("acme", "derby"),
        key,
        value,
        from,
        Optional.empty());
  }

  /**
   * One evening: news without end, a break in it, a film that replaces it, and a break of both
   * sources.
   */
  private static final NotificationTimeline EVENING =
      new NotificationTimeline(
          List.of(
              packager("programme", "News", 100),
              packager("ad-break", "start", 110),
              packager("ad-break", "stop", 115),
              operator("film", "programme", "Film", 120, 129),
              operator("b2", "ad-break", "start", 125, 127),
              packager("late", "x", 140),
              operator("l", "late", "y", 140, -1),
              operator("l2", "late", "z", 140, -1)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " 99 | ''",
        "100 | programme=\"News\";from=100",
        "109 | programme=\"News\";from=100",
        "110 | ad-break=\"start\";from=110, programme=\"News\";from=100",
        "114 | ad-break=\"start\";from=110, programme=\"News\";from=100",
        "115 | ad-break=\"stop\";from=115, programme=\"News\";from=100",
        "120 | ad-break=\"stop\";from=115, programme=\"Film\";from=120;to=129",
        "125 | ad-break=\"start\";from=125;to=127, programme=\"Film\";from=120;to=129",
        "127 | ad-break=\"start\";from=125;to=127, programme=\"Film\";from=120;to=129",
        "128 | ad-break=\"stop\";from=115, programme=\"Film\";from=120;to=129",
        "129 | ad-break=\"stop\";from=115, programme=\"Film\";from=120;to=129",
        "130 | ad-break=\"stop\";from=115, programme=\"News\";from=100",
        "140 | ad-break=\"stop\";from=115, late=\"z\";from=140, programme=\"News\";from=100",
        "1000000000000"
            + " | ad-break=\"stop\";from=115, late=\"z\";from=140, programme=\"News\";from=100"
      })
  void theStateIsCumulative(long number, String field) {
    assertThat(EVENING.field(number).orElse("")).isEqualTo(field);
    assertThat(EVENING.field(number)).as("asked again").isEqualTo(EVENING.field(number));
  }

  @Test
  void whereNothingIsInForceThereIsNoField() {
    NotificationTimeline gap =
        new NotificationTimeline(
            List.of(operator("a", "k", "v", 5, 6), operator("b", "k", "v", 9, 9)));
    assertThat(new NotificationTimeline(List.of()).field(0)).isEmpty();
    assertThat(gap.field(4)).isEmpty();
    assertThat(gap.field(6)).isPresent();
    assertThat(gap.field(7)).isEmpty();
    assertThat(gap.field(9)).isPresent();
    assertThat(gap.field(10)).isEmpty();
  }

  @Test
  void anOperatorsCountsBeforeAPackagersOfTheSameNumber() {
    List<Notification> both =
        List.of(operator("a", "k", "operator", 7, -1), packager("k", "packager", 7));
    assertThat(new NotificationTimeline(both).at(7))
        .extracting(Notification::value)
        .containsExactly("operator");
    List<Notification> turned = new ArrayList<>(both);
    java.util.Collections.reverse(turned);
    assertThat(new NotificationTimeline(turned).at(7))
        .extracting(Notification::value)
        .containsExactly("operator");
  }

  /**
   * Publishers keep the bound. If two publish at the same time, the field is cut, and no header
   * breaks.
   */
  @Test
  void aFieldNeverGrowsBeyondItsBound() {
    List<Notification> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(operator("n" + i, "k" + i, "\"".repeat(256), 100 + i, -1));
    }
    NotificationTimeline timeline = new NotificationTimeline(many);
    String field = timeline.field(1000).orElseThrow();
    assertThat(field.length()).isBetween(3500, NotificationsField.MAX_LENGTH);
    assertThat(field).as("the latest are kept").contains("k29=").doesNotContain("k0=");
    assertThat(timeline.longestFrom(0)).isGreaterThan(15_000);
    assertThat(timeline.longestFrom(129)).isEqualTo(timeline.longestFrom(0));
  }

  @Provide
  Arbitrary<List<Notification>> few() {
    Arbitrary<Long> number = Arbitraries.longs().between(0, 20);
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            number,
            number.optional(),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 9))
        .as(
            (key, from, length, operator, id) ->
                operator
                    ? operator(
                        "id" + id, key, key + from, from, length.map(l -> from + l).orElse(-1L))
                    : packager(key, key + from, from))
        .list()
        .ofMaxSize(12);
  }

  /** Compares the result with the sentence of the specification, word for word. */
  @Property(tries = 1000)
  void isWhatTheNaiveReadingSays(@ForAll("few") List<Notification> notifications) {
    NotificationTimeline timeline = new NotificationTimeline(notifications);
    for (long number = 0; number <= 45; number++) {
      TreeMap<String, Notification> expected = new TreeMap<>();
      for (Notification n : notifications) {
        boolean inForce = n.from() <= number && (n.to().isEmpty() || n.to().get() >= number);
        Notification other = expected.get(n.key());
        if (inForce && (other == null || stronger(n, other))) {
          expected.put(n.key(), n);
        }
      }
      assertThat(timeline.at(number)).as("at %d", number).isEqualTo(List.copyOf(expected.values()));
      assertThat(timeline.field(number).orElse(""))
          .isEqualTo(NotificationsField.write(List.copyOf(expected.values())));
    }
  }

  @Property(tries = 500)
  void theLongestFieldAndWhatIsNeededFollowFromTheStates(
      @ForAll("few") List<Notification> notifications) {
    NotificationTimeline timeline = new NotificationTimeline(notifications);
    for (long from = 0; from <= 45; from += 5) {
      int longest = 0;
      Set<Notification> needed = new HashSet<>();
      for (long number = from; number <= 45; number++) {
        longest = Math.max(longest, timeline.field(number).orElse("").length());
        needed.addAll(timeline.at(number));
      }
      assertThat(timeline.longestFrom(from)).isEqualTo(longest);
      assertThat(timeline.neededFrom(from)).isEqualTo(needed);
    }
  }

  private static boolean stronger(Notification n, Notification other) {
    if (n.from() != other.from()) {
      return n.from() > other.from();
    }
    if (n.source() != other.source()) {
      return n.source() == NotificationSource.OPERATOR;
    }
    // Of equal notifications the last one stays, as a later record of one key does.
    return n.id().compareTo(other.id()) >= 0;
  }

  /** Otherwise a document could change at a number at which nothing begins or is over. */
  @Property(tries = 1000)
  void whatLiesBetweenChangesOnlyWhereSomethingBeginsOrIsOver(
      @ForAll("few") List<Notification> notifications) {
    NotificationTimeline timeline = new NotificationTimeline(notifications);
    for (long number = 0; number <= 60; number++) {
      if (timeline.lastChange(number).equals(timeline.lastChange(number + 1))) {
        assertThat(timeline.between(number, 70)).isEqualTo(timeline.between(number + 1, 70));
        assertThat(timeline.between(0, number)).isEqualTo(timeline.between(0, number + 1));
      }
    }
  }
}

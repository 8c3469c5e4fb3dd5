package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DateRangeTagsTest {
  private static final LiveEvent NEWS = Samples.news();
  private static final InitInForce INIT = new InitInForce(0, 0, "init.mp4");

  /** Its media begins at 2027-01-15T08:00:00Z. */
  private static final long N = 900_000_000;

  /** By then a playlist that ends with {@link #N} has what it says. */
  private static final long IN_TIME = NEWS.schedule().mediaStart(N) - 4_000;

  private static Notification said(String id, String key, String value, long from, Long to) {
    return new Notification(
        "acme",
        "news",
        id,
        key,
        value,
        from,
        Optional.ofNullable(to),
        NotificationSource.OPERATOR,
        false);
  }

  private static MediaPlaylist playlist(long first, long last) {
    List<WrittenLine> lines =
        LongStream.rangeClosed(first, last)
            .mapToObj(n -> new PlaylistLine(n, n + ".m4s", new LineTimes(1, 2 * n, 2), false, INIT))
            .map(line -> WrittenLine.of(line, 0))
            .toList();
    return new MediaPlaylist(new TargetDuration(2), lines, false);
  }

  private static NotificationHistory at(long instant, Notification... said) {
    NotificationHistory history = NotificationHistory.NONE;
    for (Notification notification : said) {
      history = history.with(notification, instant);
    }
    return history;
  }

  private static List<String> values(NotificationHistory said, long first, long last) {
    return DateRangeTags.of(NEWS, said, playlist(first, last))
        .lines()
        .map(line -> line.replaceAll(".*VALUE=\"(.*)\"", "$1"))
        .toList();
  }

  @Test
  void theTextIsPinned() {
    NotificationHistory said =
        at(
            IN_TIME,
            said("b1", "ad-break", "start", N, N + 14),
            said("p1", "programme", "News", N + 1, null));

    assertThat(DateRangeTags.of(NEWS, said, playlist(N - 5, N)))
        .isEqualTo(
            """
            #EXT-X-DATERANGE:ID="b1.85aacb70",CLASS="io.liveorigin.notification",\
            START-DATE="2027-01-15T08:00:00.000Z",END-DATE="2027-01-15T08:00:30.000Z",\
            X-IO-LIVEORIGIN-KEY="ad-break",X-IO-LIVEORIGIN-VALUE="start"
            #EXT-X-DATERANGE:ID="p1.12db7faa",CLASS="io.liveorigin.notification",\
            START-DATE="2027-01-15T08:00:02.000Z",\
            X-IO-LIVEORIGIN-KEY="programme",X-IO-LIVEORIGIN-VALUE="News"
            """);
  }

  /**
   * All nodes that list a number have read what was said 4 s before its media, and not all more.
   */
  @Test
  void aPlaylistHasWhatWasSaidFourSecondsBeforeItsLastSegmentBegins() {
    Notification notification = said("a", "k", "v", N - 2, null);

    assertThat(values(at(IN_TIME, notification), N - 5, N)).containsExactly("v");
    assertThat(values(at(IN_TIME + 1, notification), N - 5, N)).isEmpty();
    assertThat(values(at(IN_TIME + 1, notification), N - 5, N + 1)).containsExactly("v");
  }

  /** The one node has read what the other has not: their texts of one end are the same. */
  @Test
  void whatIsChangedOrRevokedLaterChangesNoTextOfThatEnd() {
    NotificationHistory before =
        at(IN_TIME, said("a", "k", "1", N - 2, null), said("b", "k", "2", N - 1, null));
    NotificationHistory after =
        before
            .with(said("a", "k", "3", N - 2, null), IN_TIME + 1)
            .with(said("b", "k", "2", N - 1, null).revocation(), IN_TIME + 2);

    assertThat(DateRangeTags.of(NEWS, after, playlist(N - 5, N)))
        .isEqualTo(DateRangeTags.of(NEWS, before, playlist(N - 5, N)))
        .isNotEmpty();
    assertThat(values(after, N - 5, N + 1)).containsExactly("3");
  }

  @Test
  void itIsListedUntilItsLastSegmentLeaves() {
    NotificationHistory said = at(IN_TIME, said("a", "k", "v", N - 20, N - 5));

    assertThat(values(said, N - 5, N)).containsExactly("v");
    assertThat(values(said, N - 4, N)).isEmpty();
  }

  /**
   * A notification without an end holds until another of its key without an end takes its place.
   */
  @Test
  void whatHasNoEndIsListedWhileItIsInForceAtAListedNumber() {
    NotificationHistory said =
        at(
            IN_TIME,
            said("a", "k", "old", 5, null),
            said("b", "k", "news", N - 9, null),
            said("c", "k", "break", N - 8, N - 7),
            said("d", "k", "film", N - 4, null),
            said("e", "other", "x", 6, null));

    assertThat(values(said, N - 9, N)).containsExactly("x", "news", "break", "film");
    assertThat(values(said, N - 5, N)).containsExactly("x", "news", "film");
    assertThat(values(said, N - 4, N)).containsExactly("x", "film");
  }

  @Test
  void whatBeginsWithinAMinuteIsSaidAhead() {
    NotificationHistory said =
        at(IN_TIME, said("a", "k", "near", N + 30, null), said("b", "k", "far", N + 31, null));

    assertThat(values(said, N - 5, N)).containsExactly("near");
  }

  /** An end may be added to an ID; anything else under the same id is another range. */
  @Test
  void theIdSaysWhatItIsAbout() {
    String open = id(said("a", "k", "v", N, null));

    assertThat(id(said("a", "k", "v", N, N + 3))).isEqualTo(open).startsWith("a.");
    assertThat(id(said("a", "k", "w", N, null))).isNotEqualTo(open);
    assertThat(id(said("a", "k", "v", N - 1, null))).isNotEqualTo(open);
    assertThat(id(said("a", "l", "v", N, null))).isNotEqualTo(open);
    assertThat(id(said("b", "k", "v", N, null)).substring(2)).isNotEqualTo(open.substring(2));
  }

  private static String id(Notification said) {
    return DateRangeTags.of(NEWS, at(IN_TIME, said), playlist(N - 5, N))
        .replaceAll("(?s).*:ID=\"([^\"]*)\".*", "$1");
  }

  /** A variable that no playlist defines would end it for the player. */
  @Test
  void noValueLeavesItsAttribute() {
    NotificationHistory said = at(IN_TIME, said("a", "k", "\"{$x}\",ID=\"b%C3%A9", N, null));

    assertThat(DateRangeTags.of(NEWS, said, playlist(N - 5, N)))
        .endsWith("VALUE=\"%22%7B$x}%22,ID=%22b%C3%A9\"\n");
  }

  /** Numbers of an operator are any: no date is from before the event, or beyond year 9999. */
  @Test
  void datesCanBeWritten() {
    NotificationHistory said =
        at(
            IN_TIME,
            said("a", "k", "v", 0, SegmentAddress.MAX_NUMBER),
            said("b", "k", "w", N, null));

    assertThat(DateRangeTags.of(NEWS, said, playlist(N - 5, N)))
        .contains("START-DATE=\"1970-01-01T00:00:00.000Z\",X-IO")
        .doesNotContain("END-DATE");
  }
}

package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.hls.AudioFrame;
import io.liveorigin.serving.notifications.ListedNotifications;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Writes the DASH manifest of an event (ISO/IEC 23009-1, isoff-live). It has one period, and one
 * more for each change of init segments. With {@code $Number$} in the media templates, the document
 * depends only on the definition, the listed representations, notifications, the clocks of encoders
 * and the numbers that were not published. {@code $Time$} needs a SegmentTimeline, which follows
 * the live edge. Pure.
 */
final class Mpd {
  static final String MEDIA_TYPE = "application/dash+xml";

  /** ISO/IEC 23009-1, 8.4 and 8.12. */
  private static final String PROFILES =
      "urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019";

  private static final String TIME = "/time";

  /** The same, relative to the manifest, so that it works behind any host and prefix of a CDN. */
  private static final String RELATIVE_TIME = "../.." + TIME;

  static final String HTTP_ISO = "urn:mpeg:dash:utc:http-iso:2014";
  private static final String NTP = "urn:mpeg:dash:utc:ntp:2014";

  /**
   * ISO/IEC 23009-1, 5.8.4.11 requires a server. Media3, for which this is written, queries one of
   * its own.
   */
  private static final String NTP_SERVER = "time.android.com";

  private final LiveEvent event;
  private final PublishedEvent published;
  private final View view;
  private final Schedule schedule;

  /** The numbers that are listed. */
  private final NumberRange range;

  private final MpdTimes times;
  private final List<MpdPeriod> periods;
  private final XmlWriter out = new XmlWriter();
  private final ReferenceTimeWriter references;
  private final AdaptationSets sets;

  /** The smallest number that is still served. */
  private final long window;

  private final ListedNotifications notifications;
  private final EventStreams events;

  private Mpd(
      LiveEvent event,
      PublishedEvent published,
      View view,
      Optional<PublicUrl> publicUrl,
      long now) {
    this.event = event;
    this.published = published;
    this.view = view;
    this.schedule = event.schedule();
    this.range = listed(event, view, now);
    this.times =
        new MpdTimes(
            schedule,
            range,
            ended(schedule, range.last(), now),
            longestFrame(event),
            zero(schedule, view));
    this.window = schedule.windowStart(now);
    this.periods = MpdPeriod.of(range, window, published.inits().changes().numbers());
    String time = publicUrl.map(url -> url.of(TIME)).orElse(RELATIVE_TIME);
    this.references = new ReferenceTimeWriter(event, published.references(), time, out);
    this.sets = new AdaptationSets(event, published, references, out);
    this.notifications =
        new ListedNotifications(
            event, published.notifications(), Math.min(range.last(), schedule.liveEdge(now)));
    this.events = new EventStreams(schedule, notifications, out);
  }

  /** Returns whether nothing is added any more to a document that ends with that number. */
  static boolean ended(Schedule schedule, long last, long now) {
    return now >= schedule.gone(last);
  }

  /** Time zero of the document, epoch ms. A view counts from its own beginning. */
  private static long zero(Schedule schedule, View view) {
    return view.from().isPresent()
        ? schedule.mediaStart(view.range(schedule).first())
        : schedule.availabilityStart();
  }

  private static NumberRange listed(LiveEvent event, View view, long now) {
    NumberRange range = view.range(event.schedule());
    boolean ended = ended(event.schedule(), range.last(), now);
    long begin = begin(event, view);
    return new NumberRange(
        ended ? Math.max(begin, event.schedule().windowStart(now)) : begin, range.last());
  }

  /** The first number of a document that nothing has left yet. */
  private static long begin(LiveEvent event, View view) {
    return view.from().isPresent() ? view.range(event.schedule()).first() : first(event);
  }

  /**
   * Number of the first segment of an event: the oldest that could be published when the event was
   * declared. Times then count from an instant nearby, which Media3 needs to find a number exactly.
   */
  private static long first(LiveEvent event) {
    Schedule schedule = event.schedule();
    long declared = event.definition().incarnation();
    return declared > 0
        ? Math.max(schedule.firstNumber(), schedule.windowStart(declared))
        : schedule.firstNumber();
  }

  /** The longest audio frame, ms; 0 if there is no audio. */
  private static long longestFrame(LiveEvent event) {
    return event.definition().representations().stream()
        .filter(representation -> representation.contentType() == ContentType.AUDIO)
        .mapToLong(representation -> AudioFrame.of(representation).millis())
        .max()
        .orElse(0);
  }

  /**
   * Writes the document.
   *
   * @param published the published part of the event, only of the view
   * @param view the part of the event that the document lists
   * @param publicUrl where viewers reach this origin
   * @param now epoch ms; matters for {@code $Time$}, for what leaves the window, for notifications,
   *     and for an event that is over
   */
  static byte[] write(
      LiveEvent event,
      PublishedEvent published,
      View view,
      Optional<PublicUrl> publicUrl,
      long now) {
    return new Mpd(event, published, view, publicUrl, now).document(publicUrl, now);
  }

  private byte[] document(Optional<PublicUrl> publicUrl, long now) {
    boolean timeline = event.definition().timeInUrls();
    long changed = changedAt();
    long edge = Math.max(schedule.firstNumber(), Math.min(range.last(), schedule.liveEdge(now)));
    out.open("MPD").attribute("xmlns", "urn:mpeg:dash:schema:mpd:2011");
    sets.namespaces().forEach((prefix, uri) -> out.attribute("xmlns:" + prefix, uri));
    out.attribute("profiles", PROFILES)
        .attribute("type", times.ended() ? "static" : "dynamic")
        .attribute("availabilityStartTime", times.availabilityStart())
        .attribute(
            "publishTime",
            times.publishTime(timeline ? Math.max(changed, schedule.due(edge)) : changed))
        .attribute("minBufferTime", times.segment())
        .attribute("maxSegmentDuration", times.maxSegment());
    if (!times.ended()) {
      out.attribute("minimumUpdatePeriod", timeline ? times.segment() : times.updatePeriod())
          .attribute("timeShiftBufferDepth", times.depth())
          .attribute(
              "suggestedPresentationDelay",
              times.suggestedDelay(event.definition().presentationDelay()));
    }
    if (times.ends()) {
      out.attribute("mediaPresentationDuration", times.presentationDuration());
    }
    if (!view.base().isEmpty()) {
      // Makes all URLs relative to the event, including that of the time (5.6.4).
      out.text("BaseURL", view.base());
    }
    if (!times.ended()) {
      ServiceDescription.write(event.definition(), out);
    }
    periods.stream()
        // Some players stop at a timeline without a segment.
        .filter(period -> !timeline || period.first() <= edge)
        .forEach(period -> period(period, now));
    if (!times.ended()) {
      timing(publicUrl);
    }
    out.close();
    return out.toBytes();
  }

  /**
   * When the document last changed, epoch ms: an init segment was listed, a notification was added
   * or removed, an encoder's time changed, a number was added to or removed from those not
   * published, a period or a number left, or the document became static. A changed definition has
   * no date, nor has a number that is served again because a mask is removed.
   */
  private long changedAt() {
    long begin = begin(event, view);
    long first = periods.get(0).first();
    return LongStream.of(
            published.inits().decidedAt(),
            references.changedAt(),
            notifications.changedAt(begin, Math.max(begin, window)),
            published.failover().changedAt(schedule),
            first > begin ? schedule.expires(first - 1) : Long.MIN_VALUE,
            times.ended() ? schedule.gone(range.last()) : Long.MIN_VALUE)
        .max()
        .orElseThrow();
  }

  private void period(MpdPeriod period, long now) {
    out.open("Period")
        .attribute("id", period.id())
        .attribute("start", times.periodStart(period.first()));
    events.write(period, window);
    sets.write(new MpdTemplate(event, period, published, out), now);
    out.close();
  }

  /**
   * Writes the sources of the time. shaka-player and dash.js take the first source that works;
   * Media3 takes the last element and no relative URL. If no public URL is known, Media3 is sent to
   * its own NTP server: with a relative URL in the last place it would use the device's clock.
   */
  private void timing(Optional<PublicUrl> publicUrl) {
    if (publicUrl.isPresent()) {
      utcTiming(HTTP_ISO, publicUrl.get().of(TIME));
      return;
    }
    utcTiming(HTTP_ISO, RELATIVE_TIME);
    utcTiming(NTP, NTP_SERVER);
  }

  private void utcTiming(String scheme, String value) {
    out.empty("UTCTiming").attribute("schemeIdUri", scheme).attribute("value", value);
  }
}

package io.liveorigin.serving.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.timeline.EventInitTimeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An MPD that is written and read again, of an event as tests want it. */
final class WrittenMpd {
  /** Epoch ms. */
  static final long NOW = 1_700_000_000_000L;

  static final long INITS = 1_699_999_000_000L;

  static LiveEvent event(String... replacements) {
    String json = Samples.NEWS;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(json).contains(replacements[i]);
      json = json.replace(replacements[i], replacements[i + 1]);
    }
    return LiveEvent.of(Samples.definition(json));
  }

  static byte[] write(LiveEvent event) {
    return write(event, Map.of());
  }

  static byte[] write(LiveEvent event, Map<String, Map<Long, Listing>> winners) {
    return Mpd.write(
        event,
        new PublishedEvent(
            inits(event.definition().representations()), winners, NotificationHistory.NONE),
        View.WHOLE,
        Optional.empty(),
        NOW);
  }

  /** Of an event whose init segments never changed. */
  static EventInits inits(List<Representation> listed) {
    return new EventInits(listed, INITS, EventInitTimeline.NONE);
  }

  static MPD parse(LiveEvent event) {
    return parse(write(event));
  }

  /** This parser knows no {@code endNumber} and no {@code ProducerReferenceTime}. */
  static MPD parse(byte[] mpd) {
    try {
      String known =
          new String(mpd, StandardCharsets.UTF_8)
              .replaceAll(" endNumber=\"\\d+\"", "")
              .replaceAll("(?s)<ProducerReferenceTime.*?</ProducerReferenceTime>", "");
      return new MPDParser().parse(known);
    } catch (IOException e) {
      throw new AssertionError(new String(mpd, StandardCharsets.UTF_8), e);
    }
  }

  static SegmentTemplate template(MPD mpd) {
    AdaptationSet first = mpd.getPeriods().get(0).getAdaptationSets().get(0);
    return Optional.ofNullable(first.getSegmentTemplate())
        .orElseGet(() -> first.getRepresentations().get(0).getSegmentTemplate());
  }

  private WrittenMpd() {}
}

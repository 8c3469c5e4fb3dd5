package io.liveorigin.standalone.players;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerPair;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference packager pair in front of an origin, each with a {@link Sabotage}, and a {@link
 * TextFeed} for each representation that is WebVTT.
 */
public final class Feed implements AutoCloseable {
  private final List<Sabotage> sabotages = new ArrayList<>();
  private final List<TextFeed> texts = new ArrayList<>();
  private final PackagerPair packagers;
  private final long first;

  private Feed(CdnOrigin origin) {
    EventDefinition event = packaged(origin.definition());
    List<Packager> all = new ArrayList<>();
    for (String pipeline : event.pipelines()) {
      URI ingest = URI.create("http://127.0.0.1:" + origin.stack().ingestPort(pipeline));
      Sabotage sabotage =
          new Sabotage(
              pipeline, event, origin.clip(), new HttpSegmentPublisher(ingest, Patience.LIMIT));
      sabotages.add(sabotage);
      all.add(
          new Packager(
              PackagerSettings.standard(pipeline, FaultScript.NONE, all.size()),
              LiveEvent.of(event),
              origin.clip(),
              sabotage,
              PacingClock.of(CdnOrigin.CLOCK)));
    }
    packagers = new PackagerPair(all);
    first = packagers.start();
    origin.definition().representations().stream()
        .filter(Representation::webVtt)
        .forEach(text -> texts.add(TextFeed.start(origin, text.id(), first)));
  }

  /** Without text, which the clip has not. */
  private static EventDefinition packaged(EventDefinition event) {
    return event.withRepresentations(
        event.representations().stream().filter(r -> !r.webVtt()).toList());
  }

  static Feed start(CdnOrigin origin) {
    return new Feed(origin);
  }

  /** The first number that was published. */
  public long first() {
    return first;
  }

  /** What goes wrong from now on; numbers are epoch numbers. */
  public void follow(String script) {
    FaultScript faults = FaultScript.parse(script.getBytes(StandardCharsets.UTF_8));
    sabotages.forEach(sabotage -> sabotage.follow(faults));
  }

  /** Encoders of all pipelines are started anew with another set-up. */
  void restart(Sabotage.Restart restart) {
    sabotages.forEach(sabotage -> sabotage.restart(restart));
  }

  @Override
  public void close() {
    texts.forEach(TextFeed::close);
    packagers.close();
  }
}

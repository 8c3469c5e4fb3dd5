package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the paths of one event into addresses and back. Nothing else in the project parses URLs.
 * Immutable; any thread.
 */
public final class SegmentUrls {
  /** Name of the generated DASH manifest. */
  public static final String MPD_NAME = "manifest.mpd";

  private static final int MAX_PATH = 512;

  /** A path, cut into the publishing point and the rest. */
  public record Split(EventId event, String rest) {}

  private final EventId event;
  private final UrlTemplate initialization;
  private final UrlTemplate media;
  private final Schedule schedule;
  private final long eventTimescale;
  private final Map<String, Representation> representations = new HashMap<>();

  public SegmentUrls(EventDefinition definition) {
    this.event = definition.id();
    this.initialization = UrlTemplate.parse(definition.initialization());
    this.media = UrlTemplate.parse(definition.media());
    this.schedule = definition.schedule();
    this.eventTimescale = definition.segmentDuration().timescale();
    definition.representations().forEach(r -> representations.put(r.id(), r));
  }

  /**
   * Cuts {@code /{tenant}/{event}/{rest}}. Empty where the path is not of that form; never throws,
   * whatever the path.
   */
  public static Optional<Split> split(String path) {
    if (path.length() > MAX_PATH || path.isEmpty() || path.charAt(0) != '/') {
      return Optional.empty();
    }
    int tenantEnd = path.indexOf('/', 1);
    int eventEnd = tenantEnd < 0 ? -1 : path.indexOf('/', tenantEnd + 1);
    if (eventEnd < 0) {
      return Optional.empty();
    }
    String tenant = path.substring(1, tenantEnd);
    String event = path.substring(tenantEnd + 1, eventEnd);
    if (!Names.isName(tenant) || !Names.isName(event)) {
      return Optional.empty();
    }
    return Optional.of(new Split(new EventId(tenant, event), path.substring(eventEnd + 1)));
  }

  /** What {@code rest} names within this event. Never throws, whatever the text. */
  public Resource resolve(String rest) {
    if (rest.endsWith(".mpd") || rest.endsWith(".m3u8")) {
      return new Resource.Manifest(rest);
    }
    Optional<UrlTemplate.Match> init = initialization.match(rest);
    if (init.isPresent()) {
      return resolveInit(init.get());
    }
    return media.match(rest).map(this::resolveMedia).orElseGet(Resource.Foreign::new);
  }

  private Resource resolveInit(UrlTemplate.Match match) {
    Representation representation = representations.get(match.representation());
    if (representation == null) {
      return new Resource.UnknownRepresentation(match.representation());
    }
    if (match.bandwidth().isPresent()
        && match.bandwidth().getAsLong() != representation.bandwidth()) {
      return new Resource.Foreign();
    }
    return new Resource.Init(new InitAddress(new Track(event, representation.id())));
  }

  private Resource resolveMedia(UrlTemplate.Match match) {
    Representation representation = representations.get(match.representation());
    if (representation == null) {
      return new Resource.UnknownRepresentation(match.representation());
    }
    if (match.bandwidth().isPresent()
        && match.bandwidth().getAsLong() != representation.bandwidth()) {
      return new Resource.Foreign();
    }
    long number;
    if (match.number().isPresent()) {
      number = match.number().getAsLong();
    } else {
      // $Time$ is rounded to the nearest number: audio starts up to a frame off the grid.
      number = schedule.numberAt(match.time().orElse(0), urlTimescale(representation));
    }
    if (number < 0 || number > SegmentAddress.MAX_NUMBER) {
      return new Resource.Foreign();
    }
    return new Resource.Media(new SegmentAddress(new Track(event, representation.id()), number));
  }

  /** The path of a media segment, from the leading slash. */
  public String path(SegmentAddress address) {
    Representation representation = require(address.track());
    long time = schedule.decodeTime(address.number(), urlTimescale(representation));
    return "/"
        + event
        + "/"
        + media.format(representation.id(), address.number(), time, representation.bandwidth());
  }

  /** The path of an init segment, from the leading slash. */
  public String path(InitAddress address) {
    Representation representation = require(address.track());
    return "/"
        + event
        + "/"
        + initialization.format(representation.id(), 0, 0, representation.bandwidth());
  }

  private Representation require(Track track) {
    Representation representation = representations.get(track.representation());
    if (representation == null || !track.event().equals(event)) {
      throw new OriginException(
          ErrorCode.UNKNOWN_REPRESENTATION, track + " is not a representation of " + event);
    }
    return representation;
  }

  private long urlTimescale(Representation representation) {
    return representation.timescale().orElse(eventTimescale);
  }
}

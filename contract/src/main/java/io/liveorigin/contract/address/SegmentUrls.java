package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.Schedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the paths of one event into addresses of its current incarnation, and back. Nothing else in
 * the project parses URLs, except that {@link View} parses the folders of a manifest. Immutable;
 * usable from any thread.
 */
public final class SegmentUrls {
  /** Name of the generated DASH manifest. */
  public static final String MPD_NAME = "manifest.mpd";

  /** Name of the generated HLS multivariant playlist. */
  public static final String MASTER_NAME = "master.m3u8";

  private static final String PLAYLIST_END = ".m3u8";
  private static final String TEXT_END = ".vtt";
  private static final String VERSION_BEGIN = "init-";
  private static final String VERSION_END = ".mp4";

  /**
   * Hex digits of the digest in a file name: 128 bits, so nobody can find two init segments that
   * share them.
   */
  private static final int VERSION_DIGITS = 32;

  private static final Pattern VERSION = Pattern.compile("[0-9a-f]{" + VERSION_DIGITS + "}");

  private static final int MAX_PATH = 512;

  /** A path, split into the publishing point and the rest. */
  public record Split(EventId event, String rest) {}

  private final EventId event;
  private final long incarnation;
  private final UrlTemplate initialization;
  private final UrlTemplate media;
  private final Schedule schedule;
  private final long eventTimescale;
  private final Map<String, PublishingPoint.Encoding> representations = new HashMap<>();

  public SegmentUrls(PublishingPoint definition) {
    this.event = definition.id();
    this.incarnation = definition.incarnation();
    this.initialization = UrlTemplate.parse(definition.initialization());
    this.media = UrlTemplate.parse(definition.media());
    this.schedule = definition.schedule();
    this.eventTimescale = schedule.duration().timescale();
    definition.representations().forEach(r -> representations.put(r.id(), r));
  }

  /**
   * Splits {@code /{tenant}/{event}/{rest}}. Returns empty if the path does not have that form.
   * Never throws, whatever the path.
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
    if (!NameRules.isName(tenant) || !NameRules.isName(event)) {
      return Optional.empty();
    }
    return Optional.of(new Split(new EventId(tenant, event), path.substring(eventEnd + 1)));
  }

  /**
   * Returns the resource that {@code rest} names within this event. Never throws, whatever the
   * text.
   */
  public Resource resolve(String rest) {
    if (isManifest(rest)) {
      return new Resource.Manifest(rest);
    }
    Optional<Resource> init = initialization.match(rest).map(this::resolveInit);
    if (init.isPresent() && init.get() instanceof Resource.Init) {
      return init.get();
    }
    // "$RepresentationID$.mp4" also matches "v0-7.mp4", as the init segment of an undeclared
    // representation. The media template is therefore tried before the path is refused.
    Optional<Resource> segment = media.match(rest).map(this::resolveMedia);
    if (segment.isPresent() && segment.get() instanceof Resource.Media) {
      return segment.get();
    }
    return version(rest)
        .or(() -> text(rest))
        .or(() -> segment)
        .or(() -> init)
        .orElseGet(Resource.Foreign::new);
  }

  /** Matches a version of an init segment, which no template of the event names. */
  private Optional<Resource> version(String rest) {
    int end = rest.length() - VERSION_END.length();
    int digest = end - VERSION_DIGITS;
    if (digest <= VERSION_BEGIN.length()
        || !rest.startsWith(VERSION_BEGIN)
        || !rest.endsWith(VERSION_END)
        || rest.charAt(digest - 1) != '-') {
      return Optional.empty();
    }
    String digits = rest.substring(digest, end);
    PublishingPoint.Encoding representation =
        representations.get(rest.substring(VERSION_BEGIN.length(), digest - 1));
    return representation == null || !VERSION.matcher(digits).matches()
        ? Optional.empty()
        : Optional.of(new Resource.InitVersion(new InitAddress(track(representation)), digits));
  }

  /** Matches the raw WebVTT of a media segment, which no template of the event names. */
  private Optional<Resource> text(String rest) {
    return rest.endsWith(TEXT_END)
        ? media
            .match(rest.substring(0, rest.length() - TEXT_END.length()))
            .map(match -> asText(resolveMedia(match)))
        : Optional.empty();
  }

  private Resource asText(Resource segment) {
    if (!(segment instanceof Resource.Media media)) {
      return segment;
    }
    return require(media.address().track()).webVtt()
        ? new Resource.Text(media.address())
        : new Resource.Foreign();
  }

  /**
   * Returns the track whose media playlist has this name; empty if no declared representation has
   * it. The name of the multivariant playlist takes precedence.
   */
  public Optional<Track> mediaPlaylist(String name) {
    return !name.endsWith(PLAYLIST_END) || name.equals(MASTER_NAME)
        ? Optional.empty()
        : Optional.ofNullable(
                representations.get(name.substring(0, name.length() - PLAYLIST_END.length())))
            .map(this::track);
  }

  /**
   * The file name of a representation's media playlist, which is in the same folder as the
   * multivariant playlist.
   */
  public static String mediaPlaylistName(String representation) {
    return representation + PLAYLIST_END;
  }

  /**
   * The file name of one version of an init segment, whose bytes never change. The file is in the
   * same folder as the manifests.
   *
   * @param digest the digest of its bytes, in lower-case hex digits
   */
  public static String versionName(InitAddress address, String digest) {
    return VERSION_BEGIN
        + address.track().representation()
        + "-"
        + digest.substring(0, VERSION_DIGITS)
        + VERSION_END;
  }

  /**
   * The URL of a media segment as its playlist lists it, relative to the playlist. WebVTT in MP4,
   * which no HLS specification defines, is listed as raw WebVTT.
   */
  public String fromPlaylist(SegmentAddress address) {
    String path = require(address.track()).webVtt() ? textPath(address) : path(address);
    return path.substring(event.toString().length() + 2);
  }

  /**
   * The URL of a track's init segment as its playlist lists it, relative to the playlist.
   *
   * @param digest the digest of its bytes, in lower-case hex digits
   * @return empty text if the playlist lists raw WebVTT, which has no init segment
   */
  public String initFromPlaylist(InitAddress address, String digest) {
    return require(address.track()).webVtt() ? "" : versionName(address, digest);
  }

  /** Returns whether a file of that name is a manifest, regardless of the templates. */
  public static boolean isManifest(String name) {
    return name.endsWith(".mpd") || name.endsWith(".m3u8");
  }

  private Resource resolveInit(UrlTemplate.Match match) {
    PublishingPoint.Encoding representation = representations.get(match.representation());
    if (representation == null) {
      return new Resource.UnknownRepresentation(match.representation());
    }
    if (match.bandwidth().isPresent()
        && match.bandwidth().getAsLong() != representation.bandwidth()) {
      return new Resource.Foreign();
    }
    return new Resource.Init(new InitAddress(track(representation)));
  }

  private Resource resolveMedia(UrlTemplate.Match match) {
    PublishingPoint.Encoding representation = representations.get(match.representation());
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
      // $Time$ is rounded to the nearest number, because audio starts up to a frame off the grid.
      number = schedule.numberAt(match.time().orElse(0), urlTimescale(representation));
    }
    if (number < 0 || number > SegmentAddress.MAX_NUMBER) {
      return new Resource.Foreign();
    }
    return new Resource.Media(new SegmentAddress(track(representation), number));
  }

  private Track track(PublishingPoint.Encoding representation) {
    return new Track(event, representation.id(), incarnation);
  }

  /**
   * The path of a media segment, including the leading slash. It is the same in every incarnation.
   */
  public String path(SegmentAddress address) {
    PublishingPoint.Encoding representation = require(address.track());
    long time = schedule.decodeTime(address.number(), urlTimescale(representation));
    return "/"
        + event
        + "/"
        + media.format(representation.id(), address.number(), time, representation.bandwidth());
  }

  /**
   * The path of a media segment as raw WebVTT, including the leading slash. It is the segment's own
   * path with a suffix, so any template can produce it.
   */
  public String textPath(SegmentAddress address) {
    return path(address) + TEXT_END;
  }

  /** The path of an init segment, including the leading slash. */
  public String path(InitAddress address) {
    PublishingPoint.Encoding representation = require(address.track());
    return "/"
        + event
        + "/"
        + initialization.format(representation.id(), 0, 0, representation.bandwidth());
  }

  private PublishingPoint.Encoding require(Track track) {
    PublishingPoint.Encoding representation = representations.get(track.representation());
    if (representation == null || !track.event().equals(event)) {
      throw new OriginException(
          ErrorCode.UNKNOWN_REPRESENTATION, track.key() + " is not a representation of " + event);
    }
    return representation;
  }

  private long urlTimescale(PublishingPoint.Encoding representation) {
    return representation.timescale().orElse(eventTimescale);
  }
}

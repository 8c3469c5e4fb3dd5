package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.hls.MediaPlaylistWriter;
import io.liveorigin.serving.hls.MultivariantPlaylist;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.Fields;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.segment.InitDecisions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The way of a request for a manifest. Any thread that may block for local queries. */
public final class ManifestGet {
  private final InitDecisions inits;
  private final CachePolicy policy;
  private final Responses responses;
  private final Optional<PublicUrl> publicUrl;
  private final Clock clock;

  /**
   * @param publicUrl where viewers reach this origin
   */
  public ManifestGet(
      InitDecisions inits,
      CachePolicy policy,
      Responses responses,
      Optional<PublicUrl> publicUrl,
      Clock clock) {
    this.inits = inits;
    this.policy = policy;
    this.responses = responses;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /** Answers; throws a {@link RefusedException} where it cannot. */
  public Response get(GetRequest request, Route.Manifest route) {
    LiveEvent event = route.of();
    List<Representation> listed = new ArrayList<>();
    long newest = 0;
    for (Representation representation : event.definition().representations()) {
      InitAddress address = new InitAddress(event.track(representation.id()));
      Lookup found = inits.lookup(address, route.lagging());
      if (found instanceof Lookup.Unavailable unavailable) {
        throw new RefusedException(RequestRule.notReady(unavailable.reason()));
      }
      if (found instanceof Lookup.Decided decided && decided.decision().winner().isPresent()) {
        Decision decision = decided.decision();
        listed.add(representation);
        newest = Math.max(newest, decision.decidedAt());
      }
    }
    if (listed.isEmpty() && route.lagging()) {
      throw new RefusedException(
          RequestRule.notReady("this node lags, and knows no init segment of the event"));
    }
    if (listed.isEmpty()) {
      throw new RefusedException(
          Refusal.of(ErrorCode.NO_INIT_SEGMENT, "of any representation", CachePolicy.NO_STORE));
    }
    long now = clock.millis();
    Published published = new Published(listed, newest);
    boolean mpd = route.kind() == Route.Manifest.Kind.MPD;
    byte[] document =
        mpd
            ? Mpd.write(event, published, publicUrl, request.arrived())
            : MultivariantPlaylist.write(listed)
                .orElseThrow(() -> new RefusedException(neitherVideoNorAudio()));
    return responses.content(
        event,
        request.asked(),
        content(event, document, mpd ? Mpd.MEDIA_TYPE : MediaPlaylistWriter.MEDIA_TYPE),
        policy.manifest(event.schedule().duration()),
        () -> Payload.wrap(document),
        Delays.NONE.after(now - request.arrived()),
        now);
  }

  private static Refusal neitherVideoNorAudio() {
    return Refusal.of(
        ErrorCode.NO_INIT_SEGMENT, "of any representation of video or audio", CachePolicy.NO_STORE);
  }

  private Content content(LiveEvent event, byte[] document, String mediaType) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(Fields.CDN_CACHE_CONTROL, policy.manifestInCdn(event.schedule().duration()));
    fields.put(Fields.SURROGATE_KEY, SurrogateKeys.event(event.id()));
    // No Last-Modified: a changed definition changes the document, and has no date.
    return new Content(
        "\"" + Digest.of(document).hex() + "\"",
        OptionalLong.empty(),
        document.length,
        mediaType,
        fields);
  }
}

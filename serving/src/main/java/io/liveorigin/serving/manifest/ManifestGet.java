package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.ContentHead;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.decision.InitDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The way of a request for a manifest. Any thread. */
public final class ManifestGet {
  private final InitDecisions inits;
  private final CachePolicy policy;

  public ManifestGet(InitDecisions inits, CachePolicy policy) {
    this.inits = inits;
    this.policy = policy;
  }

  /**
   * Answers.
   *
   * @param now epoch ms
   */
  public Answer get(LiveEvent event, long now) {
    List<Representation> listed = new ArrayList<>();
    long newest = 0;
    for (Representation representation : event.definition().representations()) {
      InitAddress address = new InitAddress(event.track(representation.id()));
      Lookup found = inits.lookup(address);
      if (found instanceof Lookup.Unavailable unavailable) {
        return Answer.Refusal.of(ErrorCode.NOT_READY, unavailable.reason(), CachePolicy.NO_STORE);
      }
      if (found instanceof Lookup.Decided decided && decided.decision().winner().isPresent()) {
        Decision decision = decided.decision();
        listed.add(representation);
        newest = Math.max(newest, decision.decidedAt());
      }
    }
    return listed.isEmpty()
        ? Answer.Refusal.of(
            ErrorCode.NO_INIT_SEGMENT, "of any representation", CachePolicy.NO_STORE)
        : content(event, Mpd.write(event, listed, newest, now));
  }

  private Answer content(LiveEvent event, byte[] document) {
    Payload payload = Payload.wrap(document);
    // No Last-Modified: a changed definition changes the document, and has no date.
    ContentHead head =
        new ContentHead(
            "\"" + Digest.of(document).hex() + "\"",
            OptionalLong.empty(),
            document.length,
            Mpd.MEDIA_TYPE,
            Map.of(Fields.SURROGATE_KEY, SurrogateKeys.event(event.id())));
    return new Answer.Content(
        head,
        policy.manifest(event.schedule().duration()),
        Optional.of(policy.manifestInCdn(event.schedule().duration())),
        Map.of(),
        List.of(),
        () -> CompletableFuture.completedFuture(payload));
  }
}

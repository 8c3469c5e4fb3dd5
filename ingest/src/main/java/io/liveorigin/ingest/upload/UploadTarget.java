package io.liveorigin.ingest.upload;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;

/** The target of a PUT to a path of a known event. */
public sealed interface UploadTarget {

  /** A target that is stored. */
  sealed interface Stored extends UploadTarget {
    LiveEvent event();

    Address address();

    Representation representation();
  }

  /** A media segment whose number is inside the schedule. */
  record Media(LiveEvent event, SegmentAddress address, Representation representation)
      implements Stored {}

  /** An init segment. */
  record Init(LiveEvent event, InitAddress address, Representation representation)
      implements Stored {}

  /** A manifest: accepted but not used, because the origin generates its own. */
  record Manifest(String name) implements UploadTarget {}

  /** A path or number that cannot be stored; an empty body is still a probe. */
  record Refused(OriginException reason) implements UploadTarget {}

  /** Resolves {@code rest}, the path below the event. {@code now} is epoch ms. Never throws. */
  static UploadTarget of(LiveEvent event, String rest, long now) {
    Resource resource = event.urls().resolve(rest);
    if (resource instanceof Resource.Media media) {
      return NumberCheck.of(event, media.address(), now)
          .<UploadTarget>map(Refused::new)
          .orElseGet(
              () -> new Media(event, media.address(), representation(event, media.address())));
    }
    if (resource instanceof Resource.Init init) {
      return new Init(event, init.address(), representation(event, init.address()));
    }
    if (resource instanceof Resource.Manifest manifest) {
      return new Manifest(manifest.name());
    }
    if (resource instanceof Resource.UnknownRepresentation unknown) {
      return new Refused(
          new OriginException(
              ErrorCode.UNKNOWN_REPRESENTATION,
              "event "
                  + event.id()
                  + " does not declare representation '"
                  + unknown.representation()
                  + "'; it declares "
                  + event.definition().representations().stream()
                      .map(Representation::id)
                      .toList()));
    }
    return new Refused(
        new OriginException(
            ErrorCode.UNKNOWN_PATH,
            "'"
                + rest
                + "' matches neither initialization '"
                + event.definition().initialization()
                + "' nor media '"
                + event.definition().media()
                + "' of event "
                + event.id()));
  }

  private static Representation representation(LiveEvent event, Address address) {
    // The URLs were compiled from the same definition.
    return event.definition().representation(address.track().representation()).orElseThrow();
  }
}

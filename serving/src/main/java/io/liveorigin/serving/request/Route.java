package io.liveorigin.serving.request;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.response.Refusal;
import java.util.Optional;

/** Where a request goes. Either it is refused here and now, or it goes the way of its kind. */
public sealed interface Route permits Route.Refused, Route.Moved, Route.Segment, Route.Document {
  RequestClass requestClass();

  Priority priority();

  /** The declared event that the path names. */
  Optional<LiveEvent> event();

  /** Hopeless, now: no store is asked. */
  record Refused(RequestClass requestClass, Optional<LiveEvent> event, Refusal refusal)
      implements Route {
    @Override
    public Priority priority() {
      return Priority.UNKNOWN;
    }
  }

  /**
   * The path is another spelling of one that is answered.
   *
   * @param location that one, relative to the path: it survives a CDN's prefix
   * @param cacheControl of the answer
   */
  record Moved(LiveEvent of, String location, String cacheControl) implements Route {
    @Override
    public RequestClass requestClass() {
      return RequestClass.MANIFEST;
    }

    @Override
    public Priority priority() {
      return Priority.UNKNOWN;
    }

    @Override
    public Optional<LiveEvent> event() {
      return Optional.of(of);
    }
  }

  /**
   * A media segment that is next, due or in the window.
   *
   * @param of its event
   * @param form in which it is wanted
   * @param liveEdge largest number that is due or decided; below the first number before the event
   * @param lagging whether this node lags: only what is pinned in its memory is answered
   */
  record Segment(
      RequestClass requestClass,
      LiveEvent of,
      SegmentAddress address,
      Form form,
      long liveEdge,
      Priority priority,
      boolean lagging)
      implements Route {
    /** Of one segment. All are decided, held and refused alike. */
    public enum Form {
      /** The bytes of the winner. */
      PUBLISHED,
      /** Raw WebVTT, which is made from them. */
      WEBVTT
    }

    /** Whether it may be decided soon, so that it pays to wait for it. */
    public boolean mayBeHeld() {
      return !lagging && (requestClass == RequestClass.NEXT || requestClass == RequestClass.DUE);
    }

    @Override
    public Optional<LiveEvent> event() {
      return Optional.of(of);
    }
  }

  /** An init segment or a manifest: players cannot go on without it. */
  sealed interface Document extends Route permits Init, Manifest, MediaPlaylist {
    /** Its event. */
    LiveEvent of();

    @Override
    default Priority priority() {
      return Priority.LIVE_EDGE;
    }

    @Override
    default Optional<LiveEvent> event() {
      return Optional.of(of());
    }
  }

  /**
   * An init segment of a declared representation.
   *
   * @param version the first hex digits of the digest that its bytes must have; empty for the one
   *     that is in force
   * @param lagging whether this node lags: that there is none cannot be said then
   */
  record Init(LiveEvent of, InitAddress address, Optional<String> version, boolean lagging)
      implements Document {
    @Override
    public RequestClass requestClass() {
      return RequestClass.INIT;
    }
  }

  /**
   * A document of an event as a whole: its MPD, or its multivariant playlist.
   *
   * @param kind which of them
   * @param view of what part of the event
   * @param lagging whether this node lags: that there is none cannot be said then
   */
  record Manifest(LiveEvent of, Kind kind, View view, boolean lagging) implements Document {
    /** Of documents. */
    public enum Kind {
      MPD,
      MASTER
    }

    @Override
    public RequestClass requestClass() {
      return RequestClass.MANIFEST;
    }
  }

  /**
   * The media playlist of a declared representation.
   *
   * @param view of what time of the event; it names no representations
   * @param lagging whether this node lags: then it says what it knows, and holds nobody
   */
  record MediaPlaylist(LiveEvent of, Track track, View view, boolean lagging) implements Document {
    @Override
    public RequestClass requestClass() {
      return RequestClass.MANIFEST;
    }
  }
}

package io.liveorigin.serving.request;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.response.Refusal;
import java.util.Optional;

/** The route of a request: it is refused at once, or handled according to its kind. */
public sealed interface Route permits Route.Refused, Route.Moved, Route.Segment, Route.Document {
  RequestClass requestClass();

  Priority priority();

  /** The declared event that the path names. */
  Optional<LiveEvent> event();

  /** The request cannot succeed now; no store is queried. */
  record Refused(RequestClass requestClass, Optional<LiveEvent> event, Refusal refusal)
      implements Route {
    @Override
    public Priority priority() {
      return Priority.UNKNOWN;
    }
  }

  /**
   * The path is not the canonical spelling.
   *
   * @param location the canonical spelling, relative to the path, so that it works behind a CDN's
   *     prefix
   * @param cacheControl of the response
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
   * @param form in which it is requested
   * @param liveEdge largest number that is due or decided; below the first number before the event
   *     begins
   * @param lagging whether this node lags, so that only segments that are pinned in its memory are
   *     served
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
    /** The forms of a segment. All are decided, held and refused alike. */
    public enum Form {
      /** The bytes of the winner. */
      PUBLISHED,
      /** Raw WebVTT, which is made from the bytes of the winner. */
      WEBVTT
    }

    /** Returns whether it may be decided soon, so that holding the request is worthwhile. */
    public boolean mayBeHeld() {
      return !lagging && (requestClass == RequestClass.NEXT || requestClass == RequestClass.DUE);
    }

    @Override
    public Optional<LiveEvent> event() {
      return Optional.of(of);
    }
  }

  /** An init segment or a manifest, without which players cannot continue. */
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
   * @param lagging whether this node lags, so that it cannot state that there is none
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
   * @param view the part of the event that it lists
   * @param lagging whether this node lags, so that it cannot state that there is none
   */
  record Manifest(LiveEvent of, Kind kind, View view, boolean lagging) implements Document {
    /** The kinds of documents. */
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
   * @param view the part of the event's time that it lists; it names no representations
   * @param lagging whether this node lags, so that it responds with what it knows and holds no
   *     request
   */
  record MediaPlaylist(LiveEvent of, Track track, View view, boolean lagging) implements Document {
    @Override
    public RequestClass requestClass() {
      return RequestClass.MANIFEST;
    }
  }
}

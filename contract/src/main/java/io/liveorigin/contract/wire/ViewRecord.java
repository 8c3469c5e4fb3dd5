package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.Track;
import java.util.List;
import java.util.Optional;

/**
 * A value of the {@code views} topic: one thing that a player reported about its session (CMCD
 * version 2, CTA-5004-B), with the segment that it is about. It says nothing about the viewer: no
 * address, no user agent, no URL and no session id. Anyone can send reports, so it is a claim.
 * Schema: {@code docs/schemas/view.json}.
 *
 * @param schema version of this format
 * @param kind what was reported: one of {@link Kind}
 * @param tenant owner
 * @param event event
 * @param representation representation; absent if it is not known which one was played
 * @param incarnation distinguishes events of the same name ({@link Track#incarnation}); absent if 0
 * @param number segment number; absent if it is not known
 * @param located how the number was found ({@link Located}); absent without a number
 * @param session 16 hex digits, the same for all records of a session at one node and on one UTC
 *     day; it cannot be turned back into the player's session id
 * @param at when it happened, epoch ms; the player's clock, corrected by the node's if it is off
 * @param state playback state after it, in words
 * @param stalledMillis how long playback had stopped for lack of media; of the stall that ended
 * @param startupMillis time from the viewer's wish to play until the first picture
 * @param status HTTP status of the response; 0 if none came
 * @param firstByteMillis time from the request to the first byte of the response
 * @param lastByteMillis the same for its last byte
 * @param bufferMillis media in the buffer
 * @param latencyMillis live latency as the player measures it
 * @param bitrate of the object that was requested or is played, kbit/s
 * @param throughput as the player measures it, kbit/s
 * @param starved whether the buffer ran dry since the last report
 * @param pipeline pipeline of the copy that the player got, as its response said
 * @param defects kinds of the defects of that copy, as its response said
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ViewRecord(
    int schema,
    String kind,
    String tenant,
    String event,
    Optional<String> representation,
    Optional<Long> incarnation,
    Optional<Long> number,
    Optional<String> located,
    String session,
    long at,
    Optional<String> state,
    Optional<Long> stalledMillis,
    Optional<Long> startupMillis,
    Optional<Integer> status,
    Optional<Long> firstByteMillis,
    Optional<Long> lastByteMillis,
    Optional<Long> bufferMillis,
    Optional<Long> latencyMillis,
    Optional<Long> bitrate,
    Optional<Long> throughput,
    Optional<Boolean> starved,
    Optional<String> pipeline,
    Optional<List<String>> defects) {
  public static final int SCHEMA = 1;

  /** The kinds of records. */
  public enum Kind {
    /** A segment was requested, and a response came or not. */
    RESPONSE("response"),
    /** Playback stopped, because the media that comes next was not there or could not be used. */
    STALL("stall"),
    /** That ended. */
    RESUME("resume"),
    /** The state of playback changed otherwise. */
    STATE("state"),
    /** The player reported an error. */
    ERROR("error"),
    /** A report that players send periodically. */
    INTERVAL("interval");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }

  /** How it is known which segment a record is about, the most certain first. */
  public enum Located {
    /** The URL of the request. */
    URL("url"),
    /** The position of the playhead ({@code pt}). */
    PLAYHEAD("playhead"),
    /** The live latency ({@code ltc}). */
    LATENCY("latency"),
    /** The newest segment that the session has received, less its buffer: a guess. */
    RECEIVED("received");

    private final String wire;

    Located(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }

  public ViewRecord {
    WireJson.require("kind", kind);
    WireJson.require("tenant", tenant);
    WireJson.require("event", event);
    WireJson.require("session", session);
    defects = defects.map(List::copyOf);
  }

  /** The record's key: that of the track, or {@code tenant/event} if no track is known. */
  public String key() {
    String id = tenant + "/" + event;
    return representation.map(name -> id + "/" + name).orElse(id);
  }

  public boolean is(Kind other) {
    return kind.equals(other.wire());
  }

  public byte[] toJson() {
    return WireJson.write(this);
  }

  public static ViewRecord read(byte[] json) {
    return WireJson.read(json, ViewRecord.class);
  }
}

package io.liveorigin.standalone.players;

import io.liveorigin.contract.event.EventDefinition;
import java.util.List;

/**
 * What one player watches, as {@code players/lib/session.mjs} reads it.
 *
 * @param name of the files with what was seen
 * @param player {@code shaka}, {@code dashjs} or {@code hlsjs}
 * @param protocol {@code DASH} or {@code HLS}
 * @param through name of the CDN node
 * @param url of the manifest
 * @param seconds after which it ends in any case
 * @param clockSkewMillis how wrong the player's clock is
 * @param dateShiftMillis how much later than media time the player takes its playhead to be: that
 *     is how DASH is told expectedLatency
 * @param segmentSeconds how long the playhead may stand
 * @param subtitles whether the first ones are shown
 * @param catchUp whether it plays a tenth faster to get back to where it wants to be
 * @param seeks in their order
 * @param reports URL to which the player reports (CMCD version 2, dash.js only); empty if it does
 *     not
 * @param content content id in these reports
 */
record SessionPlan(
    String name,
    String player,
    String protocol,
    String through,
    String url,
    long seconds,
    long clockSkewMillis,
    long dateShiftMillis,
    double segmentSeconds,
    boolean subtitles,
    boolean catchUp,
    List<Seek> seeks,
    String reports,
    String content) {

  /**
   * One seek.
   *
   * @param after so many seconds after it has begun to play
   * @param back so many seconds; 0 with {@code live}
   * @param live to the live edge
   */
  record Seek(long after, long back, boolean live) {
    static Seek back(long after, long seconds) {
      return new Seek(after, seconds, false);
    }

    static Seek live(long after) {
      return new Seek(after, 0, true);
    }
  }

  /** A player and what it is fed with. */
  enum Kind {
    SHAKA_DASH("shaka", "DASH", "manifest.mpd"),
    DASHJS_DASH("dashjs", "DASH", "manifest.mpd"),
    SHAKA_HLS("shaka", "HLS", "master.m3u8"),
    HLSJS_HLS("hlsjs", "HLS", "master.m3u8");

    private final String player;
    private final String protocol;
    private final String manifest;

    Kind(String player, String protocol, String manifest) {
      this.player = player;
      this.protocol = protocol;
      this.manifest = manifest;
    }

    /** A session without seeks and with a right clock. */
    SessionPlan watch(EventDefinition event, String node, int port, long seconds) {
      return new SessionPlan(
          player + "-" + protocol.toLowerCase(java.util.Locale.ROOT),
          player,
          protocol,
          node,
          "http://127.0.0.1:" + port + "/" + event.id() + "/" + manifest,
          seconds,
          0,
          protocol.equals("DASH") ? event.schedule().expectedLatencyMillis() : 0,
          event.schedule().duration().millisCeil(1) / 1000.0,
          false,
          false,
          List.of(),
          "",
          event.id().toString());
    }
  }

  SessionPlan withClockSkew(long millis) {
    return behaving(millis, subtitles, catchUp, seeks);
  }

  SessionPlan withSeeks(List<Seek> others) {
    return behaving(clockSkewMillis, subtitles, catchUp, others);
  }

  SessionPlan withSubtitles() {
    return behaving(clockSkewMillis, true, catchUp, seeks);
  }

  SessionPlan withCatchUp() {
    return behaving(clockSkewMillis, subtitles, true, seeks);
  }

  private SessionPlan behaving(long skewMillis, boolean texts, boolean faster, List<Seek> sought) {
    return new SessionPlan(
        name,
        player,
        protocol,
        through,
        url,
        seconds,
        skewMillis,
        dateShiftMillis,
        segmentSeconds,
        texts,
        faster,
        sought,
        reports,
        content);
  }

  /** It sends reports there. */
  SessionPlan reportingTo(String target) {
    return new SessionPlan(
        name,
        player,
        protocol,
        through,
        url,
        seconds,
        clockSkewMillis,
        dateShiftMillis,
        segmentSeconds,
        subtitles,
        catchUp,
        seeks,
        target,
        content);
  }
}

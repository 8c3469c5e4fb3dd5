package io.liveorigin.serving.cmcd;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a report of a player, as far as the origin uses it (CTA-5004-B, table 1). Keys that
 * it does not know are ignored; a key with a value of another type or out of range is left out and
 * counted. Lengths and ranges are bounded. Immutable.
 *
 * @param e event; empty if the line is of the response mode of the drafts
 * @param sta playback state
 * @param sid session id, at most 64 characters
 * @param cid content id
 * @param url of the request that the line is about
 * @param sf streaming format: {@code d}, {@code h} or another token
 * @param cmsds {@code CMSD-Static} of the response, in Base64
 * @param ts when it happened, epoch ms, by the player's clock
 * @param pt position of the playhead, ms
 * @param ltc live latency, ms
 * @param bl shortest of the buffers, ms
 * @param bsd longest of the stalls that ended, ms
 * @param msd time until the first picture, ms
 * @param br bit rate, of video where there are several; kbit/s
 * @param mtp measured throughput, kbit/s
 * @param rc status of the response; 0 if none came
 * @param ttfb time to the first byte, ms
 * @param ttlb time to the last byte, ms
 * @param bs whether the buffer ran dry
 * @param dropped how many keys were left out
 */
record PlayerReport(
    Optional<String> e,
    Optional<String> sta,
    Optional<String> sid,
    Optional<String> cid,
    Optional<String> url,
    Optional<String> sf,
    Optional<String> cmsds,
    OptionalLong ts,
    OptionalLong pt,
    OptionalLong ltc,
    OptionalLong bl,
    OptionalLong bsd,
    OptionalLong msd,
    OptionalLong br,
    OptionalLong mtp,
    OptionalLong rc,
    OptionalLong ttfb,
    OptionalLong ttlb,
    boolean bs,
    int dropped) {
  private static final int MAX_ID = 64;
  private static final int MAX_CONTENT = 129;
  private static final int MAX_TEXT = 2048;
  private static final int MAX_TOKEN = 8;

  /** A day: no duration of a session is longer. */
  private static final long MAX_MILLIS = 86_400_000;

  /** 100 Gbit/s. */
  private static final long MAX_KBITS = 100_000_000;

  private static final long MAX_INSTANT = 99_999_999_999_999L;
  private static final int MAX_STATUS = 999;

  /**
   * Reads a line. Never throws, whatever the text.
   *
   * @return empty if it does not follow the grammar
   */
  static Optional<PlayerReport> read(String line) {
    return CmcdMembers.read(line).map(PlayerReport::of);
  }

  private static PlayerReport of(CmcdMembers members) {
    return new PlayerReport(
        members.token("e", MAX_TOKEN),
        members.token("sta", MAX_TOKEN),
        members.text("sid", MAX_ID).filter(id -> !id.isEmpty()),
        members.text("cid", MAX_CONTENT),
        members.text("url", MAX_TEXT),
        members.token("sf", MAX_TOKEN),
        members.text("cmsds", MAX_TEXT),
        members.number("ts", MAX_INSTANT),
        members.number("pt", MAX_INSTANT),
        members.number("ltc", MAX_MILLIS),
        members.smallest("bl", MAX_MILLIS),
        members.largest("bsd", MAX_MILLIS),
        members.number("msd", MAX_MILLIS),
        members.number("br", MAX_KBITS),
        members.number("mtp", MAX_KBITS),
        members.number("rc", MAX_STATUS),
        members.number("ttfb", MAX_MILLIS),
        members.number("ttlb", MAX_MILLIS),
        members.flag("bs"),
        members.dropped());
  }

  /** Whether the line is about a request and its response. */
  boolean ofResponse() {
    return url.isPresent() && e.map("rr"::equals).orElse(true);
  }
}

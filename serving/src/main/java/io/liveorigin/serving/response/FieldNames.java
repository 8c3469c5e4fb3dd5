package io.liveorigin.serving.response;

/** Names of response header fields that this service writes. */
public final class FieldNames {
  /** The pipeline that published the winner. */
  public static final String PIPELINE = "Origin-Pipeline";

  /** {@code ?0} if the winner could not be checked yet; not sent with any other winner. */
  public static final String CHECKED = "Origin-Checked";

  /** The largest number that is due or decided. */
  public static final String LIVE_EDGE = "Origin-Live-Edge";

  /** When a segment that was requested too early is due, epoch ms. */
  public static final String AVAILABLE_AT = "Origin-Available-At";

  /** CTA-5006: about the segment. */
  public static final String CMSD_STATIC = "CMSD-Static";

  /** CTA-5006: about this response. */
  public static final String CMSD_DYNAMIC = "CMSD-Dynamic";

  /** RFC 9213: for CDNs only. */
  public static final String CDN_CACHE_CONTROL = "CDN-Cache-Control";

  /** Space-separated keys by which a CDN purges. */
  public static final String SURROGATE_KEY = "Surrogate-Key";

  /** W3C Server Timing. */
  public static final String SERVER_TIMING = "Server-Timing";

  /**
   * For nginx only, which keeps the response for that many seconds, and passes on neither this
   * field nor that lifetime. Must precede Cache-Control, because nginx 1.22 ignores it otherwise.
   */
  public static final String ACCEL_EXPIRES = "X-Accel-Expires";

  public static final String LOCATION = "Location";
  public static final String CONTENT_TYPE = "Content-Type";
  public static final String CONTENT_LENGTH = "Content-Length";
  public static final String CONTENT_RANGE = "Content-Range";
  public static final String CACHE_CONTROL = "Cache-Control";
  public static final String CONTENT_ENCODING = "Content-Encoding";
  public static final String ETAG = "ETag";
  public static final String LAST_MODIFIED = "Last-Modified";
  public static final String VARY = "Vary";

  private FieldNames() {}
}

package io.liveorigin.serving.answer;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.cache.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a request gets, before the HTTP of it. */
public sealed interface Answer {
  /**
   * Bytes, or the part of them that the request asks for.
   *
   * @param head what all requests for these bytes are told
   * @param cacheControl of 200, 206 and 304 alike
   * @param cdnCacheControl for CDNs only (RFC 9213)
   * @param headers what this request alone is told
   * @param timings where its time went so far
   * @param bytes asked for only when bytes are to be sent; fails with an {@link
   *     io.liveorigin.contract.error.OriginException}
   */
  record Content(
      ContentHead head,
      String cacheControl,
      Optional<String> cdnCacheControl,
      Map<String, String> headers,
      List<Timing> timings,
      Supplier<CompletableFuture<Payload>> bytes)
      implements Answer {}

  /**
   * No bytes.
   *
   * @param code which carries the status
   * @param detail what was wrong this time
   * @param cacheControl every refusal has one
   * @param headers all others
   */
  record Refusal(ErrorCode code, String detail, String cacheControl, Map<String, String> headers)
      implements Answer {
    public static final String RETRY_AFTER = "Retry-After";

    public static Refusal of(ErrorCode code, String detail, String cacheControl) {
      // A 503 is worth another try as soon as RFC 9110, section 10.2.3 can say: in a second.
      return new Refusal(
          code, detail, cacheControl, code.status() == 503 ? Map.of(RETRY_AFTER, "1") : Map.of());
    }

    public Refusal with(String header, String value) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.put(header, value);
      return new Refusal(code, detail, cacheControl, all);
    }
  }
}

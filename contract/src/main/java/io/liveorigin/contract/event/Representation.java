package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.PublishingPoint;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.Example;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One encoding of one track, with the attributes that the MPD repeats (ISO/IEC 23009-1, 5.3.5 and
 * 5.3.7).
 *
 * @param id name in URLs; 1 to 64 of A-Z a-z 0-9 . _ -
 * @param contentType video, audio or text
 * @param codecs RFC 6381, for example {@code avc1.64001f}
 * @param bandwidth bit/s
 * @param width pixels, video only
 * @param height pixels, video only
 * @param frameRate {@code 25} or {@code 30000/1001}, or {@link #VARIABLE_FRAME_RATE}; video only
 * @param audioSamplingRate Hz, audio only
 * @param lang RFC 5646
 * @param mimeType media type of the segments; follows from contentType if absent
 * @param timescale ticks per second of {@code $Time$} in URLs; the event's if absent
 * @param contentProtection ContentProtection descriptors: each an object with schemeIdUri and the
 *     other parts of {@link ContentProtection}
 * @param role its purpose
 * @param label the text by which viewers choose it; 1 to 128 characters
 * @param accessibility its accessibility features
 * @param channels how many there are, including LFE; audio only
 * @param videoRange dynamic range of the picture; video only
 * @param supplementalCodecs codec and brand of an enhanced decoder that can play it, too (RFC
 *     8216bis, 4.4.6.2), for example {@code dvh1.08.07/db4h}; video only
 * @param inbandEvents the events that its segments carry
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Example("{id: v0, contentType: video, codecs: avc1.64001f, bandwidth: 600000}")
public record Representation(
    String id,
    ContentType contentType,
    String codecs,
    long bandwidth,
    Optional<Integer> width,
    Optional<Integer> height,
    Optional<String> frameRate,
    Optional<Integer> audioSamplingRate,
    Optional<String> lang,
    Optional<String> mimeType,
    Optional<Long> timescale,
    List<JsonNode> contentProtection,
    Optional<MediaRole> role,
    Optional<String> label,
    List<Accessibility> accessibility,
    Optional<Integer> channels,
    Optional<VideoRange> videoRange,
    Optional<String> supplementalCodecs,
    List<InbandEvent> inbandEvents)
    implements PublishingPoint.Encoding {

  /** The {@code frameRate} of video without a constant frame rate. */
  public static final String VARIABLE_FRAME_RATE = "variable";

  private static final String CODEC = "[A-Za-z0-9][A-Za-z0-9-]{1,7}(\\.[A-Za-z0-9._-]+)?";
  private static final Pattern CODECS = Pattern.compile(CODEC + "(, ?" + CODEC + ")*");
  private static final Pattern FRAME_RATE = Pattern.compile("[1-9][0-9]{0,5}(/[1-9][0-9]{0,4})?");
  private static final Pattern LANG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern MIME = Pattern.compile("[a-z]+/[a-z0-9.+-]+");
  private static final long MAX_BANDWIDTH = 1_000_000_000L;

  public Representation {
    if (id == null || !NameRules.isName(id)) {
      throw invalid("id", "1 to 64 of A-Z a-z 0-9 . _ -", id);
    }
    if (contentType == null) {
      throw invalid(id + ".contentType", "video, audio or text", null);
    }
    if (codecs == null || codecs.length() > 128 || !CODECS.matcher(codecs).matches()) {
      throw invalid(id + ".codecs", "an RFC 6381 string such as avc1.64001f", codecs);
    }
    if (bandwidth < 1 || bandwidth > MAX_BANDWIDTH) {
      throw invalid(id + ".bandwidth", "1 to " + MAX_BANDWIDTH + " bit/s", bandwidth);
    }
    width = orEmpty(width);
    height = orEmpty(height);
    frameRate = orEmpty(frameRate);
    audioSamplingRate = orEmpty(audioSamplingRate);
    lang = orEmpty(lang);
    mimeType = orEmpty(mimeType);
    timescale = orEmpty(timescale);
    contentProtection = contentProtection == null ? List.of() : List.copyOf(contentProtection);
    role = orEmpty(role);
    label = orEmpty(label);
    accessibility = orNone(id + ".accessibility", accessibility);
    channels = orEmpty(channels);
    videoRange = orEmpty(videoRange);
    supplementalCodecs = orEmpty(supplementalCodecs);
    inbandEvents = orNone(id + ".inbandEvents", inbandEvents);
    String key = id;
    width.filter(v -> v < 1 || v > 16384).ifPresent(v -> fail(key + ".width", "1 to 16384", v));
    height.filter(v -> v < 1 || v > 16384).ifPresent(v -> fail(key + ".height", "1 to 16384", v));
    frameRate
        .filter(v -> !v.equals(VARIABLE_FRAME_RATE) && !FRAME_RATE.matcher(v).matches())
        .ifPresent(
            v -> {
              throw new OriginException(
                  ErrorCode.INVALID_EVENT,
                  invalid(key + ".frameRate", "25, a fraction such as 30000/1001, or variable", v)
                          .getMessage()
                      + FractionalRate.hint(v));
            });
    audioSamplingRate
        .filter(v -> v < 1 || v > 768_000)
        .ifPresent(v -> fail(key + ".audioSamplingRate", "1 to 768000 Hz", v));
    lang.filter(v -> !LANG.matcher(v).matches())
        .ifPresent(v -> fail(key + ".lang", "an RFC 5646 tag such as en or pt-BR", v));
    mimeType
        .filter(v -> !MIME.matcher(v).matches())
        .ifPresent(v -> fail(key + ".mimeType", "a media type such as video/mp4", v));
    timescale
        .filter(v -> v < 1 || v > 100_000_000L)
        .ifPresent(v -> fail(key + ".timescale", "1 to 100000000", v));
    RepresentationRules said = new RepresentationRules(id, contentType);
    said.role(role);
    said.label(label);
    said.accessibility(accessibility);
    said.channels(channels);
    said.videoRange(videoRange);
    said.supplementalCodecs(supplementalCodecs);
    said.inbandEvents(inbandEvents);
    for (JsonNode descriptor : contentProtection) {
      if (!descriptor.isObject() || !descriptor.path("schemeIdUri").isTextual()) {
        fail(key + ".contentProtection", "objects with a schemeIdUri", descriptor);
      }
    }
  }

  /** Creates a representation of which only the format is declared. */
  public Representation(
      String id,
      ContentType contentType,
      String codecs,
      long bandwidth,
      Optional<Integer> width,
      Optional<Integer> height,
      Optional<String> frameRate,
      Optional<Integer> audioSamplingRate,
      Optional<String> lang,
      Optional<String> mimeType,
      Optional<Long> timescale,
      List<JsonNode> contentProtection) {
    this(
        id,
        contentType,
        codecs,
        bandwidth,
        width,
        height,
        frameRate,
        audioSamplingRate,
        lang,
        mimeType,
        timescale,
        contentProtection,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** {@code 25} or {@code 30000/1001}; empty if none is declared or it is variable. */
  public Optional<String> constantFrameRate() {
    return frameRate.filter(rate -> !rate.equals(VARIABLE_FRAME_RATE));
  }

  /** The kind of decoder that it needs. */
  public CodecFamily codecFamily() {
    return CodecFamily.of(codecs);
  }

  @Override
  public boolean webVtt() {
    return contentType == ContentType.TEXT && codecFamily().equals(CodecFamily.WEBVTT);
  }

  /** The descriptors of its protection, in the order of the definition. */
  public List<ContentProtection> protections() {
    return contentProtection.stream().map(ContentProtection::of).toList();
  }

  /** The media type with which the segments are served. */
  public String segmentMimeType() {
    return mimeType.orElse(contentType.defaultMimeType());
  }

  private static <T> Optional<T> orEmpty(Optional<T> value) {
    return value == null ? Optional.empty() : value;
  }

  private static <T> List<T> orNone(String key, List<T> values) {
    if (values != null && values.stream().anyMatch(Objects::isNull)) {
      throw invalid(key, "a list without null values", values);
    }
    return values == null ? List.of() : List.copyOf(values);
  }

  private static void fail(String key, String allowed, Object value) {
    throw invalid(key, allowed, value);
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INVALID_EVENT,
        "representations." + key + " must be " + allowed + EventValueRules.given(value));
  }
}

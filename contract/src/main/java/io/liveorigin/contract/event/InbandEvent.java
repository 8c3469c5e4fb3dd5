package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.Example;
import java.util.Optional;

/**
 * Events in {@code emsg} boxes of the segments, by their scheme (ISO/IEC 23009-1, 5.10.3.3). The
 * constructor throws {@link ErrorCode#INVALID_EVENT} with what is allowed.
 *
 * @param scheme a URI, for example {@code urn:scte:scte35:2013:bin}
 * @param value the value that belongs to the scheme, if it has one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Example("{scheme: \"urn:scte:scte35:2013:bin\", value: \"1\"}")
public record InbandEvent(String scheme, Optional<String> value) {
  private static final int MOST = 256;

  public InbandEvent {
    if (scheme == null
        || scheme.length() > MOST
        || !EventValueRules.URI.matcher(scheme).matches()) {
      throw EventValueRules.invalid(
          "inbandEvents.scheme", "a URI such as urn:scte:scte35:2013:bin", scheme);
    }
    value = value == null ? Optional.empty() : value;
    if (value.isPresent() && (value.get().length() > MOST || value.get().isEmpty())) {
      throw EventValueRules.invalid(
          "inbandEvents.value", "1 to " + MOST + " characters", value.get().length());
    }
  }
}

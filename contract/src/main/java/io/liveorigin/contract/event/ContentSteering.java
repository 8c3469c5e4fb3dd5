package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.Example;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The steering server that HLS players ask for the CDN to use (RFC 8216bis, 4.4.6.6 and 7). The
 * constructor throws {@link ErrorCode#INVALID_EVENT} with what is allowed.
 *
 * @param serverUri URI of the steering manifest
 * @param pathwayId the steering server's name for the CDN that delivers a multivariant playlist
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Example("{serverUri: \"https://steering.example/acme\", pathwayId: cdn-a}")
public record ContentSteering(String serverUri, Optional<String> pathwayId) {
  private static final Pattern SERVER = Pattern.compile("https?://[!-~&&[^\"]]{1,1000}");
  private static final Pattern PATHWAY = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public ContentSteering {
    if (serverUri == null || !SERVER.matcher(serverUri).matches()) {
      throw EventValueRules.invalid(
          "steering.serverUri", "a URL such as https://steering.example/acme", serverUri);
    }
    pathwayId = pathwayId == null ? Optional.empty() : pathwayId;
    pathwayId
        .filter(id -> !PATHWAY.matcher(id).matches())
        .ifPresent(
            id -> {
              throw EventValueRules.invalid(
                  "steering.pathwayId", "1 to 64 of A-Z a-z 0-9 . _ -", id);
            });
  }
}

package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.Example;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where HLS players ask which CDN to use (RFC 8216bis, 4.4.6.6 and 7). Throws {@link
 * ErrorCode#INVALID_EVENT} with what is allowed.
 *
 * @param serverUri of the steering manifest
 * @param pathwayId what the steering server calls the CDN that a master playlist comes through
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

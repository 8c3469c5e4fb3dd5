package io.liveorigin.serving.invalidation;

import java.net.URI;
import java.util.Map;

/**
 * One request to a CDN node.
 *
 * @param method HTTP method
 * @param uri of the node
 * @param headers all that are sent
 */
record PurgeRequest(String method, URI uri, Map<String, String> headers) {
  /** Records print their components; the values of headers must not be in a log. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}

package io.liveorigin.serving.invalidation;

import java.net.URI;
import java.util.Map;

/**
 * One request to a CDN node.
 *
 * @param method HTTP method
 * @param uri on the node
 * @param headers all that are sent
 */
record PurgeRequest(String method, URI uri, Map<String, String> headers) {
  /** The default would print all components, but header values must not be in a log. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}

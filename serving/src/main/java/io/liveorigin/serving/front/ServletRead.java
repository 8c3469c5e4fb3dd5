package io.liveorigin.serving.front;

import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.access.ReaderRequest;
import io.liveorigin.serving.access.SecretComparison;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The parts of a request that decide about access, as Jetty's parser read them. */
record ServletRead(HttpServletRequest request) implements ReaderRequest {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public String query() {
    return Objects.requireNonNullElse(request.getQueryString(), "");
  }

  @Override
  public boolean hasSecret() {
    return request.getHeader(CdnSecrets.HEADER) != null;
  }

  @Override
  public boolean secretIs(byte[] secret) {
    String given = request.getHeader(CdnSecrets.HEADER);
    if (given == null) {
      return false;
    }
    byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
    return SecretComparison.same(secret, bytes, 0, bytes.length);
  }

  @Override
  public List<String> field(String name) {
    return Collections.list(request.getHeaders(name));
  }
}

package io.liveorigin.serving.support;

import io.liveorigin.serving.ServingConfig;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the bytes of requests and answers travel in. */
public enum Wire {
  PLAIN,
  TLS;

  /** Of URLs. */
  public String scheme() {
    return this == TLS ? "https" : "http";
  }

  public TestNode node() {
    return node(config -> config);
  }

  public TestNode node(UnaryOperator<ServingConfig> settings) {
    return new TestNode(this == TLS ? Optional.of(new TestTls()) : Optional.empty(), settings);
  }
}

package io.liveorigin.standalone.support;

import java.util.Map;

/** The contract on the embedded broker. */
class InProcessBrokerIT extends AbstractBrokerContract {
  @Override
  protected BrokerUnderTest startBroker(Map<String, String> overrides) {
    return InProcessBroker.start(overrides);
  }
}

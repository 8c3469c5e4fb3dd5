package io.liveorigin.serving.hot;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections that ask {@link HotAnswers} first. */
final class HotConnectionFactory extends HttpConnectionFactory {
  private final HotAnswers answers;
  private final BooleanSupplier logged;
  private final InFlight inFlight = new InFlight();

  /**
   * @param logged whether each request is logged, which Jetty does when it answers
   */
  HotConnectionFactory(
      HttpConfiguration configuration, HotAnswers answers, BooleanSupplier logged) {
    super(configuration);
    this.answers = answers;
    this.logged = logged;
    installBean(inFlight);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new HotConnection(
            getHttpConfiguration(), connector, (HotEndPoint) endPoint, answers, logged, inFlight),
        connector,
        endPoint);
  }
}

package io.liveorigin.standalone.text;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;

/**
 * Prints the trace of an exception, root cause first, each message as one line (see {@link
 * PrintableText}) and without anything that looks like a secret (see {@link RedactedText}). In
 * logback.xml: {@code %rootCauseFirst{full}}. Any thread.
 */
public final class RootCauseFirstConverter extends RootCauseFirstThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(new Shown(thrown));
  }

  private record Shown(IThrowableProxy thrown) implements IThrowableProxy {
    @Override
    public String getMessage() {
      return shown(thrown.getMessage());
    }

    @Override
    public String getOverridingMessage() {
      return shown(thrown.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return thrown.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
      return thrown.getCause() == null ? null : new Shown(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      return Arrays.stream(thrown.getSuppressed()).map(Shown::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return thrown.isCyclic();
    }

    private static String shown(String message) {
      return message == null ? null : PrintableText.line(RedactedText.of(message));
    }
  }
}

package io.liveorigin.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {
  private static Throwable because(Throwable failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("f"), "f does not exist"),
        Arguments.of(new AccessDeniedException("f"), "this user is not allowed to open f"),
        Arguments.of(new FileSystemException("f", null, "disk full"), "f: disk full"),
        Arguments.of(new FileSystemException("f"), "f cannot be used"),
        Arguments.of(new UnknownHostException("h: Name or service not known"), "the host name is"),
        Arguments.of(
            because(new ConnectException(), new UnresolvedAddressException()), "the host name is"),
        Arguments.of(new ConnectException(), "connection refused"),
        Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
        Arguments.of(new SocketTimeoutException("Connect timed out"), "Connect timed out"),
        Arguments.of(new HttpConnectTimeoutException("HTTP connect timed out"), "timed out"),
        Arguments.of(new ClosedChannelException(), "the connection was closed"),
        Arguments.of(new MalformedInputException(1), "it is not UTF-8 text"),
        Arguments.of(new IOException(), "the reason is not known"),
        Arguments.of(new IOException("java.net.ConnectException: refused"), "refused"),
        Arguments.of(new ExecutionException(new IOException("inner")), "inner"),
        Arguments.of(new CompletionException(new ConnectException()), "connection refused"),
        // Not an exception of the network: its own message says more.
        Arguments.of(
            new OriginException(ErrorCode.INTERNAL, "own", new UnresolvedAddressException()),
            "own"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachIsInWords(Throwable failure, String text) {
    assertThat(FailureText.of(failure)).contains(text).doesNotContain("Exception", "java.");
  }

  @Test
  void onlyNamesOfExceptionsAreLeftOut() {
    assertThat(
            FailureText.withoutClasses(
                "a.b.FooException: one; java.lang.OutOfMemoryError two; a.b.ScramLoginModule"))
        .isEqualTo("one;  two; a.b.ScramLoginModule");
  }
}

package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.response.ContentRequest;
import io.liveorigin.serving.response.Preconditions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;

/** Holds what the plain parser takes against what Jetty's reads. */
final class BothParsers {
  /** What Jetty's parser reads. */
  private static final class ByJetty implements HttpParser.RequestHandler {
    private final List<HttpField> fields = new ArrayList<>();
    private String method = "";
    private String uri = "";
    private HttpVersion version = HttpVersion.HTTP_0_9;
    private boolean complete;
    private boolean bad;

    static ByJetty read(byte[] bytes) {
      ByJetty read = new ByJetty();
      HttpParser parser = new HttpParser(read);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      parser.parseNext(buffer);
      assertThat(buffer.hasRemaining()).as("bytes behind the request").isFalse();
      return read;
    }

    List<String> values(String name) {
      return fields.stream().filter(f -> f.is(name)).map(HttpField::getValue).toList();
    }

    Optional<String> value(String name) {
      return values(name).stream().findFirst();
    }

    @Override
    public void startRequest(String asked, String target, HttpVersion of) {
      method = asked;
      uri = target;
      version = of;
    }

    @Override
    public void parsedHeader(HttpField field) {
      fields.add(field);
    }

    @Override
    public boolean headerComplete() {
      return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
      throw new AssertionError("a body");
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      complete = true;
      return true;
    }

    @Override
    public void earlyEOF() {
      bad = true;
    }

    @Override
    public void badMessage(HttpException failure) {
      bad = true;
    }
  }

  private BothParsers() {}

  /** Fails where both read the head and not alike. Returns whether the plain parser took it. */
  static boolean assertAlike(byte[] bytes) {
    RequestHead plain = new RequestHead();
    if (!plain.read(bytes, 0, bytes.length)) {
      return false;
    }
    ByJetty jetty = ByJetty.read(bytes);

    assertThat(jetty.bad).isFalse();
    assertThat(jetty.complete).isTrue();
    HttpURI uri = HttpURI.from(jetty.uri);
    assertThat(uri.hasViolations()).isFalse();
    assertThat(plain.path()).isEqualTo(uri.getPath()).isEqualTo(uri.getCanonicalPath());
    assertThat(plain.hasQuery() ? Optional.of(plain.query()) : Optional.empty())
        .isEqualTo(Optional.ofNullable(uri.getQuery()));
    Optional<String> secret = jetty.value(CdnSecrets.HEADER);
    assertThat(plain.hasSecret()).isEqualTo(secret.isPresent());
    secret
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
        .ifPresent(sent -> assertThat(plain.secretIs(sent)).isTrue());
    for (HttpField field : jetty.fields) {
      if (field.is("Connection")) {
        // Jetty's parser puts known values into lower case.
        continue;
      }
      assertThat(plain.field(field.getLowerCaseName()))
          .isEqualTo(
              jetty.values(field.getName()).stream()
                  .map(value -> value == null ? "" : value)
                  .toList());
    }
    assertThat(plain.last())
        .isEqualTo(
            jetty.version == HttpVersion.HTTP_1_0
                || jetty.values("Connection").stream().anyMatch("close"::equalsIgnoreCase));
    assertThat(plain.wanted())
        .isEqualTo(
            new ContentRequest(
                jetty.method.equals("HEAD"),
                new Preconditions(
                    jetty.values("If-Match"),
                    jetty.values("If-None-Match"),
                    jetty.values("If-Modified-Since"),
                    jetty.values("If-Unmodified-Since")),
                jetty.value("If-Range"),
                jetty.value("Range")));
    return true;
  }
}

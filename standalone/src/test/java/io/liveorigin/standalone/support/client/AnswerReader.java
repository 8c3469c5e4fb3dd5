package io.liveorigin.standalone.support.client;

import io.liveorigin.contract.segment.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes an HTTP/1.1 answer apart as its bytes come (RFC 9112). Its body must have a Content-Length,
 * as everything has that the origin says about a segment. One thread.
 */
final class AnswerReader {
  private static final String END = "\r\n\r\n";
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int REFUSAL = 1024;
  private static final int FIRST_ERROR = 400;

  private final boolean bodyFollows;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
  private final ByteArrayOutputStream refusal = new ByteArrayOutputStream(0);
  private final MessageDigest sha256 = Digest.newSha256();
  private final Map<String, String> headers = new TreeMap<>();
  private boolean inBody;
  private int status;
  private long length;
  private long left;

  /**
   * @param bodyFollows false for the answer to a HEAD
   */
  AnswerReader(boolean bodyFollows) {
    this.bodyFollows = bodyFollows;
  }

  /** Takes the next bytes; returns the answer with its last one. */
  Optional<Answer> read(ByteBuffer bytes) throws IOException {
    if (!inBody) {
      readHead(bytes);
    }
    if (inBody) {
      readBody(bytes);
    }
    return inBody && left == 0
        ? Optional.of(
            new Answer(
                status,
                Map.copyOf(headers),
                Digest.ofSha256(sha256.digest()),
                length,
                refusal.toString(StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  private void readHead(ByteBuffer bytes) throws IOException {
    int before = head.size();
    head.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END);
    if (end < 0) {
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
      }
      return;
    }
    bytes.position(bytes.position() + end + END.length() - before);
    String[] lines = text.substring(0, end).split("\r\n");
    status = Integer.parseInt(lines[0].split(" ")[1]);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    if (!headers.containsKey("content-length")) {
      throw new IOException("an answer without Content-Length: " + text.substring(0, end));
    }
    length = bodyFollows ? Long.parseLong(headers.get("content-length")) : 0;
    left = length;
    inBody = true;
  }

  private void readBody(ByteBuffer bytes) {
    int size = (int) Math.min(left, bytes.remaining());
    if (status >= FIRST_ERROR) {
      int kept = Math.min(size, REFUSAL - refusal.size());
      refusal.write(bytes.array(), bytes.arrayOffset() + bytes.position(), kept);
    }
    sha256.update(bytes.array(), bytes.arrayOffset() + bytes.position(), size);
    left -= size;
  }

  /** How far it has come, for people. */
  String progress() {
    return inBody
        ? (length - left) + " bytes into a body of " + length + ", status " + status
        : "before the end of a head";
  }
}

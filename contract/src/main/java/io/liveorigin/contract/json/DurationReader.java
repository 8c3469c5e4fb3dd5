package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Duration;

/** Reads {@link DurationText}. A number is refused, because its unit is not known. */
final class DurationReader extends StdScalarDeserializer<Duration> {
  private static final long serialVersionUID = 1L;

  DurationReader() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw refused(parser);
    }
    return DurationText.parse(parser.getText().strip()).orElseThrow(() -> refused(parser));
  }

  /**
   * The message of this exception is not shown, because {@link ExpectedForm} says what to write.
   */
  private static MismatchedInputException refused(JsonParser parser) {
    return MismatchedInputException.from(parser, Duration.class, "not a duration");
  }
}

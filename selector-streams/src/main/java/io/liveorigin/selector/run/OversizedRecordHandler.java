package io.liveorigin.selector.run;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Skips a record that no broker takes because it is too large: it would be as large in the next
 * thread. Every other failure ends the thread, which starts anew from the last commit. Instantiated
 * by Kafka Streams.
 */
public final class OversizedRecordHandler implements ProductionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(OversizedRecordHandler.class);

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RecordTooLargeException) {
      LOG.error(
          "a record for {} of {} bytes is too large and is not written: {}",
          record.topic(),
          record.value() == null ? 0 : record.value().length,
          exception.getMessage());
      return Response.resume();
    }
    return Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // Nothing to set.
  }
}

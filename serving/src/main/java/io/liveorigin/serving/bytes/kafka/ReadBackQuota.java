package io.liveorigin.serving.bytes.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client quota of the readers (KIP-13, KIP-546): each broker limits each reader to its share of
 * the permitted rate, whatever this node does. The quota stays in the cluster until someone removes
 * it.
 */
public final class ReadBackQuota {
  private static final Logger LOG = LoggerFactory.getLogger(ReadBackQuota.class);
  private static final String CONSUMER_BYTE_RATE = "consumer_byte_rate";

  private ReadBackQuota() {}

  /**
   * Sets the quota. If this node may not alter quotas, a warning is logged and the start continues:
   * the node refuses DVR requests above the rate by itself.
   *
   * @param clientIds of the readers, which share the rate evenly
   */
  public static void apply(Admin admin, List<String> clientIds, long bytesPerSecond) {
    double each = (double) bytesPerSecond / clientIds.size();
    List<ClientQuotaAlteration> quotas =
        clientIds.stream()
            .map(
                id ->
                    new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, id)),
                        List.of(new ClientQuotaAlteration.Op(CONSUMER_BYTE_RATE, each))))
            .toList();
    try {
      admin.alterClientQuotas(quotas).all().get();
    } catch (ExecutionException e) {
      LOG.warn(
          "the quota of {} was not set, so only this node enforces readBack.bytesPerSecond: {}",
          clientIds,
          e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

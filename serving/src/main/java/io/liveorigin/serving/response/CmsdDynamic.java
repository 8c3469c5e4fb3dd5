package io.liveorigin.serving.response;

import java.util.function.BooleanSupplier;
import org.greenbytes.http.sfv.StringItem;

/**
 * {@code CMSD-Dynamic} (CTA-5006, section 3.2): a structured-field list in which each server on the
 * way adds a member, the last one nearest to the player. This is the first. Any thread.
 */
public final class CmsdDynamic {
  private final String member;
  private final BooleanSupplier duress;

  /**
   * @param name of this origin
   * @param duress whether this node is overloaded: key {@code du}
   */
  public CmsdDynamic(String name, BooleanSupplier duress) {
    this.member = StringItem.valueOf(name).serialize();
    this.duress = duress;
  }

  public boolean duress() {
    return duress.getAsBoolean();
  }

  /**
   * Our member.
   *
   * @param delayMillis from the request until its answer was at hand, holds included: key {@code
   *     rd}. A client subtracts it when it measures throughput
   */
  public String write(long delayMillis) {
    return write(delayMillis, duress());
  }

  /** Our member, of a node that is overloaded or is not. */
  public String write(long delayMillis, boolean overloaded) {
    return member + ";rd=" + Math.max(0, delayMillis) + (overloaded ? ";du" : "");
  }
}

package io.liveorigin.serving.response;

import java.util.function.BooleanSupplier;
import org.greenbytes.http.sfv.StringItem;

/**
 * {@code CMSD-Dynamic} (CTA-5006, section 3.2): a structured-field list to which each server on the
 * way adds a member, so that the last one is nearest to the player. This class writes the first.
 * Thread-safe.
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
   * The member of this origin.
   *
   * @param delayMillis from the request until its response was available, holds included: key
   *     {@code rd}. A client subtracts it when it measures throughput
   */
  public String write(long delayMillis) {
    return write(delayMillis, duress());
  }

  /** The member of this origin, with an explicit overload state. */
  public String write(long delayMillis, boolean overloaded) {
    return member + ";rd=" + Math.max(0, delayMillis) + (overloaded ? ";du" : "");
  }
}

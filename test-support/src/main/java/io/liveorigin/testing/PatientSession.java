package io.liveorigin.testing;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives every {@code await()} of a test run the same {@link Patience}. JUnit's launcher finds this
 * class.
 */
public final class PatientSession implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(Patience.LIMIT);
  }
}

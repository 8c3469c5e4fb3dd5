package io.liveorigin.ingest.announce;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.ingest.announce.AnnouncementListener.Outcome;
import io.liveorigin.ingest.upload.UploadTarget;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the header field {@code Event-Notifications} of uploads. Every pipeline and every
 * representation sends the same announcements, so known ones are ignored and the others go to the
 * {@link AnnouncementPublisher}. An announcement never causes a segment to be refused or delayed;
 * an invalid one results in a note on the receipt. Any thread may call it.
 */
public final class AnnouncementReader {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementReader.class);

  private final ControlState control;
  private final AnnouncementPublisher announcementPublisher;
  private final AnnouncementListener listener;
  private final Clock clock;

  public AnnouncementReader(
      ControlState control,
      AnnouncementPublisher announcementPublisher,
      AnnouncementListener listener,
      Clock clock) {
    this.control = control;
    this.announcementPublisher = announcementPublisher;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Processes the announcements of a complete upload. To be called before the upload is stored, so
   * that the notification is on its way when the segment can be requested.
   *
   * @param values field lines of {@code Event-Notifications}
   * @return notes for the receipt
   */
  public List<String> publish(UploadTarget.Stored target, List<String> values) {
    // Several field lines with one name form one dictionary (RFC 9651, section 4.2).
    String text = values.stream().filter(v -> !v.isBlank()).collect(Collectors.joining(", "));
    if (text.isEmpty()) {
      return List.of();
    }
    if (!(target instanceof UploadTarget.Media media)) {
      return List.of(NotificationsField.HTTP_NAME + " is used only with a media segment");
    }
    try {
      return publish(media.event(), read(media, text));
    } catch (OriginException e) {
      listener.announcement(Outcome.REFUSED);
      return List.of("not published as a notification: " + e.getMessage());
    } catch (RuntimeException e) {
      // A bug in the origin must not cost the segment.
      LOG.error(
          "{} of {} could not be processed", NotificationsField.HTTP_NAME, target.address(), e);
      listener.announcement(Outcome.LOST);
      return List.of("not published as a notification: an internal error; see the origin's log");
    }
  }

  private static List<Notification> read(UploadTarget.Media media, String text) {
    return NotificationsField.readAnnounced(text, media.event().id(), media.address().number());
  }

  private List<String> publish(LiveEvent event, List<Notification> said) {
    NotificationSet known = control.notifications(event.id());
    long oldest = event.schedule().windowStart(clock.millis());
    List<String> notes = new ArrayList<>(0);
    for (Notification notification : said) {
      Optional<Notification> before = known.latest(notification.id());
      if (before.isPresent()) {
        listener.announcement(Outcome.REPEATED);
        contradiction(before.get(), notification).ifPresent(notes::add);
      } else if (inForce(known, notification)) {
        listener.announcement(Outcome.REPEATED);
      } else {
        // The first notification without room ends the loop for all that follow.
        known.requireRoom(notification, oldest);
        if (!announcementPublisher.offer(notification)) {
          listener.announcement(Outcome.LOST);
          notes.add(
              "not published as a notification: too many are waiting for Kafka; send it again"
                  + " with the next segment");
        }
      }
    }
    return notes;
  }

  /**
   * Returns whether a notification with the same key, value and end is already in force. Packagers
   * may repeat the current state with every segment.
   */
  private static boolean inForce(NotificationSet known, Notification notification) {
    return known.timeline().at(notification.from()).stream()
        .anyMatch(
            n ->
                n.key().equals(notification.key())
                    && n.value().equals(notification.value())
                    && n.to().equals(notification.to()));
  }

  private static Optional<String> contradiction(Notification before, Notification now) {
    if (before.revoked()) {
      return Optional.of("notification " + now.id() + " was revoked by an operator");
    }
    if (before.value().equals(now.value()) && before.to().equals(now.to())) {
      return Optional.empty();
    }
    return Optional.of(
        "notification "
            + now.id()
            + " keeps the value that "
            + (before.source() == NotificationSource.OPERATOR ? "an operator" : "a packager")
            + " set first: '"
            + before.value()
            + "'");
  }
}

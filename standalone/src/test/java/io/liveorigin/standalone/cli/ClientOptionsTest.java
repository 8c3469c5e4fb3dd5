package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.client.ClientLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ClientOptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingest --pipeline a --open --client-limits sockets=1 | a client limit must be connections, ",
        "ingest --pipeline a --open --trusted-proxies cdn | --trusted-proxies must be networks such as",
        "serve --data d --client-limits head-seconds=0 | client limit head-seconds must be 1 to 600",
        "serve --data d --admin-client-limits connections=-1 | client limit connections must be 0",
        "serve --data d --trusted-proxies 10.0.0.0/33 | --trusted-proxies must be networks such as",
      })
  void whatDoesNotFitIsOneLineBeforeAnythingStarts(String args, String message) {
    Terminal terminal = new Terminal();
    // Nothing listens there: whoever waited for Kafka would wait for ever.
    String kafka = " --kafka 127.0.0.1:1 --port 0";
    String admin = args.startsWith("serve") ? " --admin-port 0" : "";
    assertThat(terminal.run((args + kafka + admin).split(" "))).isEqualTo(1);
    assertThat(terminal.err()).contains(message).hasLineCount(1);
  }

  @Test
  void whatIsGivenCountsAndTheRestStays() throws UnknownHostException {
    ClientOptions options = new ClientOptions();
    CommandLine.populateCommand(
        options,
        "--client-limits=connections=7,header-fields=50",
        "--trusted-proxies",
        "10.0.0.0/8,2001:db8::/32");
    ClientLimits limits = options.of(ClientLimits.packagers());
    assertThat(limits.connections()).isEqualTo(7);
    assertThat(limits.headerFields()).isEqualTo(50);
    assertThat(limits.requestRate()).isEqualTo(ClientLimits.packagers().requestRate());
    assertThat(limits.trusted().have(InetAddress.getByName("10.9.9.9"))).isTrue();
    assertThat(limits.trusted().have(InetAddress.getByName("2001:db8::1"))).isTrue();
    assertThat(options.trusting(ClientLimits.operators()).connections())
        .isEqualTo(ClientLimits.operators().connections());
  }
}

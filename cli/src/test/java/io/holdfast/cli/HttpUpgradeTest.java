package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.serial.ControlShell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade over HTTP on a real node, from a server on its own loopback: it has no other net. */
@Tag("vm")
class HttpUpgradeTest {
  private static final String FROM =
      "holdfast upgrade --from http://127.0.0.1:8000/ --version 1.1.0";

  /** Serves the repository's files; with a number, it dies after so many bytes. */
  private static final String SERVER =
      """
      cat >/run/serve.pl <<'END'
      use IO::Socket::INET;
      my $left = shift || 1e15;
      my $server = IO::Socket::INET->new(
          LocalAddr => '127.0.0.1:8000', Listen => 8, ReuseAddr => 1) or die;
      $| = 1;
      print "listening\\n";
      while (my $client = $server->accept) {
          my ($path) = (<$client> // '') =~ m{^GET /([\\w./-]*) };
          while (defined(my $line = <$client>)) { last if $line =~ /^\\r?$/ }
          my $end = "\\r\\nConnection: close\\r\\n\\r\\n";
          my $there = defined $path && $path !~ /\\.\\./ && -f "/run/repo/$path";
          if (!$there or !open(my $file, '<', "/run/repo/$path")) {
              print $client "HTTP/1.1 404 Not Found\\r\\nContent-Length: 0$end";
          } else {
              print $client "HTTP/1.1 200 OK\\r\\nContent-Length: ", -s $file, $end;
              while (my $read = sysread($file, my $bytes, 65536)) {
                  exit if ($left -= $read) < 0;
                  syswrite($client, $bytes) or last;
              }
          }
          close $client;
      }
      END
      """;

  @TempDir private Path folder;

  @Test
  void an_upgrade_over_http_commits_though_the_server_died_in_the_first_attempt() throws Exception {
    try (LiveNode node = LiveNode.start("http", folder)) {
      node.check(SERVER);
      serve(node, "20000000");
      ControlShell.Result broken = node.run(FROM + " 2>&1");
      assertThat(broken.exitCode()).as(broken.output()).isEqualTo(ExitCode.FAILED);
      assertThat(broken.output()).contains("http://127.0.0.1:8000/");
      assertThat(node.check("holdfast status"))
          .as(broken.output())
          .contains("unfinished", "generation 2 (demo 1.0.0, slot A");

      serve(node, "");
      node.crash(FROM);
      assertThat(node.check("sed -n 's/^IMAGE_VERSION=//p' /usr/lib/os-release"))
          .isEqualTo("1.1.0");
      node.check(
          "until holdfast status --json | grep -q '\"state\" *: *\"idle\"'; do sleep 5; done");
      assertThat(node.check("holdfast history")).contains("committed generation 3 (demo 1.1.0");
    }
  }

  private static void serve(LiveNode node, String bytes) throws Exception {
    node.check(
        "rm -f /run/served; setsid perl /run/serve.pl "
            + bytes
            + " >/run/served 2>&1 </dev/null &\n"
            + "until grep -qs listening /run/served; do\n"
            + "  kill -0 $! || { cat /run/served; exit 1; }\n"
            + "  sleep 1\n"
            + "done");
  }
}

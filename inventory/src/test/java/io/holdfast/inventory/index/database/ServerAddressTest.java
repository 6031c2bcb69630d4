package io.holdfast.inventory.index.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @Test
  void an_address_shows_host_port_and_database_alone() {
    ServerAddress address =
        ServerAddress.of(
            "jdbc:postgresql://db.example.net/holdfast?user=kim&password=s3cret", Map.of());
    assertThat(address).hasToString("db.example.net:5432/holdfast");
    assertThat(address.user()).isEqualTo("kim");
    assertThat(address.withoutPassword("it said s3cret")).isEqualTo("it said ***");
  }

  @Test
  void the_environment_says_who_where_the_address_does_not() {
    Map<String, String> environment = Map.of("PGUSER", "kim", "PGPASSWORD", "s3cret");
    assertThat(ServerAddress.of("jdbc:postgresql://h:1/d", environment).user()).isEqualTo("kim");
    assertThat(ServerAddress.of("jdbc:postgresql://h:1/d?user=lee", environment).user())
        .isEqualTo("lee");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://kim:s3cret@h/d",
        "jdbc:postgresql://h",
        "jdbc:postgresql://h/",
        "jdbc:postgresql:d?password=s3cret",
        "jdbc:sqlite:/s3cret",
        "jdbc:postgresql:// h/s3cret",
        "jdbc:postgresql://h:99999/d?password=s3cret",
        "jdbc:postgresql://h:port/d?password=s3cret",
        "jdbc:postgresql://h/d?password=s3cret&user=%zz",
        "JDBC:postgresql://h/d?password=s3cret",
        "Jdbc:s3cret",
        "postgresql://kim:s3cret@db/x",
        "postgres://kim:s3cret@db/x"
      })
  void what_is_no_address_is_refused_without_being_shown(String text) {
    assertThat(ServerAddress.isMeantBy(text)).isTrue();
    assertThatThrownBy(() -> ServerAddress.of(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("PGPASSWORD")
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "08001, false, cannot be reached",
    "08006, true, lost in the middle",
    "57P01, true, lost in the middle",
    "57P03, false, starts or stops",
    "28P01, false, does not let kim in",
    "08004, false, PGPASSWORD",
    "3D000, false, createdb -T template0",
    "42501, true, right to create them",
    "57014, true, statement_timeout",
    "25006, true, follows another server",
    "0A000, true, follows another server",
    "53300, false, no connection left",
    "53100, true, no room left",
    "54000, true, '2,700 bytes'",
    "22021, true, a zero",
    "42P01, true, lacks tables",
    "XX000, true, cannot be used"
  })
  void a_failure_says_where_why_and_what_to_do(String code, boolean connected, String words) {
    ServerAddress address =
        ServerAddress.of("jdbc:postgresql://h/d?user=kim&password=s3cret", Map.of());
    ServerFailures failures = new ServerFailures(address);
    if (connected) {
      failures.connected();
    }
    assertThat(failures.of(new SQLException("FATAL: because of s3cret\n  and more", code)))
        .hasMessageContaining("The index h:5432/d on PostgreSQL")
        .hasMessageContaining(words)
        .hasMessageContaining(": because of ***. ")
        .hasMessageEndingWith(".");
  }
}

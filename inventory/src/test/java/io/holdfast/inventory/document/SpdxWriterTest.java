package io.holdfast.inventory.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.Samples;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;

/** The format's own library judges what is written. */
class SpdxWriterTest {
  @BeforeAll
  static void no_network() {
    System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
    SpdxModelFactory.init();
  }

  @Test
  void the_formats_own_library_has_nothing_to_say_against_it() throws Exception {
    String text = SpdxWriter.text(Samples.edge());
    SpdxDocument document = read(text);
    assertThat(document.verify()).isEmpty();
    assertThat(document.getSpecVersion()).isEqualTo("SPDX-2.3");
    assertThat(document.getDocumentDescribes()).hasSize(1);
    assertThat(text)
        .contains("\"referenceLocator\" : \"pkg:deb/debian/zlib1g@1:1.3?arch=amd64")
        .contains("\"sourceInfo\" : \"built from src-zlib1g 1:1.3\"")
        .contains("\"licenseComments\" : \"GPL-2+, MIT\"")
        .contains("\"created\" : \"2026-01-01T00:00:00Z\"");
    assertThat(SpdxWriter.text(Samples.edge())).isEqualTo(text);
  }

  @Test
  void the_library_is_one_that_complains() throws Exception {
    String text = SpdxWriter.text(Samples.edge());
    String without =
        text.replace("\"downloadLocation\" : \"NOASSERTION\"", "\"downloadLocation\" : \"\"");
    List<String> complaints = read(without).verify();
    assertThat(complaints).anyMatch(each -> each.contains("download location"));
    assertThatThrownBy(() -> read(text.replace("\"CONTAINS\"", "\"HOLDS\"")))
        .isInstanceOf(InvalidSPDXAnalysisException.class);
  }

  private static SpdxDocument read(String text) throws Exception {
    MultiFormatStore store =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON);
    return store.deSerialize(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), false);
  }
}

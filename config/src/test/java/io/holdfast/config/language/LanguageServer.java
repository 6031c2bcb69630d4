package io.holdfast.config.language;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** A yaml-language-server, as an editor starts it and speaks with it. */
final class LanguageServer {
  /** An answer that takes longer will not come. */
  private static final long LIMIT_SECONDS = 120;

  private static final String PROGRAM =
      "node_modules/yaml-language-server/bin/yaml-language-server";

  private final Process process;
  private final Editor editor = new Editor();
  private final org.eclipse.lsp4j.services.LanguageServer server;
  private final Future<Void> listening;

  private LanguageServer(Path place) throws IOException {
    process =
        new ProcessBuilder("node", place.resolve(PROGRAM).toString(), "--stdio")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Launcher<org.eclipse.lsp4j.services.LanguageServer> launcher =
        LSPLauncher.createClientLauncher(
            editor, process.getInputStream(), process.getOutputStream());
    server = launcher.getRemoteProxy();
    listening = launcher.startListening();
  }

  /**
   * Starts one.
   *
   * @param place the folder into which npm has put it
   */
  static LanguageServer start(Path place) throws Exception {
    LanguageServer started = new LanguageServer(place);
    InitializeParams params = new InitializeParams();
    ClientCapabilities can = new ClientCapabilities();
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setConfiguration(true);
    can.setWorkspace(workspace);
    can.setTextDocument(new TextDocumentClientCapabilities());
    params.setCapabilities(can);
    try {
      get(started.server.initialize(params));
      started.server.initialized(new InitializedParams());
      return started;
    } catch (ExecutionException | TimeoutException e) {
      started.process.destroyForcibly();
      throw e;
    }
  }

  /** Opens a file with this text, and waits for what is said of it. */
  List<Diagnostic> open(Path file, String text) throws Exception {
    CompletableFuture<List<Diagnostic>> said = editor.expect(file.toUri().toString());
    server
        .getTextDocumentService()
        .didOpen(
            new DidOpenTextDocumentParams(
                new TextDocumentItem(file.toUri().toString(), "yaml", 1, text)));
    return get(said);
  }

  /** What could be written at a place of a file that is open. */
  List<String> completions(Path file, Position place) throws Exception {
    return get(
            server.getTextDocumentService().completion(new CompletionParams(document(file), place)))
        .map(items -> items, list -> list.getItems())
        .stream()
        .map(CompletionItem::getLabel)
        .toList();
  }

  /** What is shown of a word of a file that is open. */
  String hover(Path file, Position place) throws Exception {
    Hover hover =
        get(server.getTextDocumentService().hover(new HoverParams(document(file), place)));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  /** Ends it. */
  void stop() throws Exception {
    try {
      get(server.shutdown());
      server.exit();
    } finally {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      listening.cancel(true);
    }
  }

  private static TextDocumentIdentifier document(Path file) {
    return new TextDocumentIdentifier(file.toUri().toString());
  }

  private static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The other end. It has no schemas of its own, and asks nobody on a network for any. */
  private static final class Editor implements LanguageClient {
    private final Map<String, CompletableFuture<List<Diagnostic>>> expected =
        new ConcurrentHashMap<>();

    CompletableFuture<List<Diagnostic>> expect(String file) {
      return expected.computeIfAbsent(file, _ -> new CompletableFuture<>());
    }

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams said) {
      expect(said.getUri()).complete(said.getDiagnostics());
    }

    @Override
    public CompletableFuture<List<Object>> configuration(ConfigurationParams asked) {
      return CompletableFuture.completedFuture(
          asked.getItems().stream()
              .<Object>map(
                  item ->
                      "yaml".equals(item.getSection())
                          ? Map.of(
                              "validate", true,
                              "hover", true,
                              "completion", true,
                              "schemaStore", Map.of("enable", false),
                              "kubernetesCRDStore", Map.of("enable", false))
                          : Map.of())
              .toList());
    }

    @Override
    public CompletableFuture<Void> registerCapability(RegistrationParams params) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(
        ShowMessageRequestParams params) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void telemetryEvent(Object event) {}

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public void logMessage(MessageParams message) {}
  }
}

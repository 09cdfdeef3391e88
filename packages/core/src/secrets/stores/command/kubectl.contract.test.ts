import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { describeExternalStore, type ExternalPlace } from "../../../testing/external-store-contract.ts";
import { findProgram, skipUnless } from "../../../testing/real-parts.ts";
import { recipeCommand } from "../../recipes/recipe-command.ts";
import { createExternalStores } from "../../secret-stores.ts";

const TOKEN = "glc_eyJvIjoiMSJ9abcdefgh==";

const skip = skipUnless(findProgram("kubectl"), "no kubectl to read a secret of Kubernetes with", { optional: true });

describeExternalStore("The real kubectl, with a cluster of one secret", makeCluster, { skip });

async function makeCluster(): Promise<ExternalPlace> {
  const home = mkdtempSync(join(tmpdir(), "k6p-kubectl-"));
  const server = createServer((request, response) => {
    const [code, body] = answerTo(request.url ?? "");
    response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  writeFileSync(join(home, "config"), JSON.stringify(clientConfig(portOf(server))));
  const env = { PATH: process.env["PATH"], HOME: home, KUBECONFIG: join(home, "config") };
  const stores = createExternalStores(createNodeHost({ env, workingDirectory: home }));
  const refer = (where: string) =>
    stores.resolve({ from: "command", recipe: "kubectl", ...recipeCommand("kubectl", where) });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    stores,
    present: refer("load-tests/k6-prod#token"),
    missing: refer("load-tests/k6-other#token"),
    token: TOKEN,
    tellsMissing: true,
    refuse: { kind: "unavailable", begin: stop },
    async close() {
      if (server.listening) await stop();
      rmSync(home, { recursive: true });
    },
  };
}

function answerTo(url: string): readonly [code: number, body: object] {
  const path = url.split("?")[0];
  if (path === "/api") return [200, { kind: "APIVersions", versions: ["v1"] }];
  if (path === "/apis") return [200, { kind: "APIGroupList", apiVersion: "v1", groups: [] }];
  if (path === "/api/v1") {
    const secrets = { name: "secrets", singularName: "secret", namespaced: true, kind: "Secret", verbs: ["get"] };
    return [200, { kind: "APIResourceList", groupVersion: "v1", resources: [secrets] }];
  }
  const basics = { apiVersion: "v1" };
  if (path === "/api/v1/namespaces/load-tests/secrets/k6-prod") {
    const data = { token: Buffer.from(TOKEN).toString("base64") };
    return [200, { ...basics, kind: "Secret", metadata: { name: "k6-prod", namespace: "load-tests" }, data }];
  }
  const details = { name: path?.split("/").at(-1), kind: "secrets" };
  const message = `secrets "${details.name}" not found`;
  return [404, { ...basics, kind: "Status", status: "Failure", reason: "NotFound", code: 404, message, details }];
}

function clientConfig(port: number): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "test", user: {} }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

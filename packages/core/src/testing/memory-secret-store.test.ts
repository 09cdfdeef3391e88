import { createMemorySecretStore } from "./memory-secret-store.ts";
import { describeSecretStore } from "./secret-store-contract.ts";

describeSecretStore("The store in memory", () => {
  const store = createMemorySecretStore("file");
  return { store, reopened: store };
});

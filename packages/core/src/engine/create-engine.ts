import { composeEngine } from "./compose-engine.ts";
import type { Engine, Parts } from "./engine.ts";
import * as makers from "./part-makers.ts";

type EngineInput = Parts<"host" | "version" | "notify"> &
  Partial<Parts<"ask" | "askPassphrase" | "keyringWorker" | "stores">>;

/** Creates the whole engine; touches neither files nor stores. `stores` replaces this machine's stores. */
export function createEngine({ stores, ask, askPassphrase, keyringWorker, ...given }: EngineInput): Engine {
  return composeEngine(
    { ...given, ask, askPassphrase, keyringWorker },
    {
      directories: makers.makeDirectories,
      lockDirectory: makers.makeLockDirectory,
      ownProfiles: makers.makeOwnProfiles,
      profiles: makers.makeProfiles,
      trustedFiles: makers.makeTrustedFiles,
      teamLogins: makers.makeTeamLogins,
      tokens: makers.makeTokens,
      looseSecrets: makers.makeLooseSecrets,
      tokenExports: makers.makeTokenExports,
      seenTokens: makers.makeSeenTokens,
      stores: stores === undefined ? makers.makeStores : (engine) => makers.trackStores(stores, engine),
      externalStores: makers.makeExternalStores,
      settings: makers.makeSettings,
      activations: makers.makeActivations,
      bindings: makers.makeBindings,
      privateConfigs: makers.makePrivateConfigs,
      recentProfiles: makers.makeRecentProfiles,
      knownProjects: makers.makeKnownProjects,
      memberKey: makers.makeMemberKey,
      trustedRecipients: makers.makeTrustedRecipients,
      trustedSeals: makers.makeTrustedSeals,
    },
  );
}

import type { Engine, GivenPart, PartMakers, Parts } from "./engine.ts";

/**
 * Puts parts together: those that are given, and those that `makers` make, each when it is first used. Touches nothing. A maker finds the
 * parts that it needs in the engine, so they have to be among the makers.
 */
export function composeEngine(given: Parts<GivenPart>, makers: PartMakers): Engine {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other parts are added here
  const engine = { ...given } as Engine;
  for (const [name, make] of Object.entries<(engine: Engine) => unknown>(makers)) {
    let made: { readonly part: unknown } | undefined;
    const get = (): unknown => (made ??= { part: make(engine) }).part;
    Object.defineProperty(engine, name, { enumerable: true, get });
  }
  return engine;
}

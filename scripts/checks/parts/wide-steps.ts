import type { Violation } from "../boundaries/violation.ts";
import { partsDeclared, partsNeeded } from "./parts-needed.ts";
import { readSteps } from "./read-steps.ts";

/**
 * The functions among these files that ask for more of the engine than they and their steps use. That none asks for less is checked by
 * the compiler.
 */
export function wideSteps(root: string, paths: readonly string[]): Violation[] {
  const files = paths.map((path) => readSteps(root, path));
  const needed = partsNeeded(
    root,
    files.flatMap(({ steps }) => steps),
  );
  return files.flatMap((file) =>
    file.steps.flatMap(({ id, path, line, declared, hides }): readonly Violation[] => {
      const name = id.slice(id.indexOf("#") + 1);
      const [hidden] = hides;
      if (hidden !== undefined)
        return [{ path, line: hidden, message: `${name} hides what it uses of the engine: pass it on in a call` }];
      const parts = partsDeclared(file, declared, needed);
      if (parts === undefined)
        return [{ path, line, message: `${name} takes the whole engine: name its parts (Parts, Needs)` }];
      const unused = [...parts].filter((part) => needed.get(id)?.has(part) !== true);
      return unused.length === 0
        ? []
        : [{ path, line, message: `${name} asks for ${unused.join(", ")} and does not use it` }];
    }),
  );
}

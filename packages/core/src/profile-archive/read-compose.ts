import { asMap, parseMap } from "./recognise-text.ts";

export interface ComposeService {
  readonly name: string;
  /** An entry without a value stands for the variable of the same name where Compose runs. */
  readonly variables: ReadonlyMap<string, string>;
  /** Files that Compose reads more variables from. */
  readonly envFiles: readonly string[];
}

/** The services of a Compose file with their variables, which may be a map or a list of NAME=value. */
export function readCompose(text: string): readonly ComposeService[] {
  const services = asMap(parseMap(text)?.["services"]) ?? {};
  return Object.entries(services).flatMap(([name, value]) => {
    const service = asMap(value);
    if (service === undefined) return [];
    return [{ name, variables: variablesOf(service["environment"]), envFiles: envFilesOf(service["env_file"]) }];
  });
}

function variablesOf(environment: unknown): ReadonlyMap<string, string> {
  if (Array.isArray(environment)) {
    const entries = environment.filter((entry) => typeof entry === "string");
    return new Map(
      entries.map((entry) => {
        const equals = entry.indexOf("=");
        return equals < 0 ? [entry, `\${${entry}}`] : [entry.slice(0, equals), entry.slice(equals + 1)];
      }),
    );
  }
  return textsOf(asMap(environment) ?? {}, true);
}

/** The texts and numbers of a map; `null` stands for the variable of the same name if `inherits`. */
export function textsOf(map: Readonly<Record<string, unknown>>, inherits = false): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(map).flatMap(([name, value]) => {
      if (typeof value === "string" || typeof value === "number") return [[name, String(value)] as const];
      return value === null && inherits ? [[name, `\${${name}}`] as const] : [];
    }),
  );
}

function envFilesOf(value: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => {
    const path = typeof entry === "string" ? entry : asMap(entry)?.["path"];
    return typeof path === "string" ? [path] : [];
  });
}

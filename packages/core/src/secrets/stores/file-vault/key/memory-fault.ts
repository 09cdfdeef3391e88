import type { Host } from "../../../../host/host.ts";

const MEBIBYTE = 1024 * 1024;
/** What k6p takes for all the rest, with some to spare: 85 MiB were measured. */
const BESIDES = 96 * MEBIBYTE;

/** Why a passphrase cannot be tried in the memory that the container gives, where the attempt would end the process; undefined when it can. */
export function memoryFault(host: Pick<Host, "processes">, bytes: number): string | undefined {
  const limit = host.processes.memoryLimit();
  if (limit === undefined || bytes + BESIDES <= limit) return undefined;
  const inMebibytes = (count: number): string => `${Math.ceil(count / MEBIBYTE)} MiB`;
  return `Wrapping or unwrapping a key with a passphrase takes ${inMebibytes(bytes + BESIDES)} of memory, and this container may use ${inMebibytes(limit)}.`;
}

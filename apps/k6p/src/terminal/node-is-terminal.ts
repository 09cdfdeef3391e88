import { fstatSync } from "node:fs";

/** Major numbers of the kernel's consoles, of the terminal that a process has, and of pseudoterminals. */
const LINUX_TERMINALS: readonly number[] = [4, 5, 136, 137, 138, 139, 140, 141, 142, 143];
/** That of `/dev/null` and the like. */
const LINUX_MEMORY_DEVICES = 1;

/** Whether a stream is a terminal. Loading `node:tty` costs more than all the rest of a short command, so it is asked only about an uncommon device. */
export function isTerminal(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    if (!status.isCharacterDevice()) return false;
    const major = process.platform === "linux" ? linuxMajor(status.rdev) : undefined;
    if (major !== undefined && LINUX_TERMINALS.includes(major)) return true;
    if (major === LINUX_MEMORY_DEVICES) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

function linuxMajor(device: number): number {
  return (device >>> 8) & 0xfff;
}

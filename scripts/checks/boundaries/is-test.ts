/** Whether a file belongs to the tests, and so may reach for anything. */
export function isTest(path: string): boolean {
  return /\.test\.ts$|\/(fixtures|testing|test)\/|\/testing\.ts$/.test(path);
}

/** A cycle in a graph, from a node back to itself; empty if no cycle can be reached from the start. */
export function findCycle(start: string, next: (node: string) => readonly string[]): readonly string[] {
  const finished = new Set<string>();

  function visit(node: string, trail: readonly string[]): readonly string[] {
    const at = trail.indexOf(node);
    if (at !== -1) return [...trail.slice(at), node];
    if (finished.has(node)) return [];
    for (const target of next(node)) {
      const ring = visit(target, [...trail, node]);
      if (ring.length > 0) return ring;
    }
    finished.add(node);
    return [];
  }

  return visit(start, []);
}

export interface StandInProject {
  readonly id: number;
  readonly name: string;
}

/** One token's access to one stack. A token that may use several stacks has several accounts. */
export interface CloudAccount {
  readonly token: string;
  readonly stackUrl: string;
  readonly stackId: number;
  readonly defaultProjectId: number;
  readonly projects: readonly StandInProject[];
}

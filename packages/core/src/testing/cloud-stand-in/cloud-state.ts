/** A load test as the API shows it. */
export interface LoadTest {
  readonly id: number;
  readonly project_id: number;
  readonly name: string;
  readonly baseline_test_run_id: null;
  readonly created: string;
  readonly updated: string;
}

/** What clients have created in one stack since the stand-in began. */
export class CloudState {
  readonly loadTests: LoadTest[] = [];
  /** ID of a test run → its load test. */
  readonly testRuns = new Map<number, LoadTest>();
  #lastId = 1000;

  addLoadTest(projectId: number, name: string): LoadTest {
    const now = new Date().toISOString();
    const id = this.#nextId();
    const test = { id, project_id: projectId, name, baseline_test_run_id: null, created: now, updated: now };
    this.loadTests.push(test);
    return test;
  }

  addTestRun(test: LoadTest): number {
    const id = this.#nextId();
    this.testRuns.set(id, test);
    return id;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

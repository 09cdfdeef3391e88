import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Engine } from "../engine/engine.ts";
import { type Joined, joinTeam } from "../operations/sealing/join-team.ts";
import { logIn } from "../operations/profiles/log-in.ts";
import { obtainCredentials } from "../operations/tokens/obtain-credentials.ts";
import type { Prompter } from "../engine/prompter.ts";
import { type SealedTokens, sealTokens } from "../operations/sealing/seal-tokens.ts";
import { trustTeam } from "../operations/team/trust-team.ts";
import type { Recipient } from "../sealed-tokens/recipient.ts";
import { Secret } from "../secrets/secret.ts";
import { createTestEngine, type TestEngine, type TestEngineSetup } from "./test-engine.ts";

interface EngineSetup {
  readonly env?: Readonly<Record<string, string>>;
  readonly ask?: Prompter;
}

/** Somebody with a home of their own, who works in the team's folder. */
export interface TeamPerson {
  readonly test: TestEngine;
  /** A new engine, as each command has one. */
  engine(setup?: EngineSetup): Engine;
  /** Stores a token of their own, without asking the cloud. */
  logIn(profile: string, token: string): Promise<void>;
  /** Trusts the team's file as it is, and seals for everybody in it. */
  seal(profile: string): Promise<SealedTokens>;
  trust(): Promise<void>;
  /** The token that they would use. */
  token(profile: string, setup?: EngineSetup): Promise<string>;
}

/** A repository with a team file, and people who share it. */
export interface SharedTeam {
  readonly folder: string;
  /** The recipients of the team file; `write` puts them there. */
  readonly recipients: Recipient[];
  /** What is in the team file before the recipients. */
  profiles: string;
  write(): void;
  sealedPath(profile: string): string;
  /** Somebody who is no member. */
  stranger(setup?: TestEngineSetup): TeamPerson;
  /** Somebody who has joined and is in the team file. */
  member(name: string): Promise<TeamPerson & { readonly joined: Joined }>;
}

const PROFILES = `version: 1
profiles:
  prod: { stack: acme, stackId: 11111, defaultProjectId: 1100, tokenKind: stack }
  staging: { stack: staging, stackId: 22222, defaultProjectId: 2200, tokenKind: stack }
`;

/** A team in a folder that is removed after the test. */
export function shareTeam(): SharedTeam {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "k6p-team-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, ".git"));
  const team: SharedTeam = {
    folder,
    recipients: [],
    profiles: PROFILES,
    write() {
      const lines = team.recipients.map(({ name, key }) => `  ${name}: ${key}\n`);
      const recipients = lines.length === 0 ? "" : `recipients:\n${lines.join("")}`;
      writeFileSync(join(folder, "k6p.config.yaml"), team.profiles + recipients);
    },
    sealedPath: (profile) => join(folder, ".k6p", "sealed", `${profile}.age`),
    stranger(setup) {
      const test = createTestEngine(setup);
      onTestFinished(() => test.remove());
      return personIn(folder, test);
    },
    async member(name) {
      const person = team.stranger();
      const joined = await joinTeam(person.engine(), { name, store: "file", renew: false });
      team.recipients.push({ name, key: joined.recipient });
      team.write();
      return { ...person, joined };
    },
  };
  team.write();
  return team;
}

function personIn(folder: string, test: TestEngine): TeamPerson {
  const engine = (setup: EngineSetup = {}): Engine => test.engineIn(folder, setup);
  const person: TeamPerson = {
    test,
    engine,
    async logIn(name, token) {
      const read = async () => new Secret(token);
      await logIn(engine(), { name, verify: false, store: "file", token: { from: "input", read } });
    },
    async seal(name) {
      await person.trust();
      return sealTokens(engine(), { name, all: false, yes: true });
    },
    async trust() {
      await trustTeam(engine(), { yes: true, revoke: false });
    },
    async token(name, setup) {
      const used = engine(setup);
      return (await obtainCredentials(used, await used.profiles.get(name))).identity.token.reveal();
    },
  };
  return person;
}

import type { Format } from "./format.ts";
import { docker } from "./formats/docker.ts";
import { dotenv } from "./formats/dotenv.ts";
import { github } from "./formats/github.ts";
import { gitlab } from "./formats/gitlab.ts";
import { json } from "./formats/json.ts";
import { systemd } from "./formats/systemd.ts";

/** Every format that k6p writes variables in. */
export const FORMATS: readonly Format[] = [dotenv, docker, github, gitlab, json, systemd];

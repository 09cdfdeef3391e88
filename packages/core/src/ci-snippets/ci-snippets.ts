import { azure } from "./azure.ts";
import { circleci } from "./circleci.ts";
import type { CiSnippet } from "./ci-snippet.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { jenkins } from "./jenkins.ts";
import { kubernetes } from "./kubernetes.ts";

/** Every CI system that k6p has a snippet for. */
export const CI_SNIPPETS: readonly CiSnippet[] = [github, gitlab, jenkins, azure, circleci, kubernetes];

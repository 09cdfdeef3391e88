import type { ProfileChoice } from "@k6p/core/engine/prompter";
import type { Key } from "../terminal/node-keyboard.ts";
import { matchProfiles, type ProfileMatch } from "./match-profiles.ts";

export interface PickerState {
  readonly choices: readonly ProfileChoice[];
  /** What has been typed. */
  readonly query: string;
  readonly matches: readonly ProfileMatch[];
  /** Index of the highlighted match. */
  readonly selected: number;
}

/** The effect of a key. */
export type PickerStep =
  | { readonly kind: "on"; readonly state: PickerState }
  | { readonly kind: "picked"; readonly choice: ProfileChoice }
  | { readonly kind: "cancelled" };

const PAGE = 10;

/** The list when it opens. It highlights the first profile that is not active: users rarely pick the active one. */
export function openPicker(choices: readonly ProfileChoice[]): PickerState {
  const selected = choices.findIndex(({ active }) => !active);
  return { choices, query: "", matches: matchProfiles("", choices), selected: Math.max(0, selected) };
}

export function pressKey(state: PickerState, key: Key): PickerStep {
  const { query, matches, selected } = state;
  switch (nameOf(key)) {
    case "ctrl+c":
    case "escape":
      return { kind: "cancelled" };
    case "return":
    case "enter": {
      const choice = matches[selected]?.choice;
      return choice === undefined ? { kind: "on", state } : { kind: "picked", choice };
    }
    case "up":
    case "ctrl+p":
    case "shift+tab":
      return moved(state, selected === 0 ? matches.length - 1 : selected - 1);
    case "down":
    case "ctrl+n":
    case "tab":
      return moved(state, selected + 1 >= matches.length ? 0 : selected + 1);
    case "pageup":
      return moved(state, selected - PAGE);
    case "pagedown":
      return moved(state, selected + PAGE);
    case "home":
      return moved(state, 0);
    case "end":
      return moved(state, matches.length - 1);
    case "backspace":
      return typed(state, Array.from(query).slice(0, -1).join(""));
    case "ctrl+u":
      return typed(state, "");
    case "ctrl+w":
      return typed(state, query.replace(/\S*\s*$/u, ""));
    default:
      return isText(key) ? typed(state, query + key.text) : { kind: "on", state };
  }
}

function nameOf({ name, ctrl, shift }: Key): string {
  if (ctrl) return `ctrl+${name}`;
  return shift && name === "tab" ? "shift+tab" : name;
}

function isText({ text, ctrl, meta }: Key): boolean {
  return !ctrl && !meta && text !== "" && !/\p{Cc}/u.test(text);
}

function moved(state: PickerState, to: number): PickerStep {
  const last = Math.max(0, state.matches.length - 1);
  return { kind: "on", state: { ...state, selected: Math.min(Math.max(0, to), last) } };
}

function typed(state: PickerState, query: string): PickerStep {
  return { kind: "on", state: { ...state, query, matches: matchProfiles(query, state.choices), selected: 0 } };
}

import type { ProfileChoice } from "@k6p/core/engine/prompter";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import { cutToWidth, displayWidth, padToWidth } from "../render/display-width.ts";
import type { Style } from "../render/style.ts";
import type { ProfileMatch } from "./match-profiles.ts";
import type { PickerState } from "./picker-state.ts";
import { stackHost } from "./stack-host.ts";

export interface Screen {
  /** The first is the input line. All are narrower than the terminal. */
  readonly lines: readonly string[];
  /** Column of the cursor in the first line. */
  readonly cursorColumn: number;
}

interface Frame {
  readonly message: string;
  readonly style: Style;
  readonly columns: number;
  readonly rows: number;
  /** Mark of the highlighted profile, one column wide. */
  readonly pointer: string;
}

const MOST_ROWS = 15;
/** The input line, the keys, and an empty line. */
const OTHER_LINES = 3;
const PROTECTED = " protected";
const KEYS = "↑↓ move · type to filter · Enter choose · Esc cancel";

export function renderPicker(state: PickerState, frame: Frame): Screen {
  const width = frame.columns - 1;
  const head = renderHead(state, frame, width);
  const rows = visibleMatches(state, Math.max(1, Math.min(MOST_ROWS, frame.rows - OTHER_LINES)));
  const layout = layoutOf(state.choices);
  const list = rows.map((match) =>
    renderRow(match, { ...frame, layout, width, selected: match === state.matches[state.selected] }),
  );
  const nothing = state.matches.length === 0 ? [frame.style.dim(cutToWidth("  No matching profile.", width))] : [];
  const lines = [head.line, ...list, ...nothing, frame.style.dim(cutToWidth(`  ${KEYS}`, width))];
  return { lines, cursorColumn: head.cursorColumn };
}

/** `? Which profile? que`; only the end of the query if it does not fit. */
function renderHead(
  { query, matches, choices }: PickerState,
  { message, style }: Frame,
  width: number,
): { readonly line: string; readonly cursorColumn: number } {
  const count = ` ${matches.length}/${choices.length}`;
  const fits = displayWidth(message) + displayWidth(query) + 3 <= width;
  const question = fits ? `${style.cyan("?")} ${style.bold(message)} ` : `${style.cyan("?")} `;
  let typed = Array.from(query);
  while (displayWidth(question) + displayWidth(typed.join("")) > width && typed.length > 0) typed = typed.slice(1);
  const line = question + typed.join("");
  const cursorColumn = displayWidth(line);
  return { line: cursorColumn + count.length + 1 > width ? line : `${line} ${style.dim(count)}`, cursorColumn };
}

/** The visible part of the list. The highlighted match is at its edge only at the start or end of the list. */
function visibleMatches({ matches, selected }: PickerState, height: number): readonly ProfileMatch[] {
  const start = Math.min(Math.max(0, selected - Math.floor(height / 2)), Math.max(0, matches.length - height));
  return matches.slice(start, start + height);
}

interface Layout {
  readonly name: number;
  readonly stack: number;
  readonly project: number;
}

function layoutOf(choices: readonly ProfileChoice[]): Layout {
  const widest = (textOf: (choice: ProfileChoice) => string): number =>
    Math.max(0, ...choices.map((choice) => displayWidth(textOf(choice))));
  return { name: widest(({ profile }) => profile.name), stack: widest(stackText), project: widest(projectText) };
}

interface Row extends Frame {
  readonly layout: Layout;
  readonly width: number;
  readonly selected: boolean;
}

function renderRow({ choice, marks }: ProfileMatch, { style, pointer, layout, width, selected }: Row): string {
  const { profile, active } = choice;
  const start = `${selected ? pointer : " "} ${active ? "*" : " "} `;
  const name = cutToWidth(profile.name, width - start.length);
  const left = width - start.length - layout.name;
  const shownName = paintName(name, { marks, style, selected, active });
  const padding = " ".repeat(Math.max(0, layout.name - displayWidth(name)));
  const details = `  ${padToWidth(stackText(choice), layout.stack)}  ${padToWidth(projectText(choice), layout.project)}  ${tagsText(choice)}`;
  const shownDetails = left < 8 ? "" : padding + paintDetails(cutToWidth(details.trimEnd(), left), choice, style);
  return (selected ? style.cyan(start) : style.green(start)) + shownName + shownDetails;
}

interface NamePaint {
  readonly marks: readonly number[];
  readonly style: Style;
  readonly selected: boolean;
  readonly active: boolean;
}

function paintName(name: string, { marks, style, selected, active }: NamePaint): string {
  const marked = new Set(marks);
  const plain = selected ? style.cyan : active ? style.green : (text: string) => text;
  return Array.from(name, (letter, at) => (marked.has(at) ? style.bold(style.yellow(letter)) : plain(letter))).join("");
}

function paintDetails(details: string, { profile }: ProfileChoice, style: Style): string {
  const at = profile.protected ? details.indexOf(PROTECTED) : -1;
  if (at < 0) return style.dim(details);
  const end = at + PROTECTED.length;
  return style.dim(details.slice(0, at)) + style.yellow(PROTECTED) + style.dim(details.slice(end));
}

function stackText({ profile }: ProfileChoice): string {
  return sanitizeText(stackHost(profile) ?? "-");
}

function projectText({ profile }: ProfileChoice): string {
  return profile.defaultProjectId?.toString() ?? "-";
}

function tagsText({ profile }: ProfileChoice): string {
  return [...(profile.protected ? [PROTECTED.trim()] : []), ...profile.tags].join(" ");
}

import { describe, expect, it } from "vitest";
import { choiceOf } from "../../test/profile-choices.ts";
import { openPicker, type PickerState, pressKey } from "./picker-state.ts";

const CHOICES = [
  choiceOf("prod", { protected: true, tags: ["eu"], defaultProjectId: 4711 }, true),
  choiceOf("prod-checkout", { tags: ["eu"] }),
  choiceOf("staging", { description: "For tries" }),
  choiceOf("customer-b", { stackUrl: "https://acme.example" }),
];

const KEYS: Readonly<Record<string, { readonly name: string; readonly ctrl?: boolean; readonly shift?: boolean }>> = {
  "<shift-tab>": { name: "tab", shift: true },
  "<ctrl-u>": { name: "u", ctrl: true },
  "<ctrl-w>": { name: "w", ctrl: true },
  "<ctrl-p>": { name: "p", ctrl: true },
  "<ctrl-c>": { name: "c", ctrl: true },
};

/** Presses keys such as `ab<down><enter>`; what came of it, or the name that is highlighted. */
function press(keys: string, state: PickerState = openPicker(CHOICES)): string {
  let current = state;
  for (const key of keys.match(/<[^>]+>|[^<]/gu) ?? []) {
    const named = KEYS[key] ?? { name: key.replaceAll(/[<>]/g, "") };
    const text = key.startsWith("<") ? "\u0001" : key;
    const step = pressKey(current, { ctrl: false, shift: false, meta: false, text, ...named });
    if (step.kind === "picked") return `picked ${step.choice.profile.name}`;
    if (step.kind === "cancelled") return step.kind;
    current = step.state;
  }
  return current.matches[current.selected]?.choice.profile.name ?? `nothing fits ${current.query}`;
}

describe("the list of profiles", () => {
  it("opens on the first profile that is not active", () => {
    expect(press("")).toBe("prod-checkout");
    expect(press("", openPicker(CHOICES.slice(0, 1)))).toBe("prod");
  });

  it("narrows while you type, with the best match first", () => {
    expect(press("pc")).toBe("prod-checkout");
    expect(press("prod")).toBe("prod");
    expect(press("STAG")).toBe("staging");
    expect(press("pro check")).toBe("prod-checkout");
    expect(press("zz")).toBe("nothing fits zz");
  });

  it("also searches stack, project, tags, description and protection", () => {
    expect(press("acme.ex")).toBe("customer-b");
    expect(press("4711")).toBe("prod");
    expect(press("tries")).toBe("staging");
    expect(press("eu check")).toBe("prod-checkout");
    expect(press("protected")).toBe("prod");
  });

  it("moves with the arrow keys, around its ends", () => {
    expect(press("<down>")).toBe("staging");
    expect(press("<down><tab><down>")).toBe("prod");
    expect(press("<up><up>")).toBe("customer-b");
    expect(press("<shift-tab>")).toBe("prod");
    expect(press("<ctrl-p>")).toBe("prod");
    expect(press("<end>")).toBe("customer-b");
    expect(press("<pagedown>")).toBe("customer-b");
    expect(press("<pageup>")).toBe("prod");
    expect(press("<home>")).toBe("prod");
    expect(press("zz<down><up><end>")).toBe("nothing fits zz");
  });

  it("lets you correct what you typed", () => {
    expect(press("stagx<backspace>")).toBe("staging");
    expect(press("zz<ctrl-u>st")).toBe("staging");
    expect(press("st zz<ctrl-w>")).toBe("staging");
    expect(press("zzü<backspace><backspace><backspace><backspace>")).toBe("prod");
  });

  it("ends only with Enter on a profile, Esc or Ctrl-C", () => {
    expect(press("stag<return>")).toBe("picked staging");
    expect(press("<enter>")).toBe("picked prod-checkout");
    expect(press("zz<return>")).toBe("nothing fits zz");
    expect(press("<escape>")).toBe("cancelled");
    expect(press("ab<ctrl-c>")).toBe("cancelled");
    expect(press("<f1><insert><left>")).toBe("prod-checkout");
  });
});

import { describe, expect, it } from "vitest";
import { noticeWait } from "./notice-wait.ts";

describe("a wait", () => {
  const after = (milliseconds: number): Promise<string> =>
    new Promise((resolve) => setTimeout(() => resolve("done"), milliseconds));

  it("is noticed once it takes more than a second, and not after its end", async () => {
    const notices: string[] = [];
    expect(await noticeWait(after(10), () => notices.push("short"))).toBe("done");
    expect(await noticeWait(after(1_300), () => notices.push("long"))).toBe("done");
    expect(notices).toEqual(["long"]);
  });

  it("that fails rejects with the failure", async () => {
    const failing = (): Promise<never> => Promise.reject(new Error("it is gone"));
    await expect(noticeWait(failing(), () => undefined)).rejects.toThrow("it is gone");
    await expect(noticeWait(failing(), undefined)).rejects.toThrow("it is gone");
  });
});

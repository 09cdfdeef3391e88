import { execFileSync } from "node:child_process";
import * as crypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as age from "age-encryption";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findProgram, skipUnless } from "../../../testing/real-parts.ts";
import { scratchHome } from "./fixtures/open-vault.ts";
import { openX25519 } from "./open-x25519.ts";
import { parseX25519Key, sharedSecret, type X25519Key } from "./x25519-key.ts";

const TEXT = '{"k6p":"secret","value":"glc_0123456789 with ünicode"}';

async function freshKey(): Promise<{ readonly text: string; readonly key: X25519Key }> {
  const text = await age.generateX25519Identity();
  const key = parseX25519Key(text, crypto);
  if (key === undefined) throw new Error("a key of the library is not taken");
  return { text, key };
}

async function sealed(text: string | Uint8Array, ...recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new age.Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(text);
}

/** What the library makes of a file; undefined where it throws. */
async function byLibrary(file: Uint8Array, key: string): Promise<string | undefined> {
  try {
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(key);
    const text = Buffer.from(file).toString("latin1");
    const binary = text.startsWith("-") ? age.armor.decode(text) : file;
    return Buffer.from(await decrypter.decrypt(binary)).toString("utf8");
  } catch {
    return undefined;
  }
}

const binaryAndArmored = (file: Uint8Array): readonly Uint8Array[] => [file, Buffer.from(age.armor.encode(file))];

describe("A file for one X25519 key", () => {
  it("is opened like the library does it, for texts of any length, armored and binary", async () => {
    const { text: secret, key } = await freshKey();
    const lengths = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(65_535, 65_536, 65_537, 131_072));
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 0, max: 25 }), async (length, letter) => {
        const text = String.fromCodePoint(97 + letter).repeat(length);
        for (const file of binaryAndArmored(await sealed(text, key.recipient))) {
          const opened = await openX25519(file, [key], crypto);
          expect(await byLibrary(file, secret)).toBe(text);
          // Files of more than one chunk are the library's.
          expect(opened).toBe(length > 65_536 ? undefined : text);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is opened by the key that fits, wherever that stands, and by no other", async () => {
    const [one, two, three] = [await freshKey(), await freshKey(), await freshKey()];
    const file = await sealed(TEXT, two.key.recipient);
    expect(await openX25519(file, [one.key, two.key], crypto)).toBe(TEXT);
    expect(await openX25519(file, [one.key, three.key], crypto)).toBeUndefined();
    expect(await openX25519(file, [], crypto)).toBeUndefined();
  });

  it("is never opened when a bit of it is changed, and the library agrees about each of its bytes", async () => {
    const { text: secret, key } = await freshKey();
    for (const file of binaryAndArmored(await sealed(TEXT, key.recipient))) {
      for (let at = 0; at < file.length; at++) {
        const changed = Uint8Array.from(file);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const opened = await openX25519(changed, [key], crypto);
        expect(opened, `byte ${at}`).toBeUndefined();
        if (at % 5 === 0) expect(await byLibrary(changed, secret), `byte ${at}`).toBeUndefined();
      }
    }
  });

  it("that is anything else is left to the library, or opened as that opens it", async () => {
    const { text: secret, key } = await freshKey();
    const file = Buffer.from(await sealed(TEXT, key.recipient));
    const edit = fc.oneof(
      fc.record({
        kind: fc.constant("cut" as const),
        at: fc.nat(file.length),
        length: fc.integer({ min: 1, max: 60 }),
      }),
      fc.record({
        kind: fc.constant("insert" as const),
        at: fc.nat(file.length),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
      }),
      fc.record({
        kind: fc.constant("repeat" as const),
        at: fc.nat(file.length),
        length: fc.integer({ min: 1, max: 200 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.boolean(), async (edits, armored) => {
        let changed = armored ? Buffer.from(age.armor.encode(file)) : file;
        for (const change of edits) {
          const [head, tail] = [changed.subarray(0, change.at), changed.subarray(change.at)];
          if (change.kind === "cut") changed = Buffer.concat([head, tail.subarray(change.length)]);
          else if (change.kind === "insert") changed = Buffer.concat([head, change.bytes, tail]);
          else changed = Buffer.concat([head, tail.subarray(0, change.length), tail]);
        }
        const opened = await openX25519(changed, [key], crypto);
        if (opened !== undefined) expect(await byLibrary(changed, secret)).toBe(opened);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["two recipients", async (key: X25519Key) => sealed(TEXT, key.recipient, (await freshKey()).key.recipient)],
    ["a passphrase", passphraseFile],
    ["a post-quantum key", async () => sealed(TEXT, await age.identityToRecipient(await age.generateHybridIdentity()))],
    ["nothing", async () => new Uint8Array()],
    ["another program", async () => Buffer.from("-----BEGIN PGP MESSAGE-----\n")],
  ])("is not seen in one for %s", async (_, make) => {
    const { key } = await freshKey();
    for (const file of binaryAndArmored(await make(key))) expect(await openX25519(file, [key], crypto)).toBeUndefined();
  });
});

async function passphraseFile(): Promise<Uint8Array> {
  const encrypter = new age.Encrypter();
  encrypter.setPassphrase("correct horse");
  encrypter.setScryptWorkFactor(4);
  return encrypter.encrypt(TEXT);
}

describe("Spellings that mean the same bytes", () => {
  /** The file with a part of its header in another spelling. */
  async function respelled(change: (header: string) => string): Promise<string | undefined> {
    const { key } = await freshKey();
    const file = Buffer.from(await sealed(TEXT, key.recipient)).toString("latin1");
    const changed = change(file);
    expect(changed).not.toBe(file);
    return openX25519(Buffer.from(changed, "latin1"), [key], crypto);
  }

  it.each<[string, (header: string) => string]>([
    [
      "base64 whose unused bits are set",
      (text) => text.replace(/(-> X25519 .{42})(.)/, (_, head, last) => head + next(last)),
    ],
    [
      "a body whose unused bits are set",
      (text) => text.replace(/(-> X25519 .{43}\n.{42})(.)/, (_, head, last) => head + next(last)),
    ],
    [
      "a MAC whose unused bits are set",
      (text) => text.replace(/(\n--- .{42})(.)/, (_, head, last) => head + next(last)),
    ],
    ["padded base64", (text) => text.replace(/(-> X25519 .{43})/, "$1=")],
    ["base64 of the other alphabet", (text) => text.replace(/(-> X25519 )./, "$1_")],
    ["a line that ends in CRLF", (text) => text.replace("v1\n", "v1\r\n")],
    ["two spaces", (text) => text.replace("-> X25519 ", "->  X25519 ")],
    ["another version", (text) => text.replace("age-encryption.org/v1", "age-encryption.org/v2")],
    ["an argument more", (text) => text.replace(/(-> X25519 .{43})/, "$1 x")],
    ["another kind of recipient", (text) => text.replace("-> X25519 ", "-> x25519 ")],
  ])("are not taken: %s", async (_, change) => {
    expect(await respelled(change)).toBeUndefined();
  });

  /** A character of base64 that differs in the two lowest bits alone. */
  function next(character: string): string {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return letters[letters.indexOf(character) ^ 1] ?? "";
  }

  it.each<[string, (armor: string) => string]>([
    ["space before it", (text) => `\n${text}`],
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["no last newline", (text) => text.trimEnd()],
    ["text after it", (text) => `${text}x`],
    ["lines of another length", (text) => text.replace(/(.{64})\n(.)/, "$1$2\n")],
    ["another label", (text) => text.replaceAll("AGE ENCRYPTED", "AGE  ENCRYPTED")],
  ])("are not taken in the armor: %s", async (_, change) => {
    const { key } = await freshKey();
    const text = age.armor.encode(await sealed(TEXT, key.recipient));
    expect(await openX25519(Buffer.from(text), [key], crypto)).toBe(TEXT);
    expect(await openX25519(Buffer.from(change(text)), [key], crypto)).toBeUndefined();
  });
});

describe("A share of low order", () => {
  /** RFC 7748, and the points of small order with their non-canonical spellings. */
  const POINTS = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ];

  it.each(POINTS)("gives no secret: %s", async (point) => {
    const { key } = await freshKey();
    for (const last of [0, 0x80]) {
      const bytes = Buffer.from(point, "hex");
      bytes[31] = (bytes[31] ?? 0) | last;
      expect(() => sharedSecret(key, bytes, crypto)).toThrow(/./);
    }
  });

  it("differs from an ordinary one, which gives the secret that both sides have", async () => {
    const { key } = await freshKey();
    const other = crypto.generateKeyPairSync("x25519");
    const publicBytes = other.publicKey.export({ format: "der", type: "spki" }).subarray(12);
    const theirs = crypto.diffieHellman({
      privateKey: other.privateKey,
      publicKey: crypto.createPublicKey(key.secret),
    });
    expect(sharedSecret(key, publicBytes, crypto)).toEqual(theirs);
  });
});

describe("A key", () => {
  it("has the public key that the library derives", async () => {
    const { text, key } = await freshKey();
    expect(key.recipient).toBe(await age.identityToRecipient(text));
  });

  it("is refused where the library refuses it", async () => {
    const { text } = await freshKey();
    const hybrid = await age.generateHybridIdentity();
    const last = text.at(-1) === "Q" ? "P" : "Q";
    for (const wrong of [
      text.slice(0, -1) + last,
      text.slice(0, -1),
      `${text}Q`,
      text.toLowerCase(),
      hybrid,
      "",
      "AGE-SECRET-KEY-1",
    ]) {
      expect(parseX25519Key(wrong, crypto), wrong).toBeUndefined();
      expect(() => new age.Decrypter().addIdentity(wrong.startsWith("AGE-SECRET-KEY-PQ-") ? "" : wrong), wrong).toThrow(
        /./,
      );
    }
  });
});

describe.skipIf(skipUnless(findProgram("age"), "no age program to exchange files with"))("With the age program", () => {
  it("files that it encrypts are opened, armored and binary", async () => {
    const { key } = await freshKey();
    for (const options of [[], ["--armor"]]) {
      const file = execFileSync("age", ["--encrypt", ...options, "--recipient", key.recipient], { input: TEXT });
      expect(await openX25519(file, [key], crypto)).toBe(TEXT);
    }
  });

  it("what is opened here is what it opens", async () => {
    const { text, key } = await freshKey();
    const identity = join(scratchHome(), "key");
    writeFileSync(identity, text);
    const file = await sealed(TEXT, key.recipient);
    expect(await openX25519(file, [key], crypto)).toBe(TEXT);
    expect(execFileSync("age", ["--decrypt", "--identity", identity], { input: file }).toString()).toBe(TEXT);
  });
});

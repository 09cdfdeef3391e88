import { readFileSync, writeSync } from "node:fs";
import { callNative } from "./call-native.ts";
import { isKeyringRequest } from "./worker-protocol.ts";

/**
 * A program of its own that does one keyring step: for calls that may ask the person or hang, so that they can be ended from outside.
 * It reads the request from its standard input and writes the answer to its standard output, both JSON.
 */
const request: unknown = JSON.parse(readFileSync(0, "utf8"));
if (!isKeyringRequest(request)) throw new TypeError("this is not a request for the keyring");
void callNative(request).then((answer) => writeSync(1, JSON.stringify(answer)));

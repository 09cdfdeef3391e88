import { readFileSync, writeSync } from "node:fs";
import { callNative } from "./call-native.ts";
import { isKeyringRequest } from "./worker-protocol.ts";

/**
 * A separate program for one keyring step. It runs calls that may ask the user or hang, so that k6p can end them.
 * It reads the request from its standard input and writes the answer to its standard output, both JSON.
 */
const request: unknown = JSON.parse(readFileSync(0, "utf8"));
if (!isKeyringRequest(request)) throw new TypeError("this is not a request for the keyring");
void callNative(request).then((answer) => writeSync(1, JSON.stringify(answer)));

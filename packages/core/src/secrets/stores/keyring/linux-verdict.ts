import type { Unreadiness } from "../../secret-store.ts";
import type { SecretServiceState } from "./secret-service.ts";

/** Starts gnome-keyring where there is no desktop; makes a keyring with the entered password when there is none. Works in every shell. */
const UNLOCK_WITHOUT_DESKTOP =
  'Without a desktop, with gnome-keyring: bash -c \'read -rsp "Keyring password: " p && printf %s "$p" | gnome-keyring-daemon --replace --unlock --components=secrets\'';

const START =
  "Start it: dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.StartServiceByName string:org.freedesktop.secrets uint32:0";

/** What the state of the Secret Service means to the user; undefined when it is ready. */
export function linuxVerdict(state: SecretServiceState): Unreadiness | undefined {
  switch (state.kind) {
    case "ready":
      return undefined;
    case "locked":
      return {
        state: "locked",
        reason: "The keyring is locked.",
        remedy: [
          "Unlock it by logging in to the desktop, or in its own program (Passwords and Keys, KWalletManager, KeePassXC).",
          UNLOCK_WITHOUT_DESKTOP,
        ],
      };
    case "no-collection":
      return {
        state: "no-collection",
        reason: "The keyring service runs, but it has no default keyring to hold a token.",
        remedy: [
          "Create one in the service's own program and make it the default (Passwords and Keys, KWalletManager, KeePassXC).",
          UNLOCK_WITHOUT_DESKTOP,
        ],
      };
    case "not-started":
      return {
        state: "not-started",
        reason: "A keyring service is installed, but it does not run.",
        remedy: [START, UNLOCK_WITHOUT_DESKTOP],
      };
    case "no-provider":
      return {
        state: "absent",
        reason: "No keyring service is installed: nothing provides org.freedesktop.secrets on the session bus.",
        remedy: [
          "Install one, such as gnome-keyring, KWallet or KeePassXC. Debian and Ubuntu: sudo apt install gnome-keyring",
        ],
      };
    case "no-bus":
      return {
        state: "absent",
        reason: `There is no session bus (D-Bus), which leads to the keyring. ${state.reason}`,
        remedy: ['Log in to a desktop session, or start a shell with a bus of its own: dbus-run-session -- "$SHELL"'],
      };
    case "refused":
      return {
        state: "absent",
        reason: `The keyring service does not answer k6p (${state.reason}).`,
        remedy: ["Confined programs (Flatpak, Snap, containers) often cannot reach it: run k6p outside."],
      };
    case "slow":
      return {
        state: "slow",
        reason: `The ${state.silent === "bus" ? "session bus" : "keyring service"} did not answer in time.`,
        remedy: [
          "Try again. If that does not help, log out and in again, or restart the service.",
          UNLOCK_WITHOUT_DESKTOP,
        ],
      };
  }
}

/** Set by a hook while its shell uses a profile because of the folder: the name of that profile. */
export const BOUND_VARIABLE = "K6P_BOUND";
/** Beside it: the id of the binding's profile, or the folder of the team whose default that is. Two teams may have a profile of one name. */
export const BOUND_TO_VARIABLE = "K6P_BOUND_TO";
/** Set in a shell that has the hook, to the shell's name. */
export const HOOK_VARIABLE = "K6P_HOOK";
/** Set in a shell that `k6p shell` has started. */
export const SUBSHELL_VARIABLE = "K6P_SHELL";

/** Set by a hook while its shell uses a profile because of the folder: the name of that profile. */
export const BOUND_VARIABLE = "K6P_BOUND";
/** Set in a shell that has the hook, to the shell's name. */
export const HOOK_VARIABLE = "K6P_HOOK";
/** Set in a shell that `k6p shell` has started. */
export const SUBSHELL_VARIABLE = "K6P_SHELL";

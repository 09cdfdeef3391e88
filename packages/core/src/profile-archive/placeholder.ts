const WORDS =
  /^(?:change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with.*)|todo|fixme|tbd|example|sample|dummy|placeholder|redacted|removed|hidden|none|nil|null|undefined|(?:your|my|the|insert|put|add|enter|paste)[-_ ].*|(?:k6[-_ ]?)?(?:cloud[-_ ]?)?(?:api[-_ ]?)?(?:token|secret|password)(?:[-_ ]?here)?|\.\.\.|…)$/i;
const IN_BRACKETS = /^(?:<.*>|\[.*\]|\{\{.*\}\}|__.*__|%[A-Za-z_]\w*%|\$\(.*\)|`.*`)$/;
const MASKED = /^(?:[a-z]+[_-])?(?:[x*•.#-]{3,}|0+)$/i;
const VARIABLE = /^\$(?:\{(?<braced>[A-Za-z_]\w*)(?:[:?+=-].*)?\}|(?<plain>[A-Za-z_]\w*))$/;
const ELSEWHERE = /^(?:op|vault|gcpsm|awssm|azurekv|sops|ref\+[a-z]+|secret|doppler|bw|keychain):\S/i;

/**
 * Why a value is not one that can be used, as a predicate such as `is a placeholder`; undefined for one that can be. The reason does not
 * show the value, since the guess may be wrong.
 */
export function placeholderReason(value: string): string | undefined {
  const groups = VARIABLE.exec(value)?.groups;
  const variable = groups?.["braced"] ?? groups?.["plain"];
  if (variable !== undefined) return `refers to the variable ${variable}`;
  if (ELSEWHERE.test(value)) return "refers to a secret that another program keeps";
  if (WORDS.test(value) || IN_BRACKETS.test(value) || MASKED.test(value)) return "is a placeholder";
  return undefined;
}

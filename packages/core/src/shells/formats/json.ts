import type { Format } from "../format.ts";

export const json: Format = {
  id: "json",
  render: (variables) =>
    `${JSON.stringify(Object.fromEntries(variables.map(({ name, value }) => [name, value])), null, 2)}\n`,
};

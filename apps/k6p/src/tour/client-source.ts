/**
 * A tiny client for `node -e`: asks the API for the projects with what it finds where k6 would look, the variables before the file that
 * K6_CONFIG (or the default place) names.
 */
export const CLIENT_SOURCE = `
const { readFileSync } = require("node:fs");
const file = process.env.K6_CONFIG || process.env.K6P_TOUR_CONFIG;
const cloud = JSON.parse(readFileSync(file, "utf8")).collectors?.cloud ?? {};
const token = process.env.K6_CLOUD_TOKEN || cloud.token;
const stack = process.env.K6_CLOUD_STACK_ID || cloud.stackID;
const headers = { Authorization: "Bearer " + token, "X-Stack-Id": String(stack) };
fetch(process.env.K6_CLOUD_HOST_V6 + "/cloud/v6/projects", { headers }).then(async (answer) => {
  if (!answer.ok) throw new Error("status " + answer.status);
  const { value } = await answer.json();
  for (const { id, name } of value) console.log(id, name);
}).catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

import { type Answer, refusal } from "./answer.ts";
import type { RouteCall } from "./route.ts";

const LARGEST_PAGE = 1_000;

/** The part of a list that the query asks for, in the form of all lists of the API. */
export function listPage(items: readonly { readonly name: string }[], { request, origin }: RouteCall): Answer {
  const { path, query } = request;
  const skip = Number(query.get("$skip") ?? 0);
  const top = Number(query.get("$top") ?? LARGEST_PAGE);
  if (!Number.isInteger(skip) || skip < 0) return refusal(400, "Not a whole number", "$skip");
  if (!Number.isInteger(top) || top < 1 || top > LARGEST_PAGE)
    return refusal(400, `Not between 1 and ${LARGEST_PAGE}`, "$top");

  const name = query.get("name");
  const matching = name === null ? items : items.filter((item) => item.name === name);
  const next = skip + top;
  const nextQuery = new URLSearchParams(
    [...query].filter(([key]) => key !== "$skip").concat([["$skip", String(next)]]),
  );
  return {
    status: 200,
    body: {
      value: matching.slice(skip, next),
      ...(query.get("$count") === "true" ? { "@count": matching.length } : {}),
      ...(next < matching.length ? { "@nextLink": `${origin}${path}?${nextQuery.toString()}` } : {}),
    },
  };
}

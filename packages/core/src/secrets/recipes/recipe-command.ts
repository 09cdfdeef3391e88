import { sanitizeText } from "../../errors/sanitize-text.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Recipe, RecipeCommand } from "./recipe.ts";
import { RECIPES } from "./recipes.ts";

/** The recipe of that name; undefined when there is none. */
export function findRecipe(name: string): Recipe | undefined {
  return Object.hasOwn(RECIPES, name) ? RECIPES[name] : undefined;
}

/** The command that prints what a recipe finds at a place. Throws `USAGE` for an unknown recipe and for a place without its form. */
export function recipeCommand(name: string, where: string): RecipeCommand {
  const recipe = findRecipe(name);
  if (recipe === undefined) {
    throw new K6pError("USAGE", {
      message: `There is no recipe ${JSON.stringify(sanitizeText(name, 40))}.`,
      remedy: [`Choose one of: ${Object.keys(RECIPES).join(", ")}`, "Or name the command yourself, after --"],
    });
  }
  const command = where === "" || /^-|\p{Cc}/u.test(where) ? undefined : recipe.build(where);
  if (command !== undefined) return command;
  throw new K6pError("USAGE", {
    message: `For ${name}, WHERE must have the form ${recipe.form}; ${JSON.stringify(sanitizeText(where, 120))} does not.`,
    remedy: [`Example: --recipe ${name} --at '${recipe.example}'`],
  });
}

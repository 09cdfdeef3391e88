import { RECIPES } from "../../secrets/recipes/recipes.ts";

export interface RecipeGuide {
  readonly name: string;
  /** Name of the product. Shown in help. */
  readonly title: string;
  /** The format of WHERE. */
  readonly form: string;
}

/** Every recipe, for the help page. */
export const RECIPE_GUIDE: readonly RecipeGuide[] = Object.entries(RECIPES).map(([name, { title, form }]) => ({
  name,
  title,
  form,
}));

import { RECIPES } from "../../secrets/recipes/recipes.ts";

export interface RecipeGuide {
  readonly name: string;
  /** Name of the product. */
  readonly title: string;
  /** The form of WHERE. */
  readonly form: string;
}

/** Every recipe, for a help page. */
export const RECIPE_GUIDE: readonly RecipeGuide[] = Object.entries(RECIPES).map(([name, { title, form }]) => ({
  name,
  title,
  form,
}));

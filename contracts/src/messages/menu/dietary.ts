import { z } from "zod";
import { otherwiseValid } from "../../otherwise-valid.ts";
import { LocalizedText } from "../../values/localized.ts";
import { Quantity } from "../../values/quantity.ts";
import { Code, Text } from "../../values/text.ts";

/** The fourteen of the EU's Regulation 1169/2011 (Annex II), and wheat, which the US names by itself (FALCPA, FASTER Act). */
const allergens = z.enum([
  "celery",
  "crustaceans",
  "eggs",
  "fish",
  "gluten",
  "lupin",
  "milk",
  "molluscs",
  "mustard",
  "peanuts",
  "sesame",
  "soy",
  "sulphites",
  "tree_nuts",
  "wheat",
  "other",
]);

const Allergen = z
  .strictObject({
    allergen: allergens.meta({ description: "Which; other: as named." }),
    name: Text.optional().meta({ description: "For other: what it is; else the exact kind, e.g. cashew." }),
    level: z.enum(["contains", "may_contain", "free_of"]).meta({
      description: "free_of: the chain says that it is not in it. Of what is not listed nothing is said.",
    }),
  })
  .refine(({ allergen, name }) => allergen !== "other" || name !== undefined, {
    error: "is required where the allergen is other",
    path: ["name"],
    when: otherwiseValid,
  })
  .meta({ id: "Allergen", description: "Whether an allergen is in a dish." });

const grams = (what: string) => Quantity.optional().meta({ description: `${what}, in grams.` });
const milligrams = (what: string) => Quantity.optional().meta({ description: `${what}, in milligrams.` });

/** What is in one serving; the names are those of schema.org's NutritionInformation, each in one fixed unit. */
export const Nutrition = z
  .strictObject({
    servingSize: Text.optional().meta({ description: 'One serving in words, e.g. "1 burger (212 g)".' }),
    calories: Quantity.optional().meta({ description: "Energy, in kilocalories." }),
    caloriesMaximum: Quantity.optional().meta({
      description: "Where the energy depends on what is chosen: the most, in kilocalories.",
    }),
    fatContent: grams("Fat"),
    saturatedFatContent: grams("Saturated fat"),
    transFatContent: grams("Trans fat"),
    unsaturatedFatContent: grams("Unsaturated fat"),
    carbohydrateContent: grams("Carbohydrates"),
    sugarContent: grams("Sugar"),
    fiberContent: grams("Fibre"),
    proteinContent: grams("Protein"),
    cholesterolContent: milligrams("Cholesterol"),
    sodiumContent: milligrams("Sodium"),
  })
  .meta({ id: "Nutrition", description: "What is in one serving." });

/** What guests with allergies and diets ask. */
export const dietary = {
  ingredients: LocalizedText.optional().meta({ description: "The ingredients in words." }),
  allergens: z
    .array(Allergen)
    .max(100)
    .optional()
    .meta({ description: "What the chain says of allergens; of what is not listed it says nothing." }),
  suitableForDiet: z
    .array(Code)
    .max(50)
    .optional()
    .meta({ description: "vegan, vegetarian, gluten_free, dairy_free, nut_free, halal, kosher, or others." }),
  nutrition: Nutrition.optional(),
  containsAlcohol: z.boolean().optional().meta({ description: "Whether there is alcohol in it." }),
};
